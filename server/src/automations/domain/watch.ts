import { isDeepStrictEqual } from 'node:util';
import {
  WATCHED_FIELDS,
  type AutomationTrigger,
  type EntryVersion,
} from '../../contracts/automations';

/** What is remembered of the entries of one content type: fields in alphabetical order, versions. */
export interface WatchSpec {
  uid: string;
  fields: string[];
  versions: EntryVersion[];
}

/** PostgreSQL and MySQL give the parts of a stored trigger back in an order of their own: that is no other trigger. */
export const sameTrigger = (stored: AutomationTrigger | null, given: AutomationTrigger): boolean =>
  isDeepStrictEqual(stored, given);

/** Fields whose changes a trigger hears. */
export const fieldsOf = (trigger: AutomationTrigger): string[] => {
  switch (trigger.kind) {
    case 'updated':
    case 'threshold':
    case 'date':
      return [trigger.field];
    case 'absence':
      return trigger.fields;
    default:
      return [];
  }
};

/** The content type whose entries set it off; null: none does. */
export const typeOf = (trigger: AutomationTrigger): string | null =>
  'uid' in trigger ? trigger.uid : null;

/** Content types whose entries must be linked with contacts, each with its field of the form. */
export const linkedTypesOf = (trigger: AutomationTrigger): { field: string; uid: string }[] => {
  if (!('uid' in trigger)) return [];
  const own = { field: 'trigger.uid', uid: trigger.uid };
  if (trigger.kind !== 'absence' || trigger.without === null) return [own];
  return [own, { field: 'trigger.without', uid: trigger.without }];
};

/** The version whose changes a trigger hears. */
export const versionIn = (trigger: AutomationTrigger): EntryVersion =>
  'version' in trigger ? trigger.version : 'published';

/** What all these triggers together need to be remembered, by content type. */
export const specsOf = (triggers: readonly AutomationTrigger[]): Map<string, WatchSpec> => {
  const specs = new Map<string, { fields: Set<string>; versions: Set<EntryVersion> }>();
  for (const trigger of triggers) {
    const uid = typeOf(trigger);
    if (uid === null) continue;
    const spec = specs.get(uid) ?? { fields: new Set(), versions: new Set() };
    for (const field of fieldsOf(trigger)) spec.fields.add(field);
    spec.versions.add(versionIn(trigger));
    specs.set(uid, spec);
  }
  return new Map(
    [...specs].map(([uid, { fields, versions }]) => [
      uid,
      { uid, fields: [...fields].sort().slice(0, WATCHED_FIELDS), versions: [...versions].sort() },
    ])
  );
};

/** Can a trigger be watched beside these? One field too many would take the place of a field that others watch. */
export const hasRoom = (
  trigger: AutomationTrigger,
  others: readonly AutomationTrigger[]
): boolean => {
  const uid = typeOf(trigger);
  if (uid === null) return true;
  const before = specsOf(others).get(uid)?.fields ?? [];
  const after = specsOf([...others, trigger]).get(uid)?.fields ?? [];
  return [...before, ...fieldsOf(trigger)].every((field) => after.includes(field));
};

/** Is all of it remembered already? */
export const covers = (known: WatchSpec, wanted: WatchSpec): boolean =>
  wanted.fields.every((field) => known.fields.includes(field)) &&
  wanted.versions.every((version) => known.versions.includes(version));

export const sameSpec = (a: WatchSpec, b: WatchSpec): boolean => covers(a, b) && covers(b, a);
