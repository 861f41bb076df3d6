import type { LogFilter, LogView } from '../contracts/logs';
import type { Db } from '../strapi/db';
import { personLines, type PersonPlace } from './person-view';
import type { LogsService, Seen } from './public';
import { findLogs } from './store';
import { logViews } from './view';

const PAGE = 500;
const HEADER = [
  'Time (UTC)',
  'Area',
  'Level',
  'Event',
  'Text',
  'Times',
  'Contact',
  'Campaign',
  'Bot',
  'Details',
];

const cellsOf = (one: LogView): unknown[] => [
  new Date(one.at).toISOString(),
  one.area,
  one.level,
  one.event,
  one.text,
  one.times,
  one.contact?.name,
  one.campaign?.name,
  one.bot?.name,
  one.details,
];

type Service = Pick<LogsService, 'names' | 'deliveries'>;

async function* pagesOfPerson(
  from: { db: Db; service: Service },
  filter: LogFilter & { contactId: number }
): AsyncGenerator<LogView[]> {
  for (let place: PersonPlace | null = null; ;) {
    const lines: LogView[] = await personLines(from, filter, { place, limit: PAGE });
    yield lines;
    const last = lines.at(-1);
    if (!last || lines.length < PAGE) return;
    place = { at: last.at, source: last.source, id: last.id };
  }
}

async function* pagesOfAll(
  { db, service }: { db: Db; service: Service },
  filter: LogFilter
): AsyncGenerator<LogView[]> {
  for (let before: number | null = null; ;) {
    const rows = await findLogs(db.knex, filter, { before, limit: PAGE });
    yield await logViews(service.names, rows);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    before = last.id;
  }
}

/** All lines that match as the cells of a file, page by page: what is written meanwhile is newer than the first page and left out. */
export async function* csvOfLogs(
  db: Db,
  service: Service,
  { seen, ...filter }: LogFilter & { seen: Seen }
): AsyncGenerator<unknown[][]> {
  yield [HEADER];
  if (!seen.person) return;
  const { contactId } = filter;
  const from = { db, service: seen.deliveries ? service : { ...service, deliveries: null } };
  const pages = contactId
    ? pagesOfPerson(from, { ...filter, contactId })
    : pagesOfAll(from, filter);
  for await (const lines of pages) yield lines.map(cellsOf);
}
