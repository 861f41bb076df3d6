import type { Core } from '@strapi/strapi';
import { runtimeService } from '../runtime/public';
import { contextOf, type Ctx } from '../strapi/context';
import { errorText } from '../strapi/log';
import { accessLine, createAccessWatch } from './access';
import { isSameLine } from './domain/collapse';
import { redactDetails, redactText } from './domain/redact';
import type { LogLine, LogsService } from './public';
import { csvOfLogs } from './export';
import { addTimes, countOlder, insertLogs, purgeLogs, type NewLog } from './store';
import { listLogViews } from './list';

/** Lines wait this long for company: a burst of wrong signatures becomes one row and one statement. */
const FLUSH_MS = 300;
/** Above this the oldest lines are dropped: a log must never fill the memory of a struggling server. */
const MAX_BUFFER = 5_000;
const PURGE_PAUSE_MS = 20;

const rowOf = (line: LogLine, at: number): NewLog => ({
  at,
  area: line.area,
  level: line.level,
  event: line.event.slice(0, 60),
  text: redactText(line.text),
  times: 1,
  accountId: line.accountId ?? null,
  contactId: line.contactId ?? null,
  campaignId: line.campaignId ?? null,
  botId: line.botId ?? null,
  details: line.details ? redactDetails(line.details) : null,
});

const purgeInPieces = async (
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  olderThan: number
): Promise<number> => {
  let total = 0;
  for (let n = await purgeLogs(db, olderThan); n > 0; n = await purgeLogs(db, olderThan)) {
    total += n;
    await clock.sleep(PURGE_PAUSE_MS);
  }
  return total;
};

/** The lines but those about people who were erased while the lines waited; who accessed them is kept. */
const withoutErased = async (
  lines: readonly NewLog[],
  erased: LogsService['erased']
): Promise<NewLog[]> => {
  const about = ({ area, contactId }: NewLog) => (area === 'access' ? null : contactId);
  const ids = [...new Set(lines.flatMap((line) => about(line) ?? []))];
  const gone = ids.length > 0 ? await erased(ids) : new Set<number>();
  return lines.filter((line) => !gone.has(about(line) ?? 0));
};

export const createLogsService = ({ strapi }: { strapi: Core.Strapi }): LogsService => {
  const { db, clock, log } = contextOf(strapi);
  const own = log('logs');
  const onFlush: LogsService['onFlush'] = [];
  let buffer: NewLog[] = [];
  let last: { row: NewLog; id: number } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const writeOut = async (lines: NewLog[]): Promise<void> => {
    const [first, ...others] = lines;
    if (!first) return;
    const repeated = last && isSameLine(last.row, first) && (await addTimes(db, last.id, first));
    const fresh = repeated ? others : lines;
    const newest = fresh.at(-1);
    if (newest) last = { row: newest, id: await insertLogs(db.knex, fresh) };
    if (last) for (const tell of onFlush) tell(last.id);
  };
  /** The line may be rolled back with its transaction: pages only look again, a hint too many does no harm. */
  let hinting: { timer: NodeJS.Timeout; id: number } | null = null;
  const tellNow = () => {
    if (!hinting) return;
    const { timer: waiting, id } = hinting;
    clearTimeout(waiting);
    hinting = null;
    for (const tell of onFlush) tell(id);
  };
  const tellSoon = (id: number) => {
    hinting ??= { timer: setTimeout(tellNow, FLUSH_MS).unref(), id };
  };
  const flush = (): Promise<void> => {
    // The shutdown flushes: a hint that came later would find the database closed.
    tellNow();
    if (timer) clearTimeout(timer);
    timer = null;
    writing = writing.then(async () => {
      const lines = buffer;
      buffer = [];
      try {
        await writeOut(await withoutErased(lines, service.erased));
      } catch (error) {
        // A log that cannot be written must not break what it tells about; the console still says so.
        own.error('lines lost', { lines: lines.length, why: errorText(error) });
      }
    });
    return writing;
  };
  const write = (line: LogLine): void => {
    try {
      const row = rowOf(line, clock.now());
      const previous = buffer.at(-1);
      if (previous && isSameLine(previous, row)) {
        previous.times += 1;
        previous.at = row.at;
      } else buffer.push(row);
      if (buffer.length > MAX_BUFFER) buffer.shift();
      timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
    } catch (error) {
      own.error('line refused', { why: errorText(error) });
    }
  };
  const names: LogsService['names'] = {};
  let isNews = createAccessWatch(clock);
  runtimeService(strapi).forgetting.push(async () => {
    await flush();
    last = null;
    isNews = createAccessWatch(clock);
  });
  const service: LogsService = {
    write,
    writeIn: async (trx, line) => {
      tellSoon(await insertLogs(trx, [rowOf(line, clock.now())]));
    },
    opened: (access) => {
      if (isNews(access)) write(accessLine({ ...access, event: 'person-opened' }));
    },
    accessed: async (access) => {
      tellSoon(await insertLogs(db.knex, [rowOf(accessLine(access), clock.now())]));
    },
    flush,
    purge: (olderThan) => purgeInPieces({ db, clock }, olderThan),
    onFlush,
    list: (query) => listLogViews(db, service, query),
    csv: (filter) => csvOfLogs(db, service, filter),
    countOlder: (than) => countOlder(db, than),
    names,
    deliveries: null,
    erased: () => Promise.resolve(new Set()),
    seesPerson: () => Promise.resolve(false),
  };
  return service;
};
