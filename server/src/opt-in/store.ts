import { consentEventTable } from '../consent/public';
import type { OptInCategory } from '../contracts/opt-in';
import { insertRow, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import {
  optInFormTable,
  optInRequestTable,
  optInVersionTable,
  type OptInFormRow,
  type OptInRequestRow,
  type OptInVersionRow,
} from './tables';

const FORMS = optInFormTable.table;
const VERSIONS = optInVersionTable.table;
const REQUESTS = optInRequestTable.table;
type Raw = Record<string, unknown>;

const readForm = (raw: Raw): OptInFormRow => readRow(optInFormTable, raw);
const readVersion = (raw: Raw): OptInVersionRow => readRow(optInVersionTable, raw);

/** A company has tens of forms. */
export const listForms = async (sql: Sql): Promise<OptInFormRow[]> =>
  ((await sql(FORMS).orderBy('name').limit(1_000)) as Raw[]).map(readForm);

export const findForm = async (
  sql: Sql,
  where: { id: number } | { slug: string } | { code: string }
): Promise<OptInFormRow | null> => {
  const raw = await sql(FORMS).where(where).first<Raw | undefined>();
  return raw ? readForm(raw) : null;
};

/** Rejects with the driver's unique violation when the slug or code is taken. */
export const insertForm = (sql: Sql, row: Omit<OptInFormRow, 'id'>): Promise<number> =>
  insertRow(sql, FORMS, writeRow(optInFormTable, row));

export const updateForm = async (
  sql: Sql,
  id: number,
  change: Partial<OptInFormRow>
): Promise<void> => {
  await sql(FORMS).where({ id }).update(writeRow(optInFormTable, change));
};

/** With its wordings and open requests; only for a form by which nobody opted in. */
export const deleteForm = async (sql: Sql, id: number): Promise<void> => {
  await sql(REQUESTS).where({ form_id: id }).delete();
  await sql(VERSIONS).where({ form_id: id }).delete();
  await sql(FORMS).where({ id }).delete();
};

/** Append-only: there is no update of a wording. */
export const insertVersion = (sql: Sql, row: Omit<OptInVersionRow, 'id'>): Promise<number> =>
  insertRow(sql, VERSIONS, writeRow(optInVersionTable, row));

export const findVersion = async (
  sql: Sql,
  formId: number,
  version: number
): Promise<OptInVersionRow | null> => {
  const raw = await sql(VERSIONS).where({ form_id: formId, version }).first<Raw | undefined>();
  return raw ? readVersion(raw) : null;
};

/** Newest first. */
export const listVersions = async (sql: Sql, formId: number): Promise<OptInVersionRow[]> =>
  (
    (await sql(VERSIONS).where({ form_id: formId }).orderBy('version', 'desc').limit(200)) as Raw[]
  ).map(readVersion);

/** The wordings that are shown now, of all forms. */
export const currentVersions = async (sql: Sql): Promise<Map<number, OptInVersionRow>> => {
  const rows = (await sql(`${VERSIONS} as v`)
    .join(`${FORMS} as f`, (on) => {
      on.on('f.id', 'v.form_id').andOn('f.version', 'v.version');
    })
    .select('v.*')) as Raw[];
  return new Map(rows.map((raw) => [Number(raw.form_id), readVersion(raw)]));
};

export const insertRequest = (sql: Sql, row: Omit<OptInRequestRow, 'id'>): Promise<number> =>
  insertRow(sql, REQUESTS, writeRow(optInRequestTable, row));

export const findRequest = async (sql: Sql, codeKey: string): Promise<OptInRequestRow | null> => {
  const raw = await sql(REQUESTS).where({ code_key: codeKey }).first<Raw | undefined>();
  return raw ? readRow(optInRequestTable, raw) : null;
};

/** True when this message is the one that uses the request; a second one finds it used. */
export const takeRequest = async (
  sql: Sql,
  id: number,
  used: Required<Pick<OptInRequestRow, 'contactId' | 'wamid' | 'usedAt'>>
): Promise<boolean> =>
  (await sql(REQUESTS)
    .where({ id })
    .whereNull('used_at')
    .update(writeRow(optInRequestTable, used))) === 1;

/** Did this person use the form's own code with this wording before? */
export const linkUsed = async (
  sql: Sql,
  { formId, version, contactId }: { formId: number; version: number; contactId: number }
): Promise<boolean> =>
  Boolean(
    await sql(REQUESTS)
      .where({ form_id: formId, contact_id: contactId, version, via: 'link' })
      .first<Raw | undefined>('id')
  );

export const countStarted = async (sql: Sql, formId: number): Promise<void> => {
  await sql(FORMS).where({ id: formId }).increment('started', 1);
};

/** Codes that worked, by form: one grouped read. */
export const countConfirmed = async (sql: Sql): Promise<Map<number, number>> => {
  const rows = (await sql(REQUESTS)
    .whereNotNull('used_at')
    .groupBy('form_id')
    .select('form_id')
    .count({ n: '*' })) as Raw[];
  return new Map(rows.map((row) => [Number(row.form_id), Number(row.n)]));
};

export interface SourceCount {
  source: string;
  category: OptInCategory;
  people: number;
  lastAt: number;
}

/**
 * Opt-ins of the whole ledger by source and category, each person once (O-16). Grouped in the order of the index that holds
 * all that is asked: no row of the ledger is fetched, and a million takes about a second or less.
 */
export const countSources = async (sql: Sql): Promise<SourceCount[]> =>
  (
    (await sql(consentEventTable.table)
      .where({ action: 'opt-in' })
      .whereIn('category', ['marketing', 'utility'])
      .groupBy('category', 'source')
      .select('category', 'source')
      .countDistinct({ people: 'contact_id' })
      .max({ last_at: 'at' })
      .orderBy('people', 'desc')
      .limit(500)) as Raw[]
  ).map((row) => ({
    source: String(row.source),
    category: row.category as OptInCategory,
    people: Number(row.people),
    lastAt: Number(row.last_at),
  }));

/** Forms that were filled in and never confirmed are personal data without a purpose. */
export const deleteExpired = (sql: Sql, before: number): Promise<number> =>
  sql(REQUESTS).whereNull('used_at').where('expires_at', '<', before).delete();

export const moveRequests = async (sql: Sql, from: number, to: number): Promise<void> => {
  await sql(REQUESTS).where({ contact_id: from }).update({ contact_id: to });
};

/** A deleted person's acts stay as numbers, without what was typed. */
export const forgetPeople = async (sql: Sql, contactIds: readonly number[]): Promise<void> => {
  await sql(REQUESTS)
    .whereIn('contact_id', [...contactIds])
    .update({ phone: null, name: null, wamid: null });
};
