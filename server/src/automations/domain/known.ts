import type { AutomationTrigger } from '../../contracts/automations';
import { fieldsOf, versionIn, type WatchSpec } from './watch';

/** Since when changes of entries of a type are known: of each field, and of each version. */
export interface KnownSince {
  fields: Readonly<Record<string, number>>;
  versions: Readonly<Record<string, number>>;
}

const NOTHING: KnownSince = { fields: {}, versions: {} };

const only = (
  known: Readonly<Record<string, number>>,
  names: readonly string[]
): Record<string, number> =>
  Object.fromEntries(Object.entries(known).filter(([name]) => names.includes(name)));

/** What stays known where this is watched from now on. */
export const stillKnown = (
  before: KnownSince | null,
  { fields, versions }: Pick<WatchSpec, 'fields' | 'versions'>
): KnownSince => {
  const known = before ?? NOTHING;
  return { fields: only(known.fields, fields), versions: only(known.versions, versions) };
};

/** What is known once all entries have been looked at: what was not is from this instant on. */
export const knownFrom = (
  before: KnownSince | null,
  { fields, versions }: Pick<WatchSpec, 'fields' | 'versions'>,
  at: number
): KnownSince => {
  const from = (known: Readonly<Record<string, number>>, names: readonly string[]) => ({
    ...Object.fromEntries(names.map((name) => [name, at])),
    ...known,
  });
  const known = stillKnown(before, { fields, versions });
  return { fields: from(known.fields, fields), versions: from(known.versions, versions) };
};

/** Since when all is known that sets this trigger off; null: not all of it is. */
export const knownFor = (known: KnownSince | null, trigger: AutomationTrigger): number | null => {
  const { fields, versions } = known ?? NOTHING;
  const times = [versions[versionIn(trigger)], ...fieldsOf(trigger).map((field) => fields[field])];
  return times.every((at) => at !== undefined) ? Math.max(...times) : null;
};
