import type { LogFilter, LogView } from '../contracts/logs';
import { LARGEST_ID } from '../kernel/cursor';
import type { Db } from '../strapi/db';
import type { LogsService } from './public';
import { findLogsOfPerson } from './store';
import { logViews } from './view';

/** Where a page of a person's lines ends: each source goes on behind it. */
export interface PersonPlace {
  at: number;
  source: LogView['source'];
  id: number;
}

/** Of one instant lines of the log come first, of one source the larger id. */
const newestFirst = (a: LogView, b: LogView): number =>
  b.at - a.at || (a.source === b.source ? b.id - a.id : a.source === 'log' ? -1 : 1);

/** Behind the place, within one source. */
const beforeIn = (place: PersonPlace | null, source: LogView['source']) => {
  if (!place) return null;
  if (place.source === source) return { at: place.at, id: place.id };
  // Behind the last line of the log all deliveries of that instant follow; behind a delivery no line of it.
  return source === 'delivery' ? { at: place.at, id: LARGEST_ID } : { at: place.at, id: 0 };
};

/** A failed delivery has a line of the log, which says why. */
const isTold = (lines: readonly LogView[], { campaign, details }: LogView): boolean =>
  details?.state === 'failed' &&
  lines.some((one) => one.event === 'delivery-failed' && one.campaign?.id === campaign?.id);

/** The newest lines about a person: those of the log, and what became of the messages of campaigns, among each other by time. */
export const personLines = async (
  { db, service }: { db: Db; service: Pick<LogsService, 'names' | 'deliveries'> },
  filter: LogFilter & { contactId: number },
  { place, limit }: { place: PersonPlace | null; limit: number }
): Promise<LogView[]> => {
  const lines = await logViews(
    service.names,
    await findLogsOfPerson(db.knex, filter, { before: beforeIn(place, 'log'), limit })
  );
  const { area, level } = filter;
  const isWanted = !filter.botId && (!area || area === 'campaign') && level !== 'error';
  const failed = level ? level === 'warn' : undefined;
  const before = beforeIn(place, 'delivery');
  const sent = isWanted
    ? await service.deliveries?.({ ...filter, failed, before, limit })
    : undefined;
  return [...lines, ...(sent ?? []).filter((one) => !isTold(lines, one))]
    .sort(newestFirst)
    .slice(0, limit);
};
