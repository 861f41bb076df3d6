import type { Knex } from 'knex';
import { contactTable, readContact, type ContactRow } from '../contacts/public';
import { withoutNul } from '../kernel/json';
import { pieces, type Sql } from '../strapi/db';
import { writeRow } from '../strapi/table';
import { earlierRefusals } from './domain/earlier';
import { ofThemselves, stateOfLedger, WHATSAPP } from './domain/ledger';
import { newestYes, type NewestYes } from './domain/listed';
import { isOf } from './domain/merged';
import type { ConsentAction, ConsentCategory } from './public';
import { dropWaiting } from './replies';
import { linesOfMany } from './store';
import { consentEventTable, type ConsentEventRow } from './tables';

const PIECE = 400;
const CATEGORIES: ConsentCategory[] = ['marketing', 'utility'];

/** What a list says of one person and category. */
export interface ListedWord {
  contactId: number;
  category: ConsentCategory;
  action: ConsentAction;
  source: string;
  wording: string | null;
  /** What proves it: the file and its line. */
  evidence: string | null;
  /** When it was said; of a refusal without a day when the list was heard of. */
  at: number;
  /** The list names the day. */
  isDated: boolean;
  /** The day that the list names, where the refusal counts from another moment. */
  toldAt?: number | null;
  /** An opt-in of before the one that is known: it is added to the history and changes nothing. */
  isPast?: boolean;
}

interface Heard {
  actor: { id: number; name: string } | null;
  /** When the list came: the people's rows changed then. */
  heardAt: number;
}

export interface ListedWords extends Heard {
  words: readonly ListedWord[];
}

const cut = (text: string | null, most: number): string | null =>
  withoutNul(text ?? '').slice(0, most) || null;

const eventOf = (word: ListedWord, actor: Heard['actor']) =>
  writeRow(consentEventTable, {
    contactId: word.contactId,
    category: word.category,
    topic: null,
    action: word.action,
    source: cut(word.source, 120) ?? 'unknown',
    wording: cut(word.wording, 4000),
    evidence: cut(word.evidence, 1000),
    wamid: null,
    actorId: actor?.id ?? null,
    actor: actor?.name.slice(0, 160) ?? null,
    sample: false,
    at: word.at,
    // The yes of a list is no word of the person: whatever they refuse counts more.
    undated: word.action === 'opt-in',
    toldAt: word.toldAt ?? null,
  });

const byContact = (a: ListedWord, b: ListedWord): number => a.contactId - b.contactId;

/** Opts in those of whom nothing was known; the others are left alone, so that repeating it changes nothing. */
const grant = async (
  trx: Knex.Transaction,
  words: readonly ListedWord[],
  { actor, heardAt }: Heard
): Promise<ListedWord[]> => {
  const granted: ListedWord[] = [];
  for (const category of CATEGORIES) {
    const asked = words.filter((word) => word.category === category).sort(byContact);
    for (const piece of pieces(asked, PIECE)) {
      const rows = (await trx(contactTable.table)
        .select('id')
        .whereIn(
          'id',
          piece.map(({ contactId }) => contactId)
        )
        .where({ [category]: 'none' })
        .orderBy('id')
        .forUpdate()) as { id: unknown }[];
      const open = new Set(rows.map(({ id }) => Number(id)));
      if (open.size === 0) continue;
      await trx(contactTable.table)
        .whereIn('id', [...open])
        .update({ [category]: 'in', changed_at: heardAt });
      const said = piece.filter(({ contactId }) => open.has(contactId));
      await trx(consentEventTable.table).insert(said.map((word) => eventOf(word, actor)));
      granted.push(...said);
    }
  }
  return granted;
};

/** Adds earlier opt-ins to the history of people who are in; the same one once. */
const addPast = async (
  trx: Knex.Transaction,
  words: readonly ListedWord[],
  { actor }: Heard
): Promise<void> => {
  const ledgers = await linesOfMany(
    trx,
    words.map(({ contactId }) => contactId)
  );
  const fresh = words.filter(
    ({ contactId, category, at }) =>
      !(ledgers.get(contactId) ?? [])
        .filter(isOf(category))
        .some((line) => line.action === 'opt-in' && line.at === at)
  );
  for (const piece of pieces(fresh, PIECE))
    await trx(consentEventTable.table).insert(piece.map((word) => eventOf(word, actor)));
};

/** Whether the ledger has this refusal: the same line, or of who is out and has no day one that they cannot take back in WhatsApp. */
const isKnown = (
  word: ListedWord,
  { person, lines }: { person: ContactRow; lines: readonly ConsentEventRow[] }
): boolean => {
  const isOut = person[word.category] === 'out';
  const refusals = lines.filter(({ action }) => action === 'opt-out');
  if (!word.isDated) return isOut && refusals.some(({ source }) => source !== WHATSAPP);
  const told = word.toldAt ?? word.at;
  const isSame = refusals.some(({ at, toldAt }) => (toldAt ?? at) === told);
  return isSame && (isOut || !word.toldAt);
};

