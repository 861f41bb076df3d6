import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { keyOf } from '../kernel/hash';
import { spellings } from '../kernel/number-spellings';
import { sameNumber } from '../kernel/phone';
import { turnOfTheLoop } from '../kernel/turn';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { errorText } from '../strapi/log';
import { addressKeysOf } from './domain/address';
import { isBeforeIds, readIdentity, type Identity } from './domain/identity';
import { hasItSince } from './change-identity';
import { findBoth, mergeContacts, retireNumber, type ResolveDeps } from './resolve';
import { saveLearned } from './save';
import { holdContacts, readContact, withNumber } from './store';
import { contactTable, type ContactRow } from './tables';

/** Number and user id of one person, as a status of a message to them names both. */
export interface ToldIds {
  waId: string;
  bsuid: string;
  parentUserId: string | null;
  /** Meta's time of the status, epoch milliseconds. */
  at: number;
}

/** What waits to be looked at; each message brings three statuses with the same two ids, so that nothing is lost for long. */
const MOST_WAITING = 50_000;
/** Pairs that were looked at lately. */
const MOST_KNOWN = 20_000;
const PIECE = 50;
/** Our clock and Meta's may differ by so much where nothing but the age of a row is compared. */
const CLOCKS_MS = 60_000;

type Both = Awaited<ReturnType<typeof findBoth>>;
type Pair = ToldIds & { who: Identity; key: string };

/** A number-only row may be older than the owner of the number: what happened before it says nothing of it. */
const isLater = (row: ContactRow, at: number): boolean => {
  if (row.idsAt !== null) return !isBeforeIds(row, at);
  return row.bsuid !== null || at + CLOCKS_MS >= row.addedAt;
};

/** The row has no number, or this one. */
const mayHave = ({ waId, phone }: ContactRow, number: string): boolean =>
  [waId, phone].every((own) => own === null || sameNumber(own, number));

const rowsOf = ({ byNumber, byBsuid }: Both): ContactRow[] =>
  [byNumber, byBsuid].flatMap((row) => (row ? [row] : []));

/** Somebody with another user id has the number here. */
const isOthers = ({ bsuid: own }: ContactRow, bsuid: string): boolean =>
  own !== null && own !== bsuid;

/**
 * May these ids be learnt? Only what is missing, never from a status that is older than the last change of an id, and nothing
 * where another number stands. A number that somebody with another user id has here goes to the person of the status, as by a
 * message that names both, unless its holder came or wrote since.
 */
const teaches = ({ byNumber, byBsuid }: Both, { waId, bsuid, at }: ToldIds): boolean => {
  const rows = rowsOf({ byNumber, byBsuid });
  if (rows.length === 0) return false;
  if (rows.some((row) => row.mergedInto !== null || !isLater(row, at) || !mayHave(row, waId)))
    return false;
  if (byNumber && isOthers(byNumber, bsuid)) return byBsuid !== null && !hasItSince(byNumber, at);
  return byNumber?.id !== byBsuid?.id || byNumber?.waId === null;
};

/** The empty columns of the row, filled. */
const missing = (row: ContactRow, { who, at }: Pair): Partial<ContactRow> => ({
  ...(row.waId === null ? { waId: who.waId } : {}),
  ...(row.phone === null ? { phone: who.e164 } : {}),
  ...(row.bsuid === null ? { bsuid: who.bsuid } : {}),
  ...(row.parentUserId === null ? { parentUserId: who.parentUserId } : {}),
  ...(row.country === null && row.phone === null ? { country: who.country } : {}),
  changedAt: Math.max(row.changedAt, at),
});

/** Somebody with one of the ids came while the others were waited for. Rows are taken lowest id first, so it begins again. */
class CameBetween extends Error {}

/** The one whom the ids belong to: of two people with one each one person is made, and a number leaves who had it before. */
const joined = async (
  trx: Knex.Transaction,
  deps: ResolveDeps,
  { both: { byNumber, byBsuid }, pair, at }: { both: Both; pair: Pair; at: number }
): Promise<ContactRow> => {
  if (byNumber && byBsuid && isOthers(byNumber, pair.bsuid)) {
    await retireNumber(trx, deps, { row: byNumber, number: pair.waId, at: pair.at });
    return byBsuid;
  }
  if (byNumber && byBsuid && byNumber.id !== byBsuid.id)
    return mergeContacts(trx, deps, { ids: [byNumber.id, byBsuid.id], at });
  const [one] = rowsOf({ byNumber, byBsuid });
  if (!one) throw new Error('nobody has these ids');
  return one;
};

