import type { TemplateDraft } from '../../contracts/template-draft';
import type { SlotBindings } from '../../contracts/templates';
import type { TemplateRow } from '../tables';

/** Files of the media library that bindings name, by slot. */
export const boundFiles = (bindings: SlotBindings | null): { slot: string; fileId: number }[] =>
  Object.entries(bindings ?? {}).flatMap(([slot, { source }]) =>
    source.kind === 'media' ? [{ slot, fileId: source.fileId }] : []
  );

/** The file that Meta reviews is also the one to send, until another is chosen. */
export const withSample = (
  { bindings }: Pick<TemplateRow, 'bindings'>,
  { category, header }: TemplateDraft
): SlotBindings | null =>
  // A code template has no header: one that was chosen under another category stays in the draft alone.
  category !== 'AUTHENTICATION' && 'file' in header && header.file
    ? {
        ...(bindings ?? {}),
        header: { source: { kind: 'media', fileId: header.file.id }, fallback: null },
      }
    : bindings;
