import type { Clock } from '../kernel/clock';
import { insertIgnore, type Db } from '../strapi/db';
import { dayOf, isDue, type DayTime } from './domain/daily';
import { leaseTable } from './tables';

const TABLE = leaseTable.table;

const readDay = (data: unknown): string => {
  const { day } = (typeof data === 'string' ? JSON.parse(data) : data) as { day: string };
  return day;
};

/**
 * `ofAll(job, time)`: is the job due that one process does for all? The day of its last run is in the row `daily:<job>`;
 * where there is none yet, today counts as done. `ofProcess`: the same for what each process does for itself, which does
 * not outlive it. Asking counts as the run of the day.
 */
export const createDaily = ({ db, clock }: { db: Db; clock: Clock }) => {
  const days = new Map<string, string>();
  return {
    ofAll: async (job: string, time: DayTime): Promise<boolean> => {
      const name = `daily:${job}`;
      const today = dayOf(clock.now());
      const row = await db.knex(TABLE).where({ name }).first<{ data: unknown } | undefined>('data');
      const data = JSON.stringify({ day: today });
      if (!row) {
        const rows = [{ name, owner: '', epoch: 0, until_ms: 0, data }];
        await insertIgnore(db, db.knex, { table: TABLE, rows, keys: ['name'] });
        return false;
      }
      if (!isDue(clock.now(), { time, last: readDay(row.data) })) return false;
      await db.knex(TABLE).where({ name }).update({ data });
      return true;
    },
    ofProcess: (job: string, time: DayTime): boolean => {
      if (!isDue(clock.now(), { time, last: days.get(job) ?? '' })) return false;
      days.set(job, dayOf(clock.now()));
      return true;
    },
  };
};
