import { fieldNamesIn, segmentsIn } from '../audience/public';
import type { LockedFields } from '../sensitive/public';
import type { Segment } from './store';

/** Labels of the locked sensitive fields that each segment asks about, itself or through those that it names. */
export const lockedLabels = (
  rows: readonly Pick<Segment, 'id' | 'tree'>[],
  locked: LockedFields
): ReadonlyMap<number, string[]> => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const labelsOf = (id: number): string[] => {
    const labels = new Set<string>();
    const seen = new Set<number>();
    for (let open = [id]; open.length > 0;) {
      const row = byId.get(open.pop() ?? 0);
      if (!row || seen.has(row.id)) continue;
      seen.add(row.id);
      for (const name of fieldNamesIn(row.tree)) {
        const field = locked.get(name);
        if (field) labels.add(field.label);
      }
      open = [...open, ...segmentsIn(row.tree)];
    }
    return [...labels];
  };
  if (locked.size === 0) return new Map();
  return new Map(rows.map(({ id }) => [id, labelsOf(id)]));
};
