import type { FlowStep } from '../../contracts/flow-graph';
import { looksForEntry, textsOf } from '../../contracts/flow-parts';
import { namedSources, sourceOf } from '../../contracts/text-variables';

/** Content types whose fields the texts of these steps name. */
export const typesNamed = (steps: readonly FlowStep[]): Set<string> =>
  new Set(
    steps.flatMap(textsOf).flatMap(([, text]) =>
      namedSources(text).flatMap((name) => {
        const source = sourceOf(name);
        return source?.kind === 'record' ? [source.type] : [];
      })
    )
  );

/** Does one of these steps choose an entry of the type itself? What follows may name that one. */
export const choosesEntry = (steps: readonly FlowStep[], uid: string): boolean =>
  steps.some((step) => {
    if (step.kind !== 'entry' || step.type !== uid) return false;
    if (step.action === 'create') return true;
    return looksForEntry(step) && (step.which.by === 'newest' || step.which.by === 'field');
  });
