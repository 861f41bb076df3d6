import type { Knex } from 'knex';
import type { Clock } from '../kernel/clock';
import { sha256Hex } from '../kernel/hash';
import { MINUTE_MS } from '../kernel/time';
import { dbNow, insertIgnore, type Db, type Sql } from '../strapi/db';
import { readRow, writeRow } from '../strapi/table';
import type { Log } from '../strapi/log';
import { catchUpAfter, waitAfter, type CatchUp, type CatchUpStep, type Gap } from './domain/gap';
import { singleFlight } from './single-flight';
import { doorTable, type DoorRow } from './tables';

const TABLE = doorTable.table;
type Raw = Record<string, unknown>;
const NAME = 'door';
const MISSED_BEATS = 3;
/** Refused deliveries that are known one by one; with more, the wait only ends by its time. */
const MOST_REFUSED = 10_000;

/** Who starts sees sooner that nobody was there: another process would have beaten by then. */
const MISSED_AT_START = 2;

/** So long was nobody there, where no beat says it: before an update that brought them, or a move. */
const PRESUMED_MS = 50_000;

/** After everything that was refused has come again, it is applied: that takes a moment. */
const APPLIED_MS = 5_000;

/** What is waited for now. */
export interface DoorWait {
  /** Epoch ms; null: the door is shut. */
  until: number | null;
  /** How long webhooks could not be taken, ms. */
  awayMs: number;
  /** How long what waits only briefly has waited for it, ms: since the door shut, and again since it opened. */
  heldMs: number;
}

/** Whether what people write reaches us, over all processes and starts (engine 14). */
export interface Door {
  /** This process takes webhooks and is there. Nobody there for three beats was a gap. */
  beat(): Promise<void>;
  /** A delivery with what people may have written was refused, because of our own state. */
  refused(raw: Buffer): void;
  /** A delivery was stored. */
  accepted(raw: Buffer): void;
  /** Writes what was refused, where it is not written yet. */
  flush(): Promise<void>;
  /** The same, and sees whether this process would still refuse. */
  look(): Promise<void>;
  wait(): Promise<DoorWait | null>;
  /** Hear of each gap that was written, with what is waited for since. */
  readonly news: ((wait: CatchUp) => void)[];
  /** All rows were replaced under this process. */
  forget(): void;
  /** A person decides that nothing is waited for any more; false: nothing is. */
  goOn(trx: Knex.Transaction): Promise<boolean>;
  /** Would this process refuse whatever comes now? Set by the code that takes webhooks. */
  isShut: () => Promise<boolean>;
  /** Did people write before this database had a row of its door? Set by the wiring. */
  heardBefore: () => Promise<boolean>;
}

interface Deps {
  db: Db;
  clock: Clock;
  instanceId: string;
  beatMs: number;
  steps: readonly CatchUpStep[];
  /** Does this process take webhooks by its role? */
  takes: boolean;
  log: Log;
}

/** What this process refused and Meta has not brought again. By the monotonic clock. */
interface Refused {
  from: number;
  to: number;
  /** Something was stored since: the next refusal is another gap. */
  isOver: boolean;
  hashes: Set<string>;
  /** More were refused than are known one by one. */
  isMany: boolean;
}

const catchUpOf = (row: DoorRow): CatchUp | null => {
  const { gapFrom: from, gapTo: to, reason, waitUntil: until } = row;
  if (from === null || to === null || until === null || reason === null) return null;
  const { awayMs, calmAt, firstTo } = row;
  return { from, to, reason, until, awayMs, calmAt, firstTo };
};

const readDoor = async (sql: Sql, isLocked: boolean): Promise<DoorRow | null> => {
  const query = sql(TABLE).where({ name: NAME });
  if (isLocked) void query.forUpdate();
  const raw = await query.first<Raw | undefined>();
  return raw ? readRow(doorTable, raw) : null;
};

const columnsOf = ({ from, to, until, ...rest }: CatchUp): Partial<DoorRow> => ({
  ...rest,
  gapFrom: from,
  gapTo: to,
  waitUntil: until,
});

