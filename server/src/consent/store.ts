import { contactTable } from '../contacts/public';
import type { ContactDetails } from '../contracts/contacts';
import { addTo } from '../kernel/lists';
import { insertRow, pieces, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { consentEventTable, type ConsentEventRow } from './tables';

const TABLE = consentEventTable.table;
const PIECE = 400;
type Raw = Record<string, unknown>;

type NewEvent = Omit<ConsentEventRow, 'id' | 'undated' | 'toldAt'> &
  Partial<Pick<ConsentEventRow, 'undated' | 'toldAt'>>;

/** Append-only: there is no update of what was said. */
export const insertEvent = (sql: Sql, row: NewEvent): Promise<number> =>
  insertRow(sql, TABLE, writeRow(consentEventTable, { undated: false, toldAt: null, ...row }));

/** A person's newest refusal of a category as a whole. */
export const newestRefusal = async (
  sql: Sql,
  contactId: number,
  category: ConsentEventRow['category']
): Promise<ConsentEventRow | null> => {
  const raw = await sql(TABLE)
    .where({ contact_id: contactId, category, action: 'opt-out' })
    .whereNull('topic')
    .orderBy('at', 'desc')
    .first<Raw | undefined>();
  return raw ? readRow(consentEventTable, raw) : null;
};

/**
 * True when this message's record is there already: webhooks come twice. What the same message said of one kind of message
 * is another record.
 */
export const hasEventOf = async (
  sql: Sql,
  { contactId, category, wamid }: { contactId: number; category: string; wamid: string }
): Promise<boolean> =>
  Boolean(
    await sql(TABLE)
      .where({ contact_id: contactId, category, wamid })
      .whereNull('topic')
      .first<Raw | undefined>('id')
  );

/**
 * Whether the ledger has this very record: of this person, category, action and moment as it was told. `other`: with other
 * words or from another place.
 */
export const sameConsent = async (
  sql: Sql,
  said: Pick<ConsentEventRow, 'contactId' | 'category' | 'action' | 'source' | 'wording' | 'at'>
): Promise<'same' | 'other' | null> => {
  const { contactId, category, action, at } = said;
  const rows = (await sql(TABLE)
    .where({ contact_id: contactId, category, action })
    .where(
      (q) =>
        void q.where({ told_at: at }).orWhere((own) => void own.where({ at }).whereNull('told_at'))
    )
    .whereNull('topic')) as Raw[];
  if (rows.length === 0) return null;
  const isSame = rows
    .map((raw) => readRow(consentEventTable, raw))
    .some(({ source, wording }) => source === said.source && wording === said.wording);
  return isSame ? 'same' : 'other';
};

/** Lines of one person that are read at once, where all of them count. */
export const MOST_EVENTS = 1_000;

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

/** Lines about whole categories of messages of many people, in no order; a person has a handful. */
export const linesOfMany = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Map<number, ConsentEventRow[]>> => {
  const found = new Map<number, ConsentEventRow[]>();
  for (const piece of pieces([...new Set(contactIds)], PIECE)) {
    const rows = (await sql(TABLE)
      .whereIn('contact_id', piece)
      .whereIn('category', ['marketing', 'utility'])
      .whereNull('topic')) as Raw[];
    for (const raw of rows) {
      const line = readRow(consentEventTable, raw);
      addTo(found, line.contactId, line);
    }
  }
  return found;
};

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

/** When each of them last refused messages of a whole category. Data collection is another matter. */
export const lastRefusals = async (
  sql: Sql,
  contactIds: readonly number[]
): Promise<Map<number, number>> => {
  const rows = (await sql(TABLE)
    .whereIn('contact_id', contactIds as number[])
    .where({ action: 'opt-out' })
    .whereIn('category', ['marketing', 'utility'])
    .whereNull('topic')
    .groupBy('contact_id')
    .select('contact_id')
    .max({ at: 'at' })) as Raw[];
  return new Map(rows.map((row) => [Number(row.contact_id), Number(row.at)]));
};
