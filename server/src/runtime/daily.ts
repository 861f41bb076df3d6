import type { Clock } from '../kernel/clock';
import type { Db } from '../strapi/db';
import { dayOf, isDue, type DayTime } from './domain/daily';
import type { Leases } from './leases';
import { leaseTable } from './tables';

const TABLE = leaseTable.table;

const readDay = (data: unknown): string | null => {
  const { day } = ((typeof data === 'string' ? JSON.parse(data) : data) ?? {}) as { day?: string };
  return day ?? null;
};

interface DailyDeps {
  db: Db;
  clock: Clock;
  leases: Pick<Leases, 'ensure'>;
}

/**
 * Decides whether a daily job is due, and notes its run at once: the same question again that day gets false.
 *
 * `ofAll`: for a job that one process does for all of them. The row `daily:<job>` keeps the day of the last run; a
 * database without that day waits for the next one.
 * `ofProcess`: for a job that each process does for itself. The day is kept in memory, so a new process does it once.
 */
export const createDaily = ({ db, clock, leases }: DailyDeps) => {
  const days = new Map<string, string>();
  return {
    ofAll: async (job: string, time: DayTime): Promise<boolean> => {
      const name = `daily:${job}`;
      const at = clock.now();
      await leases.ensure([name]);
      const row = await db.knex(TABLE).where({ name }).first<{ data: unknown } | undefined>('data');
      const last = readDay(row?.data);
      if (last !== null && !isDue(at, { time, last })) return false;
      await db
        .knex(TABLE)
        .where({ name })
        .update({ data: JSON.stringify({ day: dayOf(at) }) });
      return last !== null;
    },
    ofProcess: (job: string, time: DayTime): boolean => {
      const at = clock.now();
      if (!isDue(at, { time, last: days.get(job) ?? '' })) return false;
      days.set(job, dayOf(at));
      return true;
    },
  };
};
