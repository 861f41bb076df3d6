import { segmentTree, type SegmentGroup } from '../contracts/segments';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { segmentTable, type SegmentRow } from './tables';

const TABLE = segmentTable.table;
type Raw = Record<string, unknown>;

/** A stored tree that cannot be read is one that nobody can answer: it must not mean everybody. */
const BROKEN: SegmentGroup = {
  kind: 'group',
  not: false,
  match: 'all',
  nodes: [
    { kind: 'people', not: false, filter: { segments: { include: [2 ** 31], exclude: [] } } },
  ],
};

export interface Segment extends SegmentRow {
  tree: SegmentGroup;
}

const readSegment = (raw: Raw): Segment => {
  const row = readRow(segmentTable, raw);
  const tree = segmentTree.safeParse(row.tree);
  return { ...row, tree: tree.success ? tree.data : BROKEN };
};

export const listSegments = async (sql: Sql): Promise<Segment[]> =>
  ((await sql(TABLE).orderBy('name').limit(1_000)) as Raw[]).map(readSegment);

export const segmentsByIds = async (sql: Sql, ids: readonly number[]): Promise<Segment[]> =>
  ((await sql(TABLE).whereIn('id', [...ids])) as Raw[]).map(readSegment);

export const findSegment = async (sql: Sql, id: number): Promise<Segment | null> =>
  (await segmentsByIds(sql, [id]))[0] ?? null;

type Columns = Omit<SegmentRow, 'id'>;

export const insertSegment = (sql: Sql, row: Columns): Promise<number> =>
  insertRow(sql, TABLE, writeRow(segmentTable, row));

export const updateSegment = async (
  sql: Sql,
  id: number,
  change: Partial<Columns>
): Promise<void> => {
  await sql(TABLE).where({ id }).update(writeRow(segmentTable, change));
};

/** Keeps a count, unless the segment was changed while it was counted. */
export const keepCount = async (
  sql: Sql,
  { id, changedAt }: Pick<SegmentRow, 'id' | 'changedAt'>,
  count: Pick<SegmentRow, 'people' | 'messageable' | 'countedAt'>
): Promise<void> => {
  await sql(TABLE).where({ id, changed_at: changedAt }).update(writeRow(segmentTable, count));
};

export const deleteSegment = async (sql: Sql, id: number): Promise<void> => {
  await sql(TABLE).where({ id }).delete();
};
