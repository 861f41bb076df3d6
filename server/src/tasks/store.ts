import { decodeCursor, encodeCursor } from '../kernel/cursor';
import { insertIgnore, insertRow, type Db, type Sql } from '../strapi/db';
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
  const isOpen = filter.state === 'open';
  const column = isOpen ? 'due_sort' : 'done_at';
  const [sign, order] = isOpen ? ['>', 'asc'] : ['<', 'desc'];
  const query = sql(TASKS).where({ state: filter.state });
  if (filter.assigneeId !== undefined) void query.where({ assignee_id: filter.assigneeId });
  if (filter.contactId !== undefined) void query.where({ contact_id: filter.contactId });
  const after = decodeCursor(filter.cursor, 2);
  if (after) {
    const [at, id] = [Number(after[0]), Number(after[1])];
    void query.where((q) => {
      void q
        .where(column, sign, at)
        .orWhere((same) => void same.where(column, at).andWhere('id', sign, id));
    });
  }
  const raw = await query
    .orderBy([
      { column, order },
      { column: 'id', order },
    ])
    .limit(filter.limit + 1)
    .select<Raw[]>();
  const rows = raw.slice(0, filter.limit).map(read);
  const last = rows.at(-1);
  const next =
    raw.length > filter.limit && last
      ? encodeCursor([isOpen ? last.dueSort : (last.doneAt ?? 0), last.id])
      : null;
  return { rows, nextCursor: next };
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
