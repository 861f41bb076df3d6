import type { Knex } from 'knex';
import type { TemplateHistory } from '../contracts/template-history';
import type { Sql } from '../strapi/db';
import { insertRow } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { consequences } from './domain/clocks';
import { happenings, type Cause, type Happened } from './domain/history';
import { insertTemplate, updateTemplate } from './store';
import { templateEventTable, type TemplateRow } from './tables';

const TABLE = templateEventTable.table;
/** A template lives for years and changes a few dozen times: a page for people, not an archive. */
const SHOWN = 200;

interface When {
  at: number;
  cause: Cause;
}

const add = async (
  trx: Knex.Transaction,
  templateId: number,
  { event, at, cause }: When & { event: Happened }
): Promise<void> => {
  const row = {
    ...event,
    templateId,
    at,
    via: cause.via,
    reason: event.reason?.slice(0, 2000) ?? null,
    by: cause.by?.slice(0, 255) ?? null,
  };
  await insertRow(trx, TABLE, writeRow(templateEventTable, row));
};

/** Nothing of its history says that it was approved before. One whose beginning is not known may have been. */
const isFirstApproval = async (trx: Knex.Transaction, row: TemplateRow): Promise<boolean> => {
  if (row.status === 'DRAFT') return true;
  const events = (await trx(TABLE)
    .where({ template_id: row.id })
    .whereIn('kind', ['appeared', 'submitted', 'status'])
    .orderBy('id')
    .select('kind', 'from', 'to')) as Record<'kind' | 'from' | 'to', string | null>[];
  // What was submitted under the name of a template that is gone has a beginning of its own.
  const start = events.findLastIndex(({ kind, from }) => kind !== 'status' || from === 'DRAFT');
  return (
    start >= 0 &&
    !events.slice(start).some(({ from, to }) => from === 'APPROVED' || to === 'APPROVED')
  );
};

const approval = async (
  trx: Knex.Transaction,
  row: TemplateRow,
  { status, toldAt }: { status: TemplateRow['status'] | undefined; toldAt: number }
): Promise<Partial<TemplateRow>> => {
  const isApproved = status === 'APPROVED' && row.status !== 'APPROVED';
  const isFirst = isApproved && row.approvedAt === null && (await isFirstApproval(trx, row));
  return isFirst ? { approvedAt: toldAt } : {};
};

interface Changing extends When {
  change: Partial<TemplateRow>;
  /** Meta's own time of the news; absent: now. */
  toldAt?: number;
}

/**
 * Changes a template and writes in the same transaction what that means: neither is there without the other. Answers all
 * columns that changed, with what follows for its clocks.
 */
export const changeTemplate = async (
  trx: Knex.Transaction,
  row: TemplateRow,
  { change: wanted, at, toldAt = at, cause }: Changing
): Promise<Partial<TemplateRow>> => {
  const change = {
    ...wanted,
    ...consequences(row, wanted, { at, toldAt, cause }),
    ...(await approval(trx, row, { status: wanted.status, toldAt })),
  };
  if (Object.keys(change).length > 0)
    await updateTemplate(trx, row.id, { ...change, changedAt: at });
  for (const event of happenings(row, change, cause)) await add(trx, row.id, { event, at, cause });
  return change;
};

/** A template that was met at Meta for the first time, and the category that Meta has announced for it by then. */
export const meetTemplate = async (
  trx: Knex.Transaction,
  row: Omit<TemplateRow, 'id'>,
  at: number
): Promise<number> => {
  const id = await insertTemplate(trx, row);
  const event = {
    kind: 'appeared',
    from: null,
    to: row.status,
    reason: row.rejectedReason,
  } as const;
  const cause = { via: 'sync' } as const;
  await add(trx, id, { event, at, cause });
  const { comingCategory: to } = row;
  if (to !== null) {
    const announced = { kind: 'category-coming', from: null, to, reason: null } as const;
    await add(trx, id, { event: announced, at, cause });
  }
  return id;
};

export const historyOf = async (sql: Sql, templateId: number): Promise<TemplateHistory> => {
  const rows = (await sql(TABLE)
    .where({ template_id: templateId })
    .orderBy('id', 'desc')
    .limit(SHOWN + 1)) as Record<string, unknown>[];
  const events = rows.slice(0, SHOWN).map((raw) => {
    const { id, at, kind, via, from, to, reason, by } = readRow(templateEventTable, raw);
    return { id, at, kind, via, from, to, reason, by };
  });
  return { events, more: rows.length > SHOWN };
};
