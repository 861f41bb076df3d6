import { contactTable } from '../contacts/public';
import type { ContactDetails } from '../contracts/contacts';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { consentEventTable, type ConsentEventRow } from './tables';

const TABLE = consentEventTable.table;
type Raw = Record<string, unknown>;

/** Append-only: there is no update of what was said. */
export const insertEvent = (sql: Sql, row: Omit<ConsentEventRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(consentEventTable, row));

/** A person's newest record of a category; of two at one instant the refusal ("opt-out" sorts behind "opt-in"). */
export const newestEvent = async (
  sql: Sql,
  contactId: number,
  category: ConsentEventRow['category']
): Promise<ConsentEventRow | null> => {
  const raw = await sql(TABLE)
    .where({ contact_id: contactId, category })
    .whereNull('topic')
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'action', order: 'desc' },
    ])
    .first<Raw | undefined>();
  return raw ? readRow(consentEventTable, raw) : null;
};

/** True when this message's record is there already: webhooks come twice. */
export const hasEventOf = async (
  sql: Sql,
  { contactId, category, wamid }: { contactId: number; category: string; wamid: string }
): Promise<boolean> =>
  Boolean(
    await sql(TABLE).where({ contact_id: contactId, category, wamid }).first<Raw | undefined>('id')
  );

/** Newest first; a person has a handful. */
export const listEvents = async (
  sql: Sql,
  contactId: number,
  most = 200
): Promise<ConsentEventRow[]> =>
  (
    (await sql(TABLE)
      .where({ contact_id: contactId })
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(most)) as Raw[]
  ).map((raw) => readRow(consentEventTable, raw));

/** After a merge the ledger of both is one person's. */
export const moveEvents = async (sql: Sql, from: number, to: number): Promise<void> => {
  await sql(TABLE).where({ contact_id: from }).update({ contact_id: to });
};

export const eventView = (row: ConsentEventRow): ContactDetails['consentEvents'][number] => ({
  id: row.id,
  category: row.category,
  topic: row.topic,
  action: row.action,
  source: row.source,
  evidence: row.evidence,
  actor: row.actor,
  at: row.at,
});

/** The columns of the contact that the ledger and the person's own choice decide. */
export const setConsentState = async (
  sql: Sql,
  contactId: number,
  change: Record<string, string | number | null>
): Promise<void> => {
  await sql(contactTable.table).where({ id: contactId }).update(change);
};

/** How often each of them left, of a whole category. Both categories at one moment are one decision. */
export const countOptOuts = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Map<number, number>> => {
  const rows = await sql(TABLE)
    .whereIn('contact_id', contactIds as number[])
    .where({ action: 'opt-out' })
    .whereNull('topic')
    .groupBy('contact_id')
    .select<{ contact_id: unknown; n: unknown }[]>(
      'contact_id',
      sql.raw('COUNT(DISTINCT ??) as n', ['at'])
    );
  return new Map(rows.map((row) => [Number(row.contact_id), Number(row.n)]));
};
