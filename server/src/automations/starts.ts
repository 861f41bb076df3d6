import type { Core } from '@strapi/strapi';
import { contactsService, type ContactRow } from '../contacts/public';
import { STARTS_PAGE, type AutomationStart } from '../contracts/automation-watch';
import { messageTable, RANK } from '../conversations/public';
import { personIn, reasonShown, runTable } from '../flows/public';
import { notFound } from '../kernel/errors';
import { addTo } from '../kernel/lists';
import { DAY_MS } from '../kernel/time';
import { pricesService, type CostGroup } from '../prices/public';
import { runChain, unaskedOwner } from '../sending/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import type { AutomationsService } from './public';
import { pageOfStarts } from './start-store';
import { entriesShown } from './start-views';
import { findAutomation } from './store';
import type { StartRow } from './tables';

type Run = NonNullable<AutomationStart['run']>;
type Cost = AutomationStart['cost'];

interface RawRun {
  id: unknown;
  bot_id: unknown;
  state: Run['state'];
  reason: string | null;
  why: string | null;
}

const runsByIds = async (sql: Sql, ids: readonly number[]): Promise<Map<number, Run>> => {
  const rows = await sql(runTable.table)
    .whereIn('id', [...ids])
    .select<RawRun[]>('id', 'bot_id', 'state', 'reason', 'why');
  return new Map(
    rows.map(({ id, bot_id: botId, ...ended }) => [
      Number(id),
      { id: Number(id), botId: Number(botId), state: ended.state, reason: reasonShown(ended) },
    ])
  );
};

interface Delivered {
  category: string | null;
  price_category: string | null;
  price_type: string | null;
  at: unknown;
}

/** How a delivered message is charged; prices hold for whole days. */
const groupOf = (message: Delivered, country: string | null): CostGroup => ({
  country,
  category: message.price_category ?? (message.category ?? '').toLowerCase(),
  type: message.price_type,
  at: Math.floor(Number(message.at) / DAY_MS) * DAY_MS,
  inWindow: false,
  count: 1,
});

/** Delivered messages of runs that answered nobody, by run. Those of a page of runs are few. */
const deliveredOf = async (
  sql: Sql,
  runIds: readonly number[]
): Promise<Map<number, Delivered[]>> => {
  const owners = new Map(runIds.map((id) => [unaskedOwner(runChain(id)), id] as const));
  const found = new Map<number, Delivered[]>();
  if (owners.size === 0) return found;
  const rows = await sql(messageTable.table)
    .whereIn('key_owner', [...owners.keys()])
    .where('rank', '>=', RANK.delivered)
    .select<(Delivered & { key_owner: string })[]>(
      'key_owner',
      'category',
      'price_category',
      'price_type',
      'at'
    );
  for (const row of rows) addTo(found, owners.get(row.key_owner) ?? 0, row);
  return found;
};

/** The price of one message of each kind, asked once. */
const createPrice = (strapi: Core.Strapi) => {
  const known = new Map<string, Cost>();
  return async (group: CostGroup): Promise<Cost> => {
    const key = JSON.stringify(group);
    const before = known.get(key);
    if (before !== undefined) return before;
    const [line] = (await pricesService(strapi).costOf([group])).lines;
    const { currency = null, micros = null } = line ?? {};
    const price = micros === null ? null : { currency, micros };
    known.set(key, price);
    return price;
  };
};

/** What they cost together; null where one price is not known. One person lives in one country, so it is one currency. */
const sumOf = (prices: readonly Cost[]): Cost => {
  if (prices.length === 0 || prices.includes(null)) return null;
  const currency = prices.find((price) => price?.currency)?.currency ?? null;
  return { currency, micros: prices.reduce((sum, price) => sum + (price?.micros ?? 0), 0) };
};

/** What an automation began, and did not and why. */
export const createStartsList = (strapi: Core.Strapi): AutomationsService['starts'] => {
  const { db } = contextOf(strapi);

  const costsOf = async (
    rows: readonly StartRow[],
    people: ReadonlyMap<number, ContactRow>
  ): Promise<Map<number, Cost>> => {
    const runIds = rows.flatMap(({ runId }) => runId ?? []);
    const delivered = await deliveredOf(db.knex, runIds);
    const priceOf = createPrice(strapi);
    const costs = new Map<number, Cost>();
    for (const { id, runId, contactId } of rows) {
      const country = people.get(contactId ?? 0)?.country ?? null;
      const prices: Cost[] = [];
      for (const message of delivered.get(runId ?? 0) ?? [])
        prices.push(await priceOf(groupOf(message, country)));
      costs.set(id, sumOf(prices));
    }
    return costs;
  };

  return async (automationId, { cursor, ...wanted }, by) => {
    const { seesPeople } = by;
    if (!(await findAutomation(db.knex, automationId))) throw notFound('the automation');
    const page = { cursor, limit: STARTS_PAGE };
    const { rows, nextCursor } = await pageOfStarts(db.knex, { automationId, ...wanted }, page);
    const ids = rows.flatMap(({ contactId }) => contactId ?? []);
    const people = await contactsService(strapi).byIds(db.knex, ids);
    const runs = await runsByIds(
      db.knex,
      rows.flatMap(({ runId }) => runId ?? [])
    );
    const costs = await costsOf(rows, people);
    const named = ({ uid, entryDocument: documentId, contactId }: StartRow) =>
      uid !== null && documentId !== null
        ? { uid, documentId, isNobodys: contactId === null }
        : null;
    const entries = rows.flatMap((row) => named(row) ?? []);
    const entryOf = await entriesShown(strapi, entries, by);
    const starts = rows.map((row): AutomationStart => {
      const { id, at, result, reason, asked } = row;
      const contact = personIn(people, { id: row.contactId ?? 0, canRead: seesPeople });
      const isOf = named(row);
      const entry = isOf && entryOf(isOf);
      const run = runs.get(row.runId ?? 0) ?? null;
      return { id, at, result, reason, asked, contact, entry, run, cost: costs.get(id) ?? null };
    });
    return { starts, nextCursor, isMasked: !seesPeople };
  };
};