/** What one piece of refusals adds to the ledger, and who leaves by it: where the ledger has a newer yes, the person stays in. */
const decideRefusals = async (
  trx: Knex.Transaction,
  piece: readonly ListedWord[],
  category: ConsentCategory
): Promise<{ said: ListedWord[]; leaving: ContactRow[] }> => {
  const ids = piece.map(({ contactId }) => contactId);
  const rows = await trx(contactTable.table).whereIn('id', ids).orderBy('id').forUpdate();
  const people = new Map(
    (rows as Record<string, unknown>[]).map(readContact).map((person) => [person.id, person])
  );
  const ledgers = await linesOfMany(trx, ids);
  const said: ListedWord[] = [];
  const leaving: ContactRow[] = [];
  for (const word of piece) {
    const person = people.get(word.contactId);
    const lines = (ledgers.get(word.contactId) ?? []).filter(isOf(category));
    if (!person || isKnown(word, { person, lines })) continue;
    said.push(word);
    const before = [...lines, ...earlierRefusals(person).filter(isOf(category))];
    const isOut = stateOfLedger([...before, word]) === 'out';
    if (isOut && person[category] !== 'out') leaving.push(person);
  }
  return { said, leaving };
};

/** Records refusals at their moments; answers of whom they changed the state. */
const refuse = async (
  trx: Knex.Transaction,
  words: readonly ListedWord[],
  { actor, heardAt }: Heard
): Promise<ListedWord[]> => {
  const refused: ListedWord[] = [];
  for (const category of CATEGORIES) {
    const other = category === 'marketing' ? 'utility' : 'marketing';
    const asked = words.filter((word) => word.category === category).sort(byContact);
    for (const piece of pieces(asked, PIECE)) {
      const { said, leaving } = await decideRefusals(trx, piece, category);
      if (said.length === 0) continue;
      await trx(consentEventTable.table).insert(said.map((word) => eventOf(word, actor)));
      const ids = leaving.map(({ id }) => id);
      await trx(contactTable.table)
        .whereIn('id', ids)
        .update({ [category]: 'out', changed_at: heardAt });
      const waiting = leaving.filter((row) => row[category] === 'in' || row[other] !== 'in');
      await dropWaiting(
        trx,
        waiting.map(({ id }) => id),
        'opt-in'
      );
      const left = new Set(ids);
      refused.push(...said.filter(({ contactId }) => left.has(contactId)));
    }
  }
  return refused;
};

/**
 * Records what a list says of many people: its yes where nothing was known, its no at the moment that it names. A refusal is
 * never lifted, a newer yes never ended, a repeated list adds nothing. An earlier yes (`isPast`) is only added to the history. At
 * most one word of each person, category and action. Answers the words that changed a state.
 */
export const recordListed = async (
  trx: Knex.Transaction,
  { words, ...heard }: ListedWords
): Promise<ListedWord[]> => {
  const past = words.filter(({ isPast }) => isPast);
  if (past.length > 0) await addPast(trx, past, heard);
  const of = (action: ConsentAction) =>
    words.filter((word) => word.action === action && !word.isPast);
  const granted = await grant(trx, of('opt-in'), heard);
  return [...granted, ...(await refuse(trx, of('opt-out'), heard))];
};

/** What a ledger says of somebody's yes, as far as a word of a list is ordered against it. */
export interface KnownYes {
  /** The one by which they are in; null: there is none, or only one that any refusal ends. */
  newest: NewestYes | null;
  /** Day of the earliest one, epoch milliseconds; null: there is none. */
  first: number | null;
}

const yesIn = (lines: readonly ConsentEventRow[]): KnownYes => {
  const yes = ofThemselves(lines).filter(({ action }) => action === 'opt-in');
  const days = yes.map(({ at }) => at);
  return { newest: newestYes(lines), first: days.length > 0 ? Math.min(...days) : null };
};

/** The same by person and category. */
export const knownYesOf = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Map<number, Record<ConsentCategory, KnownYes>>> => {
  const found = new Map<number, Record<ConsentCategory, KnownYes>>();
  for (const [id, lines] of await linesOfMany(sql, contactIds))
    found.set(id, {
      marketing: yesIn(lines.filter(isOf('marketing'))),
      utility: yesIn(lines.filter(isOf('utility'))),
    });
  return found;
};

export interface GrantMany {
  /** Person → what proves it (the file and its line). */
  evidence: ReadonlyMap<number, string>;
  categories: readonly ConsentCategory[];
  source: string;
  wording: string;
  actor: Heard['actor'];
  /** When they agreed, as far as the importer knows it; else when the list came. */
  at: number;
  /** When the list came. */
  heardAt: number;
}

/** The words of a list that says the same of everybody. */
export const wordsOfGrant = ({
  evidence,
  categories,
  source,
  wording,
  at,
}: GrantMany): ListedWord[] =>
  categories.flatMap((category) =>
    [...evidence].map(([contactId, proof]) => ({
      ...{ contactId, category, action: 'opt-in' as const, source, wording, at },
      evidence: proof,
      isDated: false,
    }))
  );
