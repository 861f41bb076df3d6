import type { LogView } from '../contracts/logs';
import type { LogsService } from './public';
import type { LogRow } from './tables';

export type Names = LogsService['names'];
type Named = LogView['campaign'];

/** A row that is gone keeps its number, so that one still sees which lines belong together. */
export const named = (id: number | null, known: Map<number, string>): Named =>
  id === null ? null : { id, name: known.get(id) ?? `#${id}` };

/** Who is erased has the number in place of the name. */
export const namedPerson = (id: number | null, known: Map<number, string>): LogView['contact'] => {
  const one = named(id, known);
  return one === null || known.has(one.id) ? one : { ...one, erased: true };
};

/** `owned`: those that were made with an automation. */
export const namedBot = (
  id: number | null,
  { known, owned }: Record<'known' | 'owned', Map<number, string>>
): LogView['bot'] => {
  const one = named(id, known);
  return one !== null && owned.has(one.id) ? { ...one, ofAutomation: true } : one;
};

const idsOf = (rows: readonly LogRow[], key: 'contactId' | 'campaignId' | 'botId'): number[] => [
  ...new Set(rows.flatMap((row) => row[key] ?? [])),
];

export const lookUp = async (
  names: Names,
  what: keyof Names,
  ids: number[]
): Promise<Map<number, string>> =>
  ids.length > 0 ? ((await names[what]?.(ids)) ?? new Map<number, string>()) : new Map();

export const lookUpBots = async (names: Names, ids: number[]) => ({
  known: await lookUp(names, 'bot', ids),
  owned: await lookUp(names, 'ofAutomation', ids),
});

/** Lines as people see them, with the names of whom and what they are about. */
export const logViews = async (names: Names, rows: readonly LogRow[]): Promise<LogView[]> => {
  const contacts = await lookUp(names, 'contact', idsOf(rows, 'contactId'));
  const campaigns = await lookUp(names, 'campaign', idsOf(rows, 'campaignId'));
  const bots = await lookUpBots(names, idsOf(rows, 'botId'));
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
