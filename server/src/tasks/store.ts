import { insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
import { pageByMoment, readBy } from '../strapi/keyset';
import { readRow, writeRow } from '../strapi/table';
import { taskTable, type TaskRow } from './tables';

const TASKS = taskTable.table;
/** Counting stops here: a badge says 1,000 at most. */
const MOST_COUNTED = 1_000;
type Raw = Record<string, unknown>;
const read = (raw: Raw): TaskRow => readRow(taskTable, raw);

export const findTask = async (sql: Sql, id: number): Promise<TaskRow | null> => {
  const raw = await sql(TASKS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const findOpenTask = async (sql: Sql, dedupeKey: string): Promise<TaskRow | null> => {
  const raw = await sql(TASKS)
    .where({ dedupe_key: dedupeKey, state: 'open' })
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Writes a task; with a `dedupeKey` that is known the first one stays and its id is answered. */
export const insertTask = async (
  db: Db,
  sql: Sql,
  row: Omit<TaskRow, 'id'>
): Promise<{ id: number; isNew: boolean }> => {
  if (row.dedupeKey === null)
    return { id: await insertRow(sql, TASKS, writeRow(taskTable, row)), isNew: true };
  const byKey = () =>
    sql(TASKS).where({ dedupe_key: row.dedupeKey }).first<{ id: unknown } | undefined>('id');
  const known = await byKey();
  if (known) return { id: Number(known.id), isNew: false };
  await insertIgnore(db, sql, {
    table: TASKS,
    rows: [writeRow(taskTable, row)],
    keys: ['dedupe_key'],
  });
  return { id: Number((await byKey())?.id), isNew: true };
};

export const updateTask = (sql: Sql, id: number, change: Partial<TaskRow>): Promise<number> =>
  sql(TASKS).where({ id }).update(writeRow(taskTable, change));

export const deleteTask = (sql: Sql, id: number): Promise<number> =>
  sql(TASKS).where({ id }).delete();

export interface TaskFilter {
  state: 'open' | 'done';
  assigneeId?: number | undefined;
  contactId?: number | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** One page by keyset: open ones by (due, id) forwards, done ones by (done, id) backwards. */
export const listTasks = async (
  sql: Sql,
  filter: TaskFilter
): Promise<{ rows: TaskRow[]; nextCursor: string | null }> => {
  const { state, assigneeId, contactId } = filter;
  const isOpen = state === 'open';
  const isOwn = assigneeId !== undefined;
  // A person's tasks are few, and so are those that one colleague did: the database finds these best by itself.
  const isFew = contactId !== undefined || (isOwn && !isOpen);
  const ordered = [...(isOwn ? ['assigneeId'] : []), 'state', isOpen ? 'dueSort' : 'doneAt', 'id'];
  const query = readBy(sql, taskTable, isFew ? null : ordered).where({ state });
  if (assigneeId !== undefined) void query.where({ assignee_id: assigneeId });
  if (contactId !== undefined) void query.where({ contact_id: contactId });
  const { raw, nextCursor } = await pageByMoment(
    query,
    isOpen ? { column: 'due_sort', order: 'asc' } : { column: 'done_at', order: 'desc' },
    filter
  );
  return { rows: raw.map(read), nextCursor };
};

export const countDue = async (
  sql: Sql,
  { assigneeId, before }: { assigneeId: number; before: number }
): Promise<number> => {
  const rows = await sql(TASKS)
    .where({ assignee_id: assigneeId, state: 'open' })
    .where('due_sort', '<', before)
    .limit(MOST_COUNTED)
    .select<{ id: unknown }[]>('id');
  return rows.length;
};

/** The survivor of a merge takes the other's tasks. */
export const moveTasks = (sql: Sql, from: number, to: number): Promise<number> =>
  sql(TASKS).where({ contact_id: from }).update({ contact_id: to });

/** Tasks that belong to a thread which becomes part of another one. */
export const rethreadTasks = (sql: Sql, from: number, to: number): Promise<number> =>
  sql(TASKS).where({ conversation_id: from }).update({ conversation_id: to });
