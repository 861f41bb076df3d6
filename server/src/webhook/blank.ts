import type { Knex } from 'knex';
import { parseJson, textsOf } from '../kernel/json';
import type { Sql } from '../strapi/db';
import { readRow } from '../strapi/table';
import { changeTable, eventTable } from './tables';

/** Bodies may be large: not more of them are in memory at once. */
const PIECE = 100;
const EMPTY = '{}';
/** What waits to be processed needs what it says. */
const WAITING = ['new', 'retry'];

/** Whether one of these texts names somebody who was erased. */
export type IsAbout = (texts: Iterable<string>) => boolean;

export interface Blanked {
  /** The last row that was looked at; null = there were no more. */
  last: number | null;
  blanked: number;
}

/** What may be a number, an id or an e-mail in a text that is no JSON (any more). */
const WORD = /[^\s"'{}[\],:;\\<>=()]{7,300}/g;

/** Texts of what came. A damaged delivery, which waits parked, may name people all the same: its words are looked at. */
const textsIn = (body: string): Iterable<string> => {
  const json = parseJson(body);
  return json === undefined ? (body.match(WORD) ?? []) : textsOf(json);
};

interface Ask {
  after: number;
  isAbout: IsAbout;
}

const pieceOf = async (
  sql: Sql,
  table: string,
  after: number
): Promise<Record<string, unknown>[]> =>
  sql(table).where('id', '>', after).orderBy('id').limit(PIECE) as unknown as Promise<
    Record<string, unknown>[]
  >;

/**
 * Empties the changes about erased people in the next piece. The row stays, so that a repeated webhook is still
 * known; what waits to be applied is left alone.
 */
export const blankChanges = async (
  trx: Knex.Transaction,
  { after, isAbout }: Ask
): Promise<Blanked> => {
  const rows = (await pieceOf(trx, changeTable.table, after)).map((raw) =>
    readRow(changeTable, raw)
  );
  const ids = rows
    .filter(({ state, value }) => !WAITING.includes(state) && isAbout(textsIn(value)))
    .map(({ id }) => id);
  if (ids.length > 0) {
    // One that a person puts back meanwhile is on its way to be applied, and needs what it says.
    await trx(changeTable.table)
      .whereIn('id', ids)
      .whereNotIn('state', WAITING)
      .update({ value: EMPTY, error: null });
    // One that could not be applied cannot be any more.
    await trx(changeTable.table)
      .whereIn('id', ids)
      .whereIn('state', ['parked', 'unclaimed'])
      .update({ state: 'discarded' });
  }
  return { last: rows.at(-1)?.id ?? null, blanked: ids.length };
};

/** The same for the bytes as they came; their hash stays. */
export const blankEvents = async (
  trx: Knex.Transaction,
  { after, isAbout }: Ask
): Promise<Blanked> => {
  const rows = (await pieceOf(trx, eventTable.table, after)).map((raw) => readRow(eventTable, raw));
  const ids = rows
    .filter(({ state, body, encoding }) => {
      if (WAITING.includes(state)) return false;
      const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString('utf8') : body;
      return isAbout(textsIn(text));
    })
    .map(({ id }) => id);
  if (ids.length > 0)
    await trx(eventTable.table)
      .whereIn('id', ids)
      .whereNotIn('state', WAITING)
      .update({ body: EMPTY, encoding: 'utf8', state: 'split', error: null });
  return { last: rows.at(-1)?.id ?? null, blanked: ids.length };
};
