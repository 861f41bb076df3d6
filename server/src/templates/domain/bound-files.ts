import type { SlotBindings } from '../../contracts/templates';

/** Files of the media library that bindings name, by slot. */
export const boundFiles = (bindings: SlotBindings | null): { slot: string; fileId: number }[] =>
  Object.entries(bindings ?? {}).flatMap(([slot, { source }]) =>
    source.kind === 'media' ? [{ slot, fileId: source.fileId }] : []
  );
