import type { Transition } from './domain/transition';
import type { ChangeRow, StartRow } from './tables';
import type { Happening } from './starting';

/** What became of the entry. */
export const transitionOf = ({
  kind,
  version,
  valuesBefore,
  valuesAfter,
  again,
}: ChangeRow): Transition => ({ kind, version, before: valuesBefore, after: valuesAfter, again });

/** Of a change of an entry. Changes stay behind when the rest moves, and their ids begin at 1 again: its instant is part of the word. */
export const happeningOfChange = (change: ChangeRow): Happening => {
  const { id, uid, entryDocument, kind, contactId, valuesBefore, at, depth } = change;
  const isGone = kind === 'deleted';
  return {
    event: `${id}:${at}`,
    entry: { uid, documentId: entryDocument },
    last: isGone ? (valuesBefore ?? {}) : null,
    contactIds: isGone ? (contactId === null ? [] : [contactId]) : null,
    changeId: id,
    basis: null,
    at,
    depth,
  };
};

/** Of a moment of an entry or a person: a date, silence, the clock. `contactId`: of whom it is; null: the path is walked. */
export const happeningOfMoment = ({
  entry,
  basis,
  contactId,
  at,
}: {
  entry: Happening['entry'];
  basis: string;
  contactId: number | null;
  at: number;
}): Happening => ({
  event: `due:${entry?.documentId ?? ''}:${basis}`,
  entry,
  last: null,
  contactIds: contactId === null ? null : [contactId],
  changeId: null,
  basis,
  at,
  depth: 0,
});

/**
 * Of a start that waited for an answer, by the change that it names, for the person for whom it waited; null: the change is gone,
 * or another one has its id.
 */
export const happeningOfHeld = (row: StartRow, change: ChangeRow | null): Happening | null => {
  if (!change) return null;
  const { uid, entryDocument, at } = change;
  const isSame = uid === row.uid && entryDocument === row.entryDocument && at === row.at;
  if (!isSame) return null;
  const happening = happeningOfChange(change);
  return row.contactId === null ? happening : { ...happening, contactIds: [row.contactId] };
};

/** The same of a start that was set off by a moment; null: it lacks what it was reckoned from. */
export const happeningOfDue = (row: StartRow): Happening | null => {
  const { uid, entryDocument, basis, contactId, at } = row;
  const entry = uid !== null && entryDocument !== null ? { uid, documentId: entryDocument } : null;
  if (basis === null || (entry === null && contactId === null)) return null;
  return happeningOfMoment({ entry, basis, contactId, at });
};

/** Of an entry that was there when the automation was switched on, and that somebody asked for. */
export const happeningOfExisting = (
  entry: { uid: string; documentId: string },
  at: number
): Happening => ({
  event: `existing:${entry.documentId}`,
  entry,
  last: null,
  contactIds: null,
  changeId: null,
  basis: null,
  at,
  depth: 0,
  isThere: true,
});

/** The same of a person who was in its segment. */
export const happeningOfMember = (contactId: number, at: number): Happening => ({
  ...happeningOfMoment({ entry: null, contactId, at, basis: 'existing' }),
  isThere: true,
});
