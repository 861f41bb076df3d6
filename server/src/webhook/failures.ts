import { dbNow, type Db } from '../strapi/db';
import { errorText, type Log } from '../strapi/log';
import { isHopeless } from './domain/hopeless';
import type { Parked } from './domain/parked-tally';
import { reasonOf } from './domain/reason';

/** This many starts without an outcome, and a row is tried alone; one more, and it is parked. */
export const MAX_STARTS: number = 3;

/** A delivery or a change that is being worked on. */
interface Row {
  id: number;
  /** Starts, and those of them that ended in an error. */
  attempts: number;
  failures: number;
}

/** Starts that ended neither in success nor in an error: the process died. */
export const lostStarts = (row: Pick<Row, 'attempts' | 'failures'>): number =>
  row.attempts - row.failures;

export interface FailureDeps {
  db: Db;
  log: Log;
  /** How long to wait before each further try, ms. */
  retryMs: number[];
  /** Something waits for a person now; told to the log in bundles. */
  parked(parked: Parked): void;
}

/** What becomes of deliveries or changes that could not be worked on; `called` is the word for one in the log. */
export const createFailures = <T extends Row>(
  { db, log, retryMs, parked }: FailureDeps,
  {
    table,
    called,
    kindOf,
  }: { table: string; called: 'change' | 'delivery'; kindOf(row: T): string }
) => {
  const told = (row: T, error: string) => ({
    [called]: row.id,
    kind: kindOf(row),
    attempt: row.attempts + 1,
    error,
  });
  /** Another process may have worked on it meanwhile: then nothing changes. */
  const update = (row: T, columns: Record<string, unknown>): Promise<number> =>
    db.knex(table).where({ id: row.id }).whereIn('state', ['new', 'retry']).update(columns);

  const park = async (
    row: T,
    { error, reason, failures }: { error: string; reason: Parked['reason']; failures: number }
  ): Promise<void> => {
    log.error(`${called} parked`, told(row, error));
    const changed = await update(row, { state: 'parked', error, reason, failures });
    if (changed > 0) parked({ kind: kindOf(row), reason });
  };

  return {
    /** A failure that may pass is tried again later; the last one parks the row. */
    fail: async (row: T, cause: unknown): Promise<void> => {
      const error = errorText(cause);
      const failures = row.failures + 1;
      const wait = isHopeless(cause) ? undefined : retryMs[row.failures];
      if (wait === undefined) return park(row, { error, reason: reasonOf(cause), failures });
      log.warn(`${called} will be tried again`, told(row, error));
      const nextAt = (await dbNow(db)) + wait;
      await update(row, { state: 'retry', error, failures, next_at: nextAt });
    },
    /** The process died with this row too often. */
    parkSuspect: (row: T): Promise<void> =>
      park(row, {
        error: 'stopped the process several times',
        reason: 'server-stopped',
        failures: row.failures,
      }),
  };
};
