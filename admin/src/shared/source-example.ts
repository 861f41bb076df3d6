import type { ValueSource, VariableSources } from '../../../server/src/contracts/templates';

/** What the server knows of this person: undefined = nothing is known here, null = the value is empty. */
export const sourceExample = (
  sources: VariableSources | null,
  source: ValueSource
): string | null | undefined => {
  if (!sources) return undefined;
  switch (source.kind) {
    case 'custom':
      return sources.custom.find((one) => one.key === source.key)?.example;
    case 'record':
      return sources.records
        .find((one) => one.type === source.type)
        ?.fields.find((one) => one.field === source.field)?.example;
    case 'agent':
      return sources.agent[source.field];
    case 'account':
      return sources.account[source.field];
    default:
      return undefined;
  }
};
