import { keyOf } from '../kernel/hash';
import { insertIgnore, pieces, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { recordJobTable, type RecordJobKind, type RecordJobRow } from './tables';

const JOBS = recordJobTable.table;
const PIECE = 400;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 3_600_000;

export interface NewJob {
  kind: RecordJobKind;
  uid: string;
  documentId?: string;
  contactId?: number | null;
}

const rowOf = ({ kind, uid, documentId = '', contactId = null }: NewJob, at: number) => ({
  jobKey: keyOf([kind, uid, documentId, contactId ?? ''].join(' ')),
  kind,
  uid,
  documentId,
  contactId,
  version: 1,
  attempts: 0,
  dueAt: at,
  error: null,
  addedAt: at,
});

/** Queues work; what waits already is due again and cannot be finished by who is at it now. */
export const addJobs = async (
  db: Db,
  sql: Sql,
  { jobs, at }: { jobs: readonly NewJob[]; at: number }
): Promise<void> => {
  const rows = [
    ...new Map(jobs.map((job) => rowOf(job, at)).map((row) => [row.jobKey, row])).values(),
  ];
  for (const piece of pieces(rows, PIECE)) {
    const keys = piece.map(({ jobKey }) => jobKey);
    await sql(JOBS)
      .whereIn('job_key', keys)
      .update({ version: sql.raw('version + 1'), due_at: at });
    await insertIgnore(db, sql, {
      table: JOBS,
      rows: piece.map((row) => writeRow(recordJobTable, row)),
      keys: ['job_key'],
    });
  }
};

/** Due work, the oldest first. */
export const dueJobs = async (sql: Sql, now: number, most: number): Promise<RecordJobRow[]> =>
  (
    (await sql(JOBS)
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .orderBy('id')
      .limit(most)) as Record<string, unknown>[]
  ).map((raw) => readRow(recordJobTable, raw));

/** Takes finished work off, unless it was asked for again meanwhile. */
export const finishJobs = async (sql: Sql, jobs: readonly RecordJobRow[]): Promise<void> => {
  for (const { id, version } of jobs) await sql(JOBS).where({ id, version }).delete();
};

export const waitAfter = (attempts: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 20));

/** Work that failed is done again later, each time a while later; never given up. */
export const postponeJob = async (
  sql: Sql,
  job: RecordJobRow,
  { error, at }: { error: string; at: number }
): Promise<void> => {
  await sql(JOBS)
    .where({ id: job.id })
    .update({
      attempts: job.attempts + 1,
      due_at: at + waitAfter(job.attempts),
      error: error.slice(0, 500),
    });
};

/** Waiting changes by content type; those tried in vain at least once. */
export const failingJobs = async (sql: Sql): Promise<Map<string, number>> => {
  const rows = (await sql(JOBS)
    .where('attempts', '>', 0)
    .groupBy('uid')
    .select('uid')
    .count({ n: '*' })) as { uid: string; n: unknown }[];
  return new Map(rows.map(({ uid, n }) => [uid, Number(n)]));
};

export const dropJobs = async (sql: Sql, uid: string): Promise<void> => {
  await sql(JOBS).where({ uid }).delete();
};
