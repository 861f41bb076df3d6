import type { ListLogsQuery, ListLogsResult, LogView } from '../contracts/logs';
import { encodeCursor, idAfter } from '../kernel/cursor';
import type { Db } from '../strapi/db';
import type { LogsService } from './public';
import { findLogs } from './store';
import type { LogRow } from './tables';

const PAGE = 50;

type Names = LogsService['names'];
type Named = LogView['contact'];

/** A row that is gone keeps its number, so that one still sees which lines belong together. */
const named = (id: number | null, known: Map<number, string>): Named =>
  id === null ? null : { id, name: known.get(id) ?? `#${id}` };

const idsOf = (rows: readonly LogRow[], key: 'contactId' | 'campaignId' | 'botId'): number[] => [
  ...new Set(rows.flatMap((row) => row[key] ?? [])),
];

const lookUp = async (
  names: Names,
  what: keyof Names,
  ids: number[]
): Promise<Map<number, string>> =>
  ids.length > 0 ? ((await names[what]?.(ids)) ?? new Map<number, string>()) : new Map();

/** Lines as people see them, with the names of whom and what they are about. */
export const logViews = async (names: Names, rows: readonly LogRow[]): Promise<LogView[]> => {
  const contacts = await lookUp(names, 'contact', idsOf(rows, 'contactId'));
  const campaigns = await lookUp(names, 'campaign', idsOf(rows, 'campaignId'));
  const bots = await lookUp(names, 'bot', idsOf(rows, 'botId'));
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    area: row.area,
    level: row.level,
    event: row.event,
    text: row.text,
    times: row.times,
    accountId: row.accountId,
    contact: named(row.contactId, contacts),
    campaign: named(row.campaignId, campaigns),
    bot: named(row.botId, bots),
    details: row.details,
  }));
};

/** One page, the newest first. */
export const listLogViews = async (
  db: Db,
  names: Names,
  { cursor, ...filter }: ListLogsQuery
): Promise<ListLogsResult> => {
  const rows = await findLogs(db.knex, filter, { before: idAfter(cursor), limit: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    logs: await logViews(names, shown),
    nextCursor: rows.length > PAGE && last ? encodeCursor([last.id]) : null,
  };
};
