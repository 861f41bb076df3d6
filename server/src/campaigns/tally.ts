import type { ResolvedChoice } from '../audience/public';
import { contactTable, readContact, shownAddress } from '../contacts/public';
import type { ExcludedResult, SkipReason } from '../contracts/campaigns';
import { encodeCursor, idAfter } from '../kernel/cursor';
import { turnOfTheLoop } from '../kernel/turn';
import { rawRows } from '../strapi/batch';
import type { Db } from '../strapi/db';
import type { SqlPart } from '../strapi/sql-part';
import {
  audiencePart,
  closedWindow,
  highestContact,
  pieceEnd,
  reasonPart,
  twinPart,
  type Judged,
} from './audience';
import { namedTypeOf } from './carried';
import { messagesIn, templateSql } from './languages';
import { takesPlace, type Counting } from './places';

const PIECE = 5_000;

/** Whom a campaign means and how they are judged. */
export interface Ask extends Judged {
  audience: ResolvedChoice;
}

/**
 * People who would receive it, of one country and, of a campaign in everybody's language, one template (else 0); `inWindow`
 * only where it was asked.
 */
export interface Receivers {
  country: string | null;
  templateId: number;
  inWindow: boolean;
  count: number;
}

export interface Tally {
  matched: number;
  reasons: Map<SkipReason, number>;
  receivers: Receivers[];
  /** Receivers whose message takes a new place in the messaging limit. */
  places: number;
  /** Receivers by the template that they get, of a campaign in everybody's language. */
  languages: ReadonlyMap<number, number>;
}

export type Piece = { lo: number; hi: number };

/** Why somebody of the audience is left out, over `c`: a second person with the same address as the unique key will see it. */
export const leftOut = (db: Db, ask: Ask): SqlPart => {
  const twin = twinPart(db.dialect, ask.audience);
  const reason = reasonPart(db, ask);
  return {
    sql: `CASE WHEN c.address_key IS NOT NULL AND ${twin.sql} THEN 'duplicate' ELSE (${reason.sql}) END`,
    bindings: [...twin.bindings, ...reason.bindings],
  };
};

/** Calls for pieces of an audience in ascending order until one says that it is enough, so that no statement is long. */
export const byPieces = async (
  db: Db,
  audience: ResolvedChoice,
  { from, each }: { from: number; each: (piece: Piece) => Promise<boolean> }
): Promise<void> => {
  const hiMax = await highestContact(db, db.knex, audience);
  for (let lo = from; lo < hiMax;) {
    const hi = await pieceEnd(db, db.knex, { audience, lo, hiMax, size: PIECE });
    if (!(await each({ lo, hi }))) return;
    lo = hi;
    await turnOfTheLoop();
  }
};

/** Adds up rows of `tally`: a country is there once for each template and state of the window. */
const addReceivers = (all: Map<string, Receivers>, row: Record<string, unknown>): void => {
  const country = row.country as string | null;
  const inWindow = Number(row.open) === 1;
  const templateId = Number(row.own);
  const key = `${country} ${templateId} ${inWindow}`;
  const known = all.get(key);
  if (known) known.count += Number(row.n);
  else all.set(key, { country, templateId, inWindow, count: Number(row.n) });
};

const addCount = <K>(all: Map<K, number>, key: K, count: number): void =>
  void all.set(key, (all.get(key) ?? 0) + count);

/** Sums over the rows of `tally`. */
const createSums = () => {
  const reasons = new Map<SkipReason, number>();
  const receivers = new Map<string, Receivers>();
  const languages = new Map<number, number>();
  let matched = 0;
  let places = 0;
  return {
    add: (row: Record<string, unknown>): void => {
      const count = Number(row.n);
      matched += count;
      const reason = row.reason as SkipReason | null;
      if (reason) return addCount(reasons, reason, count);
      addReceivers(receivers, row);
      places += Number(row.place) * count;
      addCount(languages, Number(row.own), count);
    },
    result: (): Tally => ({
      matched,
      reasons,
      receivers: [...receivers.values()],
      places,
      languages,
    }),
  };
};

/**
 * Counts an audience by reason, and who is left by country and language, by pieces: a million people neither fill memory
 * nor hold the database. With `windows` also by whether their window is open; with `counting` how many take a new place in
 * the limit. Asked before each piece, `goOn` ends it early with what was counted so far.
 */