export const createDoor = (deps: Deps): Door => {
  const { db, clock, instanceId, beatMs, steps, takes, log } = deps;
  const news: Door['news'] = [];
  const longestMs = waitAfter(steps, Number.POSITIVE_INFINITY);
  let refusals: Refused | null = null;
  /** Counts what happened here, and how much of it the database knows. */
  let version = 0;
  let written = 0;
  /** Has Meta ever delivered here? */
  let hasHeard = false;
  /** Since when this process tried every beat, by the monotonic clock, and when it tried last. */
  let awakeSince: number | null = null;
  let triedAt = 0;
  let isFirst = true;

  /** Says what came of it once it is committed. False: there is no row. */
  const change = async (
    work: (row: DoorRow, now: number) => Partial<DoorRow> & { next?: CatchUp }
  ): Promise<boolean> => {
    const done = await db.tx(async (trx) => {
      const row = await readDoor(trx, true);
      if (!row) return null;
      const { next, ...changes } = work(row, await dbNow(db, trx));
      if (Object.keys(changes).length > 0)
        await trx(TABLE).where({ name: NAME }).update(writeRow(doorTable, changes));
      // Of a gap that grows each new minute is enough.
      return { next: next && next.until - (row.waitUntil ?? 0) >= MINUTE_MS ? next : null };
    });
    if (done?.next) for (const hear of news) hear(done.next);
    return done !== null;
  };

  /** Nothing is missed before Meta knows this address: a first start is no gap. `by`: who knows all that is missing. */
  const withGap = (row: DoorRow, gap: Gap, by: string | null) => {
    if (row.heardAt === null || steps.length === 0) return {};
    const before = catchUpOf(row);
    const next = catchUpAfter(before, gap, steps);
    const isAlone = !before || gap.from > before.calmAt || row.openBy === by;
    return { ...columnsOf(next), openBy: isAlone && next.reason === 'refused' ? by : null, next };
  };

  const shutFor = (awayMs: number): DoorWait => ({ until: null, awayMs, heldMs: awayMs });
  const isBack = (mine: Refused): boolean => mine.hashes.size === 0 && !mine.isMany;

  const write = (): Promise<boolean> => {
    const mine = refusals;
    const isOver = mine !== null && isBack(mine);
    return change((row, now) => {
      const heard = hasHeard && row.heardAt === null ? { heardAt: now } : {};
      if (!mine) return heard;
      if (isOver) {
        const waitUntil = Math.min(row.waitUntil ?? 0, now + APPLIED_MS);
        return { ...heard, ...(row.openBy === instanceId ? { waitUntil, shutUntil: 0 } : {}) };
      }
      const ago = (at: number) => now - Math.round(clock.monotonic() - at);
      const gap = { from: ago(mine.from), to: ago(mine.to), reason: 'refused' as const };
      const shutUntil = mine.isOver ? now : now + MISSED_BEATS * beatMs;
      const by = mine.isMany ? null : instanceId;
      return { ...heard, shutUntil, ...withGap({ ...row, ...heard }, gap, by) };
    });
  };

  /** Once more for what happened meanwhile, and no more: what is left the next delivery or beat writes. */
  const flush = singleFlight('door', log, async () => {
    for (let left = 2; left > 0 && written !== version; left -= 1) {
      const now = version;
      await write();
      written = now;
      if (now === version && refusals && isBack(refusals)) refusals = null;
    }
  });
  const happened = (): void => {
    version += 1;
    void flush();
  };

  /** That nobody tried again does not open it. */
  const look = async (): Promise<void> => {
    const now = clock.monotonic();
    const isShut = refusals !== null && !refusals.isOver && (await door.isShut());
    if (isShut && refusals) {
      refusals.to = now;
      version += 1;
    }
    if (refusals && now - refusals.to > longestMs) refusals = null;
    const wasOpen = refusals !== null && !refusals.isOver && !isShut;
    await flush();
    if (!wasOpen || !refusals || written !== version) return;
    refusals.isOver = true;
    version += 1;
    await flush();
  };

  /** The first beat after a start: is there a row, and what do other tables say of the time before it? */
  const open = async (): Promise<boolean> => {
    const row = { name: NAME, beat_ms: db.knex.raw(db.now) };
    await insertIgnore(db, db.knex, { table: TABLE, rows: [row], keys: ['name'] });
    return door.heardBefore();
  };

  /** Did this process try every beat for so long? Then what was refused it refused itself. */
  const wasAwake = (ms: number): boolean =>
    awakeSince !== null && clock.monotonic() - awakeSince + beatMs >= ms;

  const door: Door = {
    beat: async () => {
      const tried = clock.monotonic();
      if (awakeSince === null || tried - triedAt > MISSED_BEATS * beatMs) awakeSince = tried;
      triedAt = tried;
      const wasHeard = isFirst && (await open());
      const missed = isFirst ? MISSED_AT_START : MISSED_BEATS;
      const isThere = await change((row, now) => {
        const isNew = wasHeard && row.heardAt === null;
        const heard = isNew ? { heardAt: now } : {};
        const from = isNew ? now - PRESUMED_MS : row.beatMs;
        const beaten = { ...heard, beatMs: now };
        if (now - from <= missed * beatMs) return beaten;
        const mine = wasAwake(now - from) && refusals !== null && !refusals.isMany;
        const gap = { from, to: now, reason: mine ? ('refused' as const) : ('down' as const) };
        return { ...beaten, ...withGap({ ...row, ...heard }, gap, mine ? instanceId : null) };
      });
      // Somebody removed the row: the next beat begins again.
      isFirst = !isThere;
      await look();
    },
    look,
    refused: (raw) => {
      if (steps.length === 0) return;
      const at = clock.monotonic();
      refusals ??= { from: at, to: at, isOver: false, hashes: new Set(), isMany: false };
      if (refusals.isOver) refusals.from = at;
      refusals.to = at;
      refusals.isOver = false;
      if (refusals.hashes.size < MOST_REFUSED) refusals.hashes.add(sha256Hex(raw));
      else refusals.isMany = true;
      happened();
    },
    accepted: (raw) => {
      const isFirstEver = !hasHeard;
      hasHeard = true;
      const opens = refusals !== null && !refusals.isOver;
      if (refusals) refusals.isOver = true;
      const isLast = refusals?.hashes.delete(sha256Hex(raw)) === true && isBack(refusals);
      if (isFirstEver || opens || isLast) happened();
      else if (written !== version) void flush();
    },
    flush,
    news,
    wait: async () => {
      if (steps.length === 0) return null;
      const raw = await db
        .knex(TABLE)
        .where({ name: NAME })
        .first<Raw | undefined>('*', db.knex.raw(`${db.now} AS now_ms`));
      // Who starts first after an update that brought the row.
      if (!raw) return (await door.heardBefore()) ? shutFor(0) : null;
      const { heardAt, beatMs: beatenAt, gapFrom, ...row } = readRow(doorTable, raw);
      if (heardAt === null && !hasHeard) return null;
      if (refusals && !refusals.isOver && !isBack(refusals))
        return shutFor(Math.round(clock.monotonic() - refusals.from));
      const now = Number(raw.now_ms);
      const silentMs = now - beatenAt;
      // A process that takes webhooks and has not beaten takes none yet.
      if (silentMs > MISSED_BEATS * beatMs || (takes && isFirst)) return shutFor(silentMs);
      if (row.shutUntil > now) return shutFor(now - (gapFrom ?? now));
      const { waitUntil, awayMs, firstTo } = row;
      if (waitUntil === null || waitUntil <= now) return null;
      // A clock that was set back must not make a day of it.
      const until = Math.min(waitUntil, now + longestMs);
      return { until, awayMs, heldMs: Math.max(0, now - firstTo) };
    },
    forget: () => {
      isFirst = true;
      version += 1;
    },
    goOn: async (trx) => {
      const open = trx(TABLE).where({ name: NAME }).whereRaw(`wait_until > ${db.now}`);
      return (await open.update({ wait_until: trx.raw(db.now) })) > 0;
    },
    isShut: () => Promise.resolve(false),
    heardBefore: () => Promise.resolve(false),
  };
  return door;
};
