import type { EntryStep } from '../../contracts/entry-step';
import { looksForEntry } from '../../contracts/flow-parts';
import type { Variables } from './variables';

/*
 * Which entry a run means is kept among its values, under a name that no step can give: `record.` and the type. A trial keeps
 * fields of an entry there too, under the names by which texts ask for them (`record.api::order.order.state`).
 */
const PREFIX = 'record.';
/** The entry that set off the automation by which the run began: no type has such a name. */
const BEGAN = `${PREFIX}automation`;

const nameOf = (uid: string): string => `${PREFIX}${uid}`;
/** The name of a type has one dot. */
const isEntry = (name: string): boolean =>
  name.startsWith(PREFIX) && name.slice(PREFIX.length).split('.').length === 2;

/** The entry of this type that the run means; null: none. */
export const keptEntry = (variables: Variables, uid: string): string | null => {
  const name = nameOf(uid);
  return variables && Object.hasOwn(variables, name) ? String(variables[name]) : null;
};

/** The entries that the run means, by type. */
export const keptEntries = (variables: Variables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables ?? {})
      .filter(([name]) => isEntry(name))
      .map(([name, documentId]) => [name.slice(PREFIX.length), String(documentId)])
  );

/** What a trial knows of a field of the entry; null: it has to be read. */
export const fieldInTrial = (
  variables: Variables,
  { type, field }: { type: string; field: string }
): string | null => {
  const name = `${nameOf(type)}.${field}`;
  return variables && Object.hasOwn(variables, name) ? String(variables[name]) : null;
};

/** The values of a run that means this entry from now on. `fields`: of a trial, what texts read in it. */
export const withEntry = (
  variables: Variables,
  { uid, documentId }: { uid: string; documentId: string },
  fields: Readonly<Record<string, string>> = {}
): NonNullable<Variables> => {
  const name = nameOf(uid);
  const isSame = keptEntry(variables, uid) === documentId;
  const others = Object.entries(variables ?? {}).filter(
    ([one]) => isSame || !one.startsWith(`${name}.`)
  );
  const own = Object.entries(fields).map(([field, value]) => [`${name}.${field}`, value]);
  return Object.fromEntries([...others, [name, documentId], ...own]);
};

/** The values of a run that means these entries, by type, from its beginning. */
export const meantFirst = (entries: Readonly<Record<string, string>> = {}): Variables =>
  Object.entries(entries).reduce<Variables>(
    (variables, [uid, documentId]) => withEntry(variables, { uid, documentId }),
    null
  );

/** An entry by content type and document id. */
export interface EntryName {
  readonly uid: string;
  readonly documentId: string;
}

/** The values of a run that an automation began about this entry. */
export const beganWith = (
  variables: Variables,
  { uid, documentId }: EntryName
): NonNullable<Variables> => ({ ...variables, [BEGAN]: `${uid} ${documentId}` });

/** The entry that set off the automation by which the run began; null: something else began it. */
export const beganEntry = (variables: Variables): EntryName | null => {
  const known = variables && Object.hasOwn(variables, BEGAN) ? String(variables[BEGAN]) : '';
  const [uid = '', documentId = ''] = known.split(' ');
  return documentId === '' ? null : { uid, documentId };
};

/** The entry that a step means without looking for it; null: none. */
export const meantEntry = (
  variables: Variables,
  step: Pick<EntryStep, 'action' | 'type' | 'which'>
): string | null => {
  if (!looksForEntry(step) || step.which.by !== 'automation')
    return keptEntry(variables, step.type);
  const began = beganEntry(variables);
  return began?.uid === step.type ? began.documentId : null;
};

/** The values that steps kept by a name of their own. */
export const namedValues = (variables: Variables): [name: string, value: string | number][] =>
  Object.entries(variables ?? {}).filter(([name]) => !name.startsWith(PREFIX));
