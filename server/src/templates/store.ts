import type { Knex } from 'knex';
import { accountTable } from '../accounts/public';
import type { OptOutMark } from '../contracts/template-rules';
import { keyOf } from '../kernel/hash';
import { addTo } from '../kernel/lists';
import { insertRow, pieces, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { optOutMarkOfText } from './domain/opt-out-texts';
import { templateEventTable, templateTable, type TemplateRow } from './tables';

const TABLE = templateTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): TemplateRow => readRow(templateTable, raw);
const IDS_PIECE = 500;

export const findTemplate = async (sql: Sql, id: number): Promise<TemplateRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** As it is now and stays to the end of the transaction; null: it is gone. */
export const lockedTemplate = async (
  trx: Knex.Transaction,
  id: number
): Promise<TemplateRow | null> => {
  const raw = await trx(TABLE).where({ id }).forUpdate().first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const findTemplates = async (
  sql: Sql,
  ids: readonly number[]
): Promise<Map<number, TemplateRow>> => {
  const found = new Map<number, TemplateRow>();
  for (const piece of pieces([...new Set(ids)], IDS_PIECE)) {
    for (const raw of (await sql(TABLE).whereIn('id', piece)) as Raw[])
      found.set(Number(raw.id), read(raw));
  }
  return found;
};

/** Of one template in all its languages. */
export const setForAll = async (
  sql: Sql,
  { wabaId, nameKey }: Pick<TemplateRow, 'wabaId' | 'nameKey'>,
  change: Partial<Pick<TemplateRow, 'topic' | 'languageOrder'>>
): Promise<void> => {
  await sql(TABLE)
    .where({ waba_id: wabaId, name_key: nameKey })
    .update(writeRow(templateTable, change));
};

/** What decides now for whom and by which address messages of a template leave. */
interface TemplateNow {
  category: string;
  /** It has a maximum price, and is posted to another address (T-53). */
  isPriced: boolean;
}

/** These templates as Meta has them now, however old the messages are that wait with them. */
export const templatesNow = async (
  sql: Sql,
  ids: readonly number[]
): Promise<ReadonlyMap<number, TemplateNow>> => {
  const found = new Map<number, TemplateNow>();
  for (const piece of pieces([...new Set(ids)], IDS_PIECE)) {
    const rows = (await sql(TABLE)
      .whereIn('id', piece)
      .select(
        'id',
        'category',
        sql.raw('CASE WHEN max_price IS NULL THEN 0 ELSE 1 END AS priced')
      )) as Raw[];
    for (const { id, category, priced } of rows)
      found.set(Number(id), { category: String(category), isPriced: Number(priced) === 1 });
  }
  return found;
};

/** Uses the unique index (waba, name key, language). */
export const findByName = async (
  sql: Sql,
  { wabaId, name, language }: { wabaId: string; name: string; language: string }
): Promise<TemplateRow | null> => {
  const where = { waba_id: wabaId, name_key: keyOf(name), language };
  const raw = await sql(TABLE).where(where).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** The template in all its languages. */
export const findLanguages = async (
  sql: Sql,
  { wabaId, name }: Pick<TemplateRow, 'wabaId' | 'name'>
): Promise<TemplateRow[]> =>
  (
    await sql(TABLE)
      .where({ waba_id: wabaId, name_key: keyOf(name) })
      .orderBy('language')
      .select<Raw[]>()
  ).map(read);

/** Ids of a template in all its languages, the given one too; empty where it is gone. */
export const templateFamily = async (sql: Sql, id: number): Promise<number[]> => {
  const rows = (await sql(`${TABLE} as t`)
    .join(`${TABLE} as o`, (same) =>
      same.on('o.waba_id', 't.waba_id').andOn('o.name_key', 't.name_key')
    )
    .where('t.id', id)
    .select('o.id as id')) as Raw[];
  return rows.map((row) => Number(row.id));
};

/** The same of every template, by its id. */
export const templateFamilies = async (
  sql: Sql
): Promise<ReadonlyMap<number, readonly number[]>> => {
  const rows = (await sql(TABLE).select('id', 'waba_id', 'name_key')) as Raw[];
  const byName = new Map<string, number[]>();
  for (const { id, waba_id: wabaId, name_key: nameKey } of rows)
    addTo(byName, `${String(wabaId)} ${String(nameKey)}`, Number(id));
  return new Map(
    [...byName.values()].flatMap((family) => family.map((id) => [id, family] as const))
  );
};

/** By Meta's id, within the WABA where it is known. */
export const findByMetaId = async (
  sql: Sql,
  metaId: string,
  wabaId: string | null
): Promise<TemplateRow | null> => {
  const raw = await sql(TABLE)
    .where({ meta_id: metaId, ...(wabaId ? { waba_id: wabaId } : {}) })
    .first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** All templates of the WABAs, by name: Meta allows 6,000 per WABA, companies have tens. */
export const listOfWabas = async (sql: Sql, wabaIds: readonly string[]): Promise<TemplateRow[]> =>
  (
    (await sql(TABLE)
      .whereIn('waba_id', [...wabaIds])
      .orderBy([{ column: 'name' }, { column: 'language' }])) as Raw[]
  ).map(read);

export const listAll = async (sql: Sql): Promise<TemplateRow[]> =>
  ((await sql(TABLE).orderBy([{ column: 'name' }, { column: 'language' }])) as Raw[]).map(read);

/** WABAs with templates in review: those are polled, since a webhook may be lost (T-13). */
export const wabasInReview = async (sql: Sql): Promise<string[]> => {
  const rows = (await sql(TABLE)
    .distinct('waba_id')
    .whereIn('status', ['PENDING', 'IN_APPEAL'])) as Raw[];
  return rows.map((row) => String(row.waba_id));
};

/** Templates of which Meta may take a request for a review, and those that still have a notice of its end. */
export const listReviewable = async (sql: Sql): Promise<TemplateRow[]> =>
  (
    (await sql(TABLE)
      .whereIn('status', ['APPROVED', 'PAUSED'])
      .orWhere({ notice_kind: 'review-soon' })
      .orderBy('id')) as Raw[]
  ).map(read);

/** How many templates have a notice that nobody has looked at. */
export const countNotices = async (sql: Sql): Promise<number> => {
  const [row] = await sql(TABLE).whereNotNull('notice_kind').count<{ n: unknown }[]>({ n: '*' });
  return Number(row?.n);
};

/** Notices of which no mail went out. */
export const unmailedNotices = async (sql: Sql): Promise<TemplateRow[]> =>
  (
    (await sql(TABLE)
      .whereNotNull('notice_kind')
      .whereNull('notice_mailed_at')
      .orderBy('id')) as Raw[]
  ).map(read);

/** Takes the right to mail a notice; false when another process has it, or the notice is another one now. */
export const claimMail = async (
  sql: Sql,
  { id, noticeKind, noticeAt }: Pick<TemplateRow, 'id' | 'noticeKind' | 'noticeAt'>,
  now: number
): Promise<boolean> =>
  (await sql(TABLE)
    .where({ id, notice_kind: noticeKind, notice_at: noticeAt })
    .whereNull('notice_mailed_at')
    .update({ notice_mailed_at: now })) === 1;

/** Notes the end of a review's time that the notice is about; false when another process noted it. */
export const claimReviewNotice = async (
  trx: Knex.Transaction,
  id: number,
  endsAt: number
): Promise<boolean> =>
  (await trx(TABLE)
    .where({ id })
    .where((row) => void row.whereNull('review_told_for').orWhereNot('review_told_for', endsAt))
    .update({ review_told_for: endsAt })) === 1;

/**
 * The id of the template or draft of this name and language; one that Meta no longer has does not count. Null: there is
 * none. The numbers of the account stay locked to the end of the transaction, so that nobody makes it meanwhile.
 */
export const lockedNamesake = async (
  trx: Knex.Transaction,
  { wabaId, name, language }: Pick<TemplateRow, 'wabaId' | 'name' | 'language'>
): Promise<number | null> => {
  const of = { waba_id: wabaId };
  await trx(accountTable.table).where(of).orderBy('id').forUpdate().select('id');
  const rows = (await trx(TABLE)
    .where({ ...of, language })
    .whereNot({ status: 'MISSING' })
    .orderBy('id')
    .select('id', 'name')) as { id: unknown; name: string }[];
  // Compared here: databases take capitals and accents differently.
  const found = rows.find((row) => row.name === name);
  return found ? Number(found.id) : null;
};

export const insertTemplate = (sql: Sql, row: Omit<TemplateRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(templateTable, row));

/** Only what history does not tell (drafts, marks); everything else by `changeTemplate`. */
export const updateTemplate = async (
  sql: Sql,
  id: number,
  change: Partial<TemplateRow>
): Promise<void> => {
  const columns = writeRow(templateTable, change);
  if (Object.keys(columns).length > 0) await sql(TABLE).where({ id }).update(columns);
};

/** Everything that was read is fresh, changed or not. */
export const markSynced = async (sql: Sql, ids: readonly number[], at: number): Promise<void> => {
  for (const piece of pieces(ids, IDS_PIECE))
    await sql(TABLE).whereIn('id', piece).update({ synced_at: at });
};

const deleteEvents = async (trx: Knex.Transaction, id: number): Promise<void> => {
  await trx(templateEventTable.table).where({ template_id: id }).delete();
};

/** With its history; in a transaction. */
export const deleteTemplateRow = async (trx: Knex.Transaction, id: number): Promise<void> => {
  await deleteEvents(trx, id);
  await trx(TABLE).where({ id }).delete();
};

/** After so long a submission that nobody finished may be tried again. */
const SUBMISSION_MS = 5 * 60_000;

type Seen = Pick<TemplateRow, 'id' | 'status' | 'draftSavedAt'>;

/** The template as it was read, while nobody is handing it to Meta. */
const unclaimed = (sql: Sql, { id, status, draftSavedAt }: Seen, now: number) =>
  sql(TABLE)
    .where({ id, status, draft_saved_at: draftSavedAt })
    .where(
      (query) =>
        void query.whereNull('submitted_at').orWhere('submitted_at', '<', now - SUBMISSION_MS)
    );

/**
 * Takes the right to hand the draft to Meta; false while somebody else has it, or when the draft is another one now. Who does
 * it is kept at once, for a sync that finds the template when Meta's answer is lost.
 */
export const claimSubmission = async (
  sql: Sql,
  seen: Seen & Pick<TemplateRow, 'submittedAt'>,
  { now, by }: { now: number; by: string }
): Promise<boolean> => {
  // A try of before that got no answer may have made the template: then it is that person's.
  const isFirst = seen.status === 'DRAFT' && seen.submittedAt === null;
  const change = { submittedAt: now, ...(isFirst ? { madeBy: by.slice(0, 255) } : {}) };
  return (await unclaimed(sql, seen, now).update(writeRow(templateTable, change))) === 1;
};

/** Deletes a draft that only we have; false when it is not the one that was read any more, or is under way to Meta. */
export const deleteDraftRow = async (
  trx: Knex.Transaction,
  seen: Seen,
  now: number
): Promise<boolean> => {
  if ((await unclaimed(trx, seen, now).delete()) !== 1) return false;
  await deleteEvents(trx, seen.id);
  return true;
};

/**
 * Marks the draft as saved at `at`; false when it is not the one that was read any more, or is under way to Meta: what is
 * saved meanwhile would be cleared with it.
 */
export const claimSave = async (
  sql: Sql,
  seen: Seen,
  { at, now }: { at: number; now: number }
): Promise<boolean> => (await unclaimed(sql, seen, now).update({ draft_saved_at: at })) === 1;

/** What a press on this title ends, under a message of this template; also one that is a former button's, or that is gone here. */
export const optOutMarkOf = async (
  sql: Sql,
  templateId: number,
  title: string
): Promise<OptOutMark | null> => optOutMarkOfText(await findTemplate(sql, templateId), title);
