import { affectedRows } from '../strapi/batch';
import { dbNow, type Db } from '../strapi/db';
import type { Clock } from '../kernel/clock';
import { readRow } from '../strapi/table';
import { instanceTable, type InstanceRow } from './tables';

const TABLE = instanceTable.table;
const MISSED_BEATS = 3;

export interface Instances {
  beat(): Promise<void>;
  /** How many processes share the work. At least 1. One without workers, or that missed three beats, has no part in it. */
  serving(): Promise<number>;
  /** Ids of processes that are alive. */
  liveIds(): Promise<string[]>;
  /**
   * How long the others may hold webhooks that nobody else can see, ms: the oldest that one of them has not stored, or the
   * time since its beat where beats are missing.
   */
  unseenByOthersMs(): Promise<number>;
  /** The processes that are alive, the oldest first. */
  all(): Promise<InstanceRow[]>;
  leave(): Promise<void>;
  /** This process's clock minus the database's, in milliseconds, as last measured. */
  clockOffsetMs(): number;
}

interface Deps {
  db: Db;
  clock: Clock;
  instanceId: string;
  deadMs: number;
  beatMs: number;
  /** What the row says of this process beside its heartbeat. `workers`: it takes up work. */
  about(): Pick<InstanceRow, 'workers' | 'serve' | 'engine' | 'problem' | 'unansweredMs'>;
}

/** Heartbeats of the running processes: a process without one for 30 s is dead. */
export const createInstances = ({
  db,
  clock,
  instanceId,
  deadMs,
  beatMs,
  about,
}: Deps): Instances => {
  let offset = 0;
  const beatenWithin = async (ms: number, which: { workers?: boolean } = {}) => {
    const rows = await db
      .knex(TABLE)
      .where(which)
      .whereRaw(`beat_ms > ${db.now} - ?`, [ms])
      .select<{ instance_id: string }[]>('instance_id');
    return rows.map((row) => row.instance_id);
  };
  return {
    beat: async () => {
      const before = clock.now();
      const now = await dbNow(db);
      offset = Math.round((before + clock.now()) / 2 - now);
      const { problem, unansweredMs, ...fixed } = about();
      const result: unknown = await db.knex.raw(
        `UPDATE ${TABLE} SET beat_ms = ${db.now}, problem = ?, clock_offset_ms = ?, unanswered_ms = ? WHERE instance_id = ?`,
        [problem, offset, unansweredMs, instanceId]
      );
      if (affectedRows(db.dialect, result) === 1) return;
      await db.knex(TABLE).insert({
        ...fixed,
        problem,
        unanswered_ms: unansweredMs,
        instance_id: instanceId,
        boot_at: now,
        beat_ms: now,
        version: '',
        clock_offset_ms: offset,
      });
      await db
        .knex(TABLE)
        .whereRaw(`beat_ms < ${db.now} - ?`, [24 * 3_600_000])
        .del();
    },
    liveIds: () => beatenWithin(deadMs),
    serving: async () =>
      Math.max(1, (await beatenWithin(MISSED_BEATS * beatMs, { workers: true })).length),
    unseenByOthersMs: async () => {
      const row = await db
        .knex(TABLE)
        .whereNot({ instance_id: instanceId })
        .whereRaw(`beat_ms > ${db.now} - ?`, [deadMs])
        .first<{ stored: unknown; silent: unknown }>(
          db.knex.raw('MAX(unanswered_ms) as stored'),
          db.knex.raw(`MAX(${db.now} - beat_ms) as silent`)
        );
      const silent = Number(row.silent ?? 0);
      return Math.max(Number(row.stored ?? 0), silent > MISSED_BEATS * beatMs ? silent : 0);
    },
    all: async () => {
      const rows = await db
        .knex(TABLE)
        .whereRaw(`beat_ms > ${db.now} - ?`, [deadMs])
        .orderBy('id')
        .select<Record<string, unknown>[]>();
      return rows.map((row) => readRow(instanceTable, row));
    },
    leave: async () => {
      await db.knex(TABLE).where({ instance_id: instanceId }).del();
    },
    clockOffsetMs: () => offset,
  };
};
