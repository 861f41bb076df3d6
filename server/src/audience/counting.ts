import type { Clock } from '../kernel/clock';
import { DomainError } from '../kernel/errors';
import { rawRows } from '../strapi/batch';
import type { Db, Sql } from '../strapi/db';
import { idRanges } from './id-ranges';
import { choiceSql, type ResolvedChoice } from './sql';

/** The refusal of a count that was given so long. */
export const tooSlow = (longestMs: number): DomainError =>
  new DomainError('count-too-slow', `Counting took longer than ${longestMs / 1_000} seconds.`, {
    status: 422,
    remedy: 'Use fewer conditions.',
  });

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && error.name === 'KnexTimeoutError';

export interface CountOptions {
  sql?: Sql | undefined;
  /** After this the count ends with `count-too-slow`; without it, it takes as long as it takes. */
  longestMs?: number | undefined;
}

/** Adds up SQL expressions, each a sum or a count, over the people of a choice. */
export const createCounting =
  (db: Db, clock: Clock) =>
  async <K extends string>(
    choice: ResolvedChoice,
    sums: Record<K, string>,
    { sql = db.knex, longestMs }: CountOptions = {}
  ): Promise<Record<K, number>> => {
    const names = Object.keys(sums) as K[];
    const { from, where, bindings, key } = choiceSql(db.dialect, choice);
    const asked = names.map((name) => `${sums[name]} AS ${name}`).join(', ');
    const total = Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>;
    const endAt = longestMs === undefined ? Infinity : clock.monotonic() + longestMs;

    const add = async (part: string, values: unknown[], leftMs: number): Promise<void> => {
      const query = sql.raw(`SELECT ${asked} FROM ${from} WHERE ${where}${part}`, values as never);
      // SQLite's driver cannot be interrupted: there the pieces are short.
      const isBounded = leftMs < Infinity && db.dialect !== 'sqlite';
      const result: unknown = await (isBounded ? query.timeout(leftMs, { cancel: true }) : query);
      const [row] = rawRows(db.dialect, result);
      for (const name of names) total[name] += Number(row?.[name] ?? 0);
    };

    const addInPieces = async (): Promise<void> => {
      for await (const { after, upTo } of idRanges({ db, clock }, sql)) {
        const leftMs = endAt - clock.monotonic();
        if (longestMs !== undefined && leftMs <= 0) throw tooSlow(longestMs);
        await add(` AND ${key} > ? AND ${key} <= ?`, [...bindings, after, upTo], leftMs);
      }
    };

    try {
      if (db.dialect === 'sqlite' && choice.kind !== 'picked') await addInPieces();
      else await add('', [...bindings], endAt - clock.monotonic());
    } catch (error) {
      if (longestMs !== undefined && isTimeout(error)) throw tooSlow(longestMs);
      throw error;
    }
    return total;
  };
