import { insertRow, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import { accountTable, type AccountRow } from './tables';

const TABLE = accountTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): AccountRow => readRow(accountTable, raw);

/** All numbers, oldest first: a company has a handful. */
export const listAccounts = async (sql: Sql): Promise<AccountRow[]> =>
  ((await sql(TABLE).orderBy('id')) as Raw[]).map(read);

export const findAccount = async (sql: Sql, id: number): Promise<AccountRow | null> => {
  const raw = await sql(TABLE).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Sends what names no number: the one that was chosen, else the oldest; null without any. */
export const findDefault = async (sql: Sql): Promise<AccountRow | null> => {
  const all = await listAccounts(sql);
  return all.find(({ isDefault }) => isDefault) ?? all[0] ?? null;
};

/** Makes one the default, and no other. */
export const chooseDefault = async (sql: Sql, id: number): Promise<void> => {
  await sql(TABLE).whereNot({ id }).where({ is_default: true }).update({ is_default: false });
  await sql(TABLE).where({ id }).update({ is_default: true });
};

/** Uses the unique index. */
export const findByPhoneNumberId = async (
  sql: Sql,
  phoneNumberId: string
): Promise<AccountRow | null> => {
  const raw = await sql(TABLE).where({ phone_number_id: phoneNumberId }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const findByWaba = async (sql: Sql, wabaId: string): Promise<AccountRow[]> =>
  ((await sql(TABLE).where({ waba_id: wabaId }).orderBy('id')) as Raw[]).map(read);

/** True when the numbers belong to more than one business portfolio (while unknown, WABAs count). */
export const severalPortfolios = async (sql: Sql): Promise<boolean> => {
  const rows = (await sql(TABLE).select('portfolio_id', 'waba_id')) as {
    portfolio_id: string | null;
    waba_id: string;
  }[];
  return new Set(rows.map((row) => row.portfolio_id ?? row.waba_id)).size > 1;
};

/** Rejects with the driver's unique violation when the number is there already. */
export const insertAccount = (sql: Sql, row: Omit<AccountRow, 'id'>): Promise<number> =>
  insertRow(sql, TABLE, writeRow(accountTable, row));

export const updateAccount = async (
  sql: Sql,
  id: number,
  change: Partial<AccountRow>
): Promise<void> => {
  const columns = writeRow(accountTable, change);
  if (Object.keys(columns).length > 0) await sql(TABLE).where({ id }).update(columns);
};

export const deleteAccount = (sql: Sql, id: number): Promise<number> =>
  sql(TABLE).where({ id }).delete();

/** Meta's limit belongs to the portfolio, so all its numbers take it. */
export const updatePortfolioLimit = async (
  sql: Sql,
  account: AccountRow,
  limit: number | null
): Promise<void> => {
  await sql(TABLE)
    .where(
      account.portfolioId ? { portfolio_id: account.portfolioId } : { waba_id: account.wabaId }
    )
    .update({ messaging_limit: limit, limit_known: true });
};

/** Moves the time of the last webhook forward only. */
export const touchLastEvent = async (db: Db, id: number, at: number): Promise<void> => {
  await db
    .knex(TABLE)
    .where({ id })
    .where((q) => void q.whereNull('last_event_at').orWhere('last_event_at', '<', at))
    .update({ last_event_at: at });
};