/** Completes or joins, on locked rows. Answers whom it changed: nobody where nothing may be learnt (any more). */
const teach = async (trx: Knex.Transaction, deps: ResolveDeps, pair: Pair): Promise<number[]> => {
  const seen = await findBoth(trx, pair.who);
  if (!teaches(seen, pair)) return [];
  const held = [...new Set(rowsOf(seen).map(({ id }) => id))];
  await holdContacts(trx, held);
  const both = await findBoth(trx, pair.who);
  const rows = rowsOf(both);
  if (rows.some(({ id }) => !held.includes(id))) throw new CameBetween();
  if (!teaches(both, pair)) return [];
  const at = Math.max(pair.at, ...rows.map(({ changedAt }) => changedAt));
  const row = await joined(trx, deps, { both, pair, at });
  await saveLearned(trx, deps, { row, change: missing(row, pair) });
  return held;
};

/** Pairs of which somebody is here and lacks an id; one read for all of them. */
const incomplete = async ({ db }: ResolveDeps, pairs: readonly Pair[]): Promise<Pair[]> => {
  const numbers = pairs.flatMap(({ who }) => (who.waId ? spellings(who.waId) : []));
  const bsuids = pairs.map(({ bsuid }) => keyOf(bsuid));
  const raw = (await db
    .knex(contactTable.table)
    .whereNull('merged_into')
    .where((q) => void q.where(withNumber(numbers)).orWhereIn('bsuid_key', bsuids))) as Record<
    string,
    unknown
  >[];
  if (raw.length === 0) return [];
  const rows = raw.map(readContact);
  const numberOf = new Map(rows.map(({ bsuid, waId }) => [bsuid, waId]));
  const keys = new Set(rows.flatMap(addressKeysOf));
  const isHere = ({ who }: Pair): boolean =>
    addressKeysOf({ ...who, phone: null }).some((key) => keys.has(key));
  return pairs.filter((pair) => isHere(pair) && !sameNumber(numberOf.get(pair.bsuid), pair.waId));
};

/**
 * Learns user ids and numbers from statuses: who wrote by the one and is written to by the other is one person, and an
 * opt-out under either reaches both. One flight for a process, a person at a time, so that nobody waits for it. What a crash
 * takes away the next status brings again.
 */
export const createLearning = (strapi: Core.Strapi, deps: ResolveDeps) => {
  const { draining } = runtimeService(strapi);
  const waiting = new Map<string, Pair>();
  /** By pair: the status by which it was looked at last. */
  const known = new Map<string, number>();
  let isRunning = false;

  const learnOne = async (pair: Pair): Promise<void> => {
    const once = () =>
      deps.db.tx(async (trx) => {
        const changed = await teach(trx, deps, pair);
        const hints = changed.map((id) => ({ type: 'contact' as const, id }));
        await realtimeService(strapi).append(trx, hints);
      });
    try {
      await once().catch((error: unknown) => {
        // Somebody wrote in this moment, and has one of the ids by now: then they are found.
        if (isUniqueViolation(error) || error instanceof CameBetween) return once();
        throw error;
      });
      known.set(pair.key, pair.at);
    } catch (error) {
      const facts = { error: errorText(error) };
      contextOf(strapi).log('contacts').warn('ids of a status not learnt', facts);
    }
  };

  /** In the second of the last look somebody may have come since. */
  const isNews = (key: string, at: number): boolean =>
    at >= (known.get(key) ?? 0) && at > (waiting.get(key)?.at ?? 0);

  const note = (told: readonly ToldIds[]): void => {
    for (const one of told) {
      const key = `${one.waId} ${one.bsuid}`;
      // First: most statuses are of pairs that were looked at, and a number takes long to read.
      if (!isNews(key, one.at)) continue;
      const who = readIdentity(one);
      if (who.waId === null || who.bsuid === null) continue;
      if (waiting.size < MOST_WAITING || waiting.has(key)) waiting.set(key, { ...one, who, key });
    }
  };

  const takeSome = (): Pair[] => {
    const piece: Pair[] = [];
    for (const [key, pair] of waiting) {
      waiting.delete(key);
      if (piece.push(pair) === PIECE) break;
    }
    return piece;
  };

  const learnSome = async (): Promise<void> => {
    const piece = takeSome();
    // Each portfolio has user ids of its own: with several of them one person rightly has several.
    if (await deps.severalPortfolios(deps.db.knex)) return;
    if (known.size > MOST_KNOWN) known.clear();
    for (const pair of await incomplete(deps, piece)) {
      await learnOne(pair);
      await turnOfTheLoop();
    }
  };

  /** A call while another one is at work leaves its pairs to that one. */
  return async (told: readonly ToldIds[]): Promise<void> => {
    note(told);
    if (isRunning) return;
    isRunning = true;
    try {
      while (waiting.size > 0 && !draining.aborted) await learnSome();
    } finally {
      isRunning = false;
    }
  };
};
