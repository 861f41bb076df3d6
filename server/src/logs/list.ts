import type { ListLogsQuery, ListLogsResult, LogFilter } from '../contracts/logs';
import { decodeCursor, encodeCursor, idAfter, isId } from '../kernel/cursor';
import { DomainError } from '../kernel/errors';
import type { Db } from '../strapi/db';
import { personLines, type PersonPlace } from './person-view';
import type { LogsService, Seen } from './public';
import { findLogs } from './store';
import { logViews, lookUp, named, namedBot, namedPerson, type Names } from './view';

const PAGE = 50;

/** Whom and what a filter is about, by name, also where no line of theirs is there. */
const aboutOf = async (
  names: Names,
  { contactId, campaignId, botId }: LogFilter
): Promise<ListLogsResult['about']> => {
  const who = contactId ? await lookUp(names.contact, [contactId]) : new Map<number, string>();
  return {
    contact: namedPerson(contactId ?? null, who),
    campaign: campaignId ? named(campaignId, await lookUp(names.campaign, [campaignId])) : null,
    bot: botId ? namedBot(botId, await lookUp(names.bot, [botId])) : null,
  };
};

/** Nothing: of somebody whom the reader may not see. */
const hidden: ListLogsResult = {
  logs: [],
  nextCursor: null,
  about: { contact: null, campaign: null, bot: null },
};

const placeIn = (cursor: string | undefined): PersonPlace | null => {
  if (!cursor) return null;
  const [at, source, id] = decodeCursor(cursor, 3) ?? [];
  const isPlace =
    typeof at === 'number' && Number.isSafeInteger(at) && typeof id === 'number' && isId(id);
  if (isPlace && (source === 'log' || source === 'delivery')) return { at, source, id };
  throw new DomainError('invalid', 'cursor is not valid', {
    field: 'cursor',
    remedy: 'Start from the first page.',
  });
};

/** One page, the newest first. `seen`: the person of the filter may be seen. */
export const listLogViews = async (
  db: Db,
  service: Pick<LogsService, 'names' | 'deliveries'>,
  { cursor, seen, ...filter }: ListLogsQuery & { seen: Seen }
): Promise<ListLogsResult> => {
  if (!seen.person) return hidden;
  const about = await aboutOf(service.names, filter);
  const { contactId } = filter;
  if (contactId) {
    const from = { db, service: seen.deliveries ? service : { ...service, deliveries: null } };
    const ask = { place: placeIn(cursor), limit: PAGE + 1 };
    const found = await personLines(from, { ...filter, contactId }, ask);
    const logs = found.slice(0, PAGE);
    const end = found.length > PAGE ? logs.at(-1) : undefined;
    return { logs, nextCursor: end ? encodeCursor([end.at, end.source, end.id]) : null, about };
  }
  const rows = await findLogs(db.knex, filter, { before: idAfter(cursor), limit: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    logs: await logViews(service.names, shown),
    nextCursor: rows.length > PAGE && last ? encodeCursor([last.id]) : null,
    about,
  };
};
