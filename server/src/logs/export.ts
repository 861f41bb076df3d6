import type { LogFilter } from '../contracts/logs';
import { CSV_BOM, csvLine } from '../kernel/csv';
import type { Db } from '../strapi/db';
import type { LogsService } from './public';
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

/** All lines that match as CSV, page by page: what is written meanwhile is newer than the first page and left out. */
export async function* csvOfLogs(
  db: Db,
  names: LogsService['names'],
  filter: LogFilter
): AsyncGenerator<string> {
  yield CSV_BOM + csvLine(HEADER);
  for (let before: number | null = null; ;) {
    const rows = await findLogs(db.knex, filter, { before, limit: PAGE });
    const views = await logViews(names, rows);
    const lines = views.map((one) =>
      csvLine([
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
      ])
    );
    if (lines.length > 0) yield lines.join('');
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    before = last.id;
  }
}
