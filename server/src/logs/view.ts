import type { LogView } from '../contracts/logs';
import type { BotName, LogsService, NamesOf } from './public';
import type { LogRow } from './tables';

export type Names = LogsService['names'];
type Named = LogView['campaign'];

/** A row that is gone keeps its number, so that one still sees which lines belong together. */
const nameOf = (id: number, name: string | undefined): string => name ?? `#${id}`;

export const named = (id: number | null, known: Map<number, string>): Named =>
  id === null ? null : { id, name: nameOf(id, known.get(id)) };

/** Who is erased has the number in place of the name. */
export const namedPerson = (id: number | null, known: Map<number, string>): LogView['contact'] => {
  const one = named(id, known);
  return one === null || known.has(one.id) ? one : { ...one, erased: true };
};

export const namedBot = (id: number | null, known: Map<number, BotName>): LogView['bot'] => {
  if (id === null) return null;
  const bot = known.get(id);
  return { id, name: nameOf(id, bot?.name), ...(bot?.ofAutomation ? { ofAutomation: true } : {}) };
};

const idsOf = (rows: readonly LogRow[], key: 'contactId' | 'campaignId' | 'botId'): number[] => [
  ...new Set(rows.flatMap((row) => row[key] ?? [])),
];

export const lookUp = async <T>(
  namesOf: NamesOf<T> | undefined,
  ids: number[]
): Promise<Map<number, T>> => (namesOf && ids.length > 0 ? namesOf(ids) : new Map<number, T>());

/** Lines as people see them, with the names of whom and what they are about. */
export const logViews = async (names: Names, rows: readonly LogRow[]): Promise<LogView[]> => {
  const contacts = await lookUp(names.contact, idsOf(rows, 'contactId'));
  const campaigns = await lookUp(names.campaign, idsOf(rows, 'campaignId'));
  const bots = await lookUp(names.bot, idsOf(rows, 'botId'));
  return rows.map((row) => ({
    id: row.id,
    source: 'log' as const,
    at: row.at,
    area: row.area,
    level: row.level,
    event: row.event,
    text: row.text,
    times: row.times,
    accountId: row.accountId,
    contact: namedPerson(row.contactId, contacts),
    campaign: named(row.campaignId, campaigns),
    bot: namedBot(row.botId, bots),
    details: row.details,
  }));
};
