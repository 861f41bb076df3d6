import type { SlotBindings, ValueSource } from '../../contracts/templates';

/** The sources of one kind that bindings name, one for each slot. */
export const sourcesOf = <K extends ValueSource['kind']>(
  bindings: SlotBindings | null,
  kind: K
): Extract<ValueSource, { kind: K }>[] =>
  Object.values(bindings ?? {}).flatMap(({ source }) =>
    source.kind === kind ? [source as Extract<ValueSource, { kind: K }>] : []
  );
