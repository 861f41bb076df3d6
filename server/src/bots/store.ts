import { insertRow, type Sql } from '../strapi/db';
import { countOf } from '../strapi/keeping';
import { readRow, writeRow } from '../strapi/table';
import { runTable } from '../flows/public';
import { botTable, type BotRow } from './tables';

const BOTS = botTable.table;
type Raw = Record<string, unknown>;
const read = (raw: Raw): BotRow => readRow(botTable, raw);

/** In the order in which they are asked; a company has tens of bots. Also those of automations, which nobody asks. */
export const allBots = async (sql: Sql): Promise<BotRow[]> =>
  ((await sql(BOTS).orderBy([{ column: 'position' }, { column: 'id' }])) as Raw[]).map(read);

/** The same without those of automations. */
export const listBots = async (sql: Sql): Promise<BotRow[]> =>
  (await allBots(sql)).filter(({ ofAutomation }) => !ofAutomation);

export const activeBots = async (sql: Sql): Promise<BotRow[]> =>
  (
    (await sql(BOTS)
      .where({ active: true, of_automation: false })
      .orderBy([{ column: 'position' }, { column: 'id' }])) as Raw[]
  ).map(read);

/** Tells whether `activeBots` would answer something else: their graphs are long, and every tick asks. */
export const activeStamp = async (sql: Sql): Promise<string> => {
  const rows = (await sql(BOTS)
    .where({ active: true, of_automation: false })
    .orderBy('id')
    .select('id', 'version', 'position', 'changed_at')) as Raw[];
  return rows.map((row) => Object.values(row).join(':')).join(' ');
};

/** The switches of a bot; null: it is gone. Every step of a run asks, and its graph is long. */
export const switchesOf = async (
  sql: Sql,
  id: number
): Promise<Pick<BotRow, 'active' | 'finishing' | 'countsAsAnswered'> | null> => {
  const raw = await sql(BOTS)
    .where({ id })
    .first<Raw | undefined>('active', 'finishing', 'counts_as_answered');
  return raw ? read(raw) : null;
};

/** How many messages the bot may send in a month; null: any number, or it is gone. */
export const allowanceOf = async (sql: Sql, id: number): Promise<BotRow['allowance']> => {
  const raw = await sql(BOTS).where({ id }).first<Raw | undefined>('allowance');
  return raw ? read(raw).allowance : null;
};

export const findBot = async (sql: Sql, id: number): Promise<BotRow | null> => {
  const raw = await sql(BOTS).where({ id }).first<Raw | undefined>();
  return raw ? read(raw) : null;
};

/** Its place in the order in which bots are asked; the first is 1. */
export const placeOf = async (
  sql: Sql,
  { id, position }: Pick<BotRow, 'id' | 'position'>
): Promise<number> => {
  const before = sql(BOTS)
    .where({ of_automation: false })
    .where(
      (q) =>
        void q
          .where('position', '<', position)
          .orWhere((same) => void same.where({ position }).where('id', '<', id))
    );
  return (await countOf(before)) + 1;
};

/** The bot, which nobody else changes until the transaction ends; null: it is gone. */
export const holdBot = async (trx: Sql, id: number): Promise<BotRow | null> => {
  const raw = await trx(BOTS).where({ id }).forUpdate().first<Raw | undefined>();
  return raw ? read(raw) : null;
};

export const insertBot = (sql: Sql, row: Omit<BotRow, 'id'>): Promise<number> =>
  insertRow(sql, BOTS, writeRow(botTable, row));

export const updateBot = (sql: Sql, id: number, change: Partial<BotRow>): Promise<number> =>
  sql(BOTS).where({ id }).update(writeRow(botTable, change));

/** Changes a bot as it was read; 0 = somebody else changed it meanwhile. */
export const replaceBot = (
  sql: Sql,
  { id, version, changedAt }: Pick<BotRow, 'id' | 'version' | 'changedAt'>,
  change: Partial<BotRow>
): Promise<number> =>
  sql(BOTS).where({ id, version, changed_at: changedAt }).update(writeRow(botTable, change));

export const deleteBot = (sql: Sql, id: number): Promise<number> =>
  sql(BOTS).where({ id }).delete();

export const lastPosition = async (sql: Sql): Promise<number> => {
  const row = (await sql(BOTS).max({ last: 'position' }).first()) as { last: unknown } | undefined;
  return Number(row?.last ?? 0);
};

export interface BotCounts {
  today: number;
  handedOver: number;
}

/** Runs since the instant, per bot, and how many of them ended with a person: one grouped read of an index range. */
export const countRuns = async (sql: Sql, since: number): Promise<Map<number, BotCounts>> => {
  const rows = (await sql(runTable.table)
    .where('started_at', '>=', since)
    .groupBy('bot_id')
    .select(
      'bot_id',
      sql.raw('count(*) as today'),
      sql.raw(`sum(case when reason = 'handed-over' then 1 else 0 end) as handed_over`)
    )) as Raw[];
  return new Map(
    rows.map((row) => [
      Number(row.bot_id),
      { today: Number(row.today), handedOver: Number(row.handed_over) },
    ])
  );
};