export const tally = async (
  db: Db,
  ask: Ask,
  {
    windows = false,
    counting = null,
    goOn = () => true,
  }: { windows?: boolean; counting?: Counting | null; goOn?: () => boolean } = {}
): Promise<Tally> => {
  const sums = createSums();
  const open = windows ? `CASE WHEN ${closedWindow(db)} THEN 0 ELSE 1 END` : '0';
  const asked = windows ? [ask.accountId] : [];
  const place = counting ? takesPlace(db, counting) : { sql: '1=0', bindings: [] };
  const own = ask.languages ? templateSql(db.dialect, ask.languages) : '0';
  const people = audiencePart(db.dialect, ask.audience);
  const why = leftOut(db, ask);
  const each = async ({ lo, hi }: Piece) => {
    if (!goOn()) return false;
    const result: unknown = await db.knex.raw(
      `SELECT x.reason AS reason, x.country AS country, x.is_open AS open, x.place AS place, x.own AS own, COUNT(*) AS n FROM (
         SELECT ${why.sql} AS reason, c.country AS country, ${open} AS is_open, ${own} AS own,
           CASE WHEN ${place.sql} THEN 1 ELSE 0 END AS place
         FROM ${people.sql} AND ${people.key} > ? AND ${people.key} <= ?) x GROUP BY x.reason, x.country, x.is_open, x.place, x.own`,
      [...why.bindings, ...asked, ...place.bindings, ...people.bindings, lo, hi]
    );
    for (const row of rawRows(db.dialect, result)) sums.add(row);
    return true;
  };
  await byPieces(db, ask.audience, { from: 0, each });
  return sums.result();
};

/** The first people of an audience who would receive it, as rows. */
export const firstPeople = async (
  db: Db,
  ask: Ask,
  most: number
): Promise<ReturnType<typeof readContact>[]> => {
  const people = audiencePart(db.dialect, ask.audience);
  const why = reasonPart(db, ask);
  const found: ReturnType<typeof readContact>[] = [];
  const each = async ({ lo, hi }: Piece) => {
    const result: unknown = await db.knex.raw(
      `SELECT c.* FROM ${people.sql} AND ${people.key} > ? AND ${people.key} <= ? AND (${why.sql}) IS NULL ORDER BY ${people.key} LIMIT ${most - found.length}`,
      [...people.bindings, lo, hi, ...why.bindings]
    );
    found.push(...rawRows(db.dialect, result).map(readContact));
    return found.length < most;
  };
  await byPieces(db, ask.audience, { from: 0, each });
  return found;
};

/** How many of those who would receive it get it by the consent that their entry carries alone (O-33). */
export const carriedReceivers = async (db: Db, ask: Ask): Promise<number> => {
  if (messagesIn(ask).every(({ frozen, bindings }) => namedTypeOf(frozen, bindings) === null))
    return 0;
  const people = audiencePart(db.dialect, ask.audience);
  const alone = reasonPart(db, { ...ask, uncarried: true });
  const why = leftOut(db, ask);
  let count = 0;
  const each = async ({ lo, hi }: Piece) => {
    const result: unknown = await db.knex.raw(
      `SELECT COUNT(*) AS n FROM ${people.sql} AND ${people.key} > ? AND ${people.key} <= ? AND (${alone.sql}) = 'no-consent' AND (${why.sql}) IS NULL`,
      [...people.bindings, lo, hi, ...alone.bindings, ...why.bindings]
    );
    count += Number(rawRows(db.dialect, result)[0]?.n ?? 0);
    return true;
  };
  await byPieces(db, ask.audience, { from: 0, each });
  return count;
};

/** One page of the people behind a line of the bill. */
export const excludedPeople = async (
  db: Db,
  ask: Ask,
  { reason, cursor, limit }: { reason: SkipReason; cursor?: string | undefined; limit: number }
): Promise<ExcludedResult> => {
  const people = audiencePart(db.dialect, ask.audience);
  const why = leftOut(db, ask);
  const rows: ReturnType<typeof readContact>[] = [];
  const each = async ({ lo, hi }: Piece) => {
    const result: unknown = await db.knex.raw(
      `SELECT c.* FROM ${people.sql} AND ${people.key} > ? AND ${people.key} <= ? AND (${why.sql}) = ? ORDER BY ${people.key} LIMIT ${limit + 1 - rows.length}`,
      [...people.bindings, lo, hi, ...why.bindings, reason]
    );
    rows.push(...rawRows(db.dialect, result).map(readContact));
    return rows.length <= limit;
  };
  const from = idAfter(cursor) ?? 0;
  await byPieces(db, ask.audience, { from, each });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    people: page.map((row) => ({
      contactId: row.id,
      name: row.name,
      address: shownAddress(row),
    })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
};

/** Why this one person would be left out now; null when they get it. */
export const reasonOf = async (
  db: Db,
  judged: Judged,
  contactId: number
): Promise<SkipReason | null> => {
  const why = reasonPart(db, judged);
  const result: unknown = await db.knex.raw(
    `SELECT ${why.sql} AS reason FROM ${contactTable.table} c WHERE c.id = ?`,
    [...why.bindings, contactId]
  );
  return (rawRows(db.dialect, result)[0]?.reason ?? null) as SkipReason | null;
};
