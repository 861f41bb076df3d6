import type { Clock } from '../kernel/clock';
import { turnOfTheLoop } from '../kernel/turn';
import { failPoint } from '../kernel/fail-point';
import { sha256Hex } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import type { Db } from '../strapi/db';
import { insertMany } from '../strapi/insert';
import { QUEUES, type Queue } from './domain/queue';
import { eventTable, type EventRow } from './tables';

/** One commit takes at most this much: MariaDB's packet limit is 16 MB. */
const GROUP_EVENTS = 200;
const GROUP_BYTES = 4 * 1024 * 1024;
/**
 * Turns of the loop without a new event after which a group is complete. SQLite's driver blocks, so each commit that can
 * be shared is won; on the servers the next group forms by itself while one is written.
 */
const QUIET_TURNS = { sqlite: 4, postgres: 1, mysql: 1 };
/** A busy loop brings something at every turn: a group is written after this, whatever still arrives. */
const GATHER_MS = 8;
/** Beyond this much waiting in memory Meta is told to come again. */
const QUEUE_EVENTS = 20_000;
const QUEUE_BYTES = 64 * 1024 * 1024;

/** What a delivery is given when it comes; the rest says what became of it later. */
type NewEvent = Omit<
  EventRow,
  'id' | 'reason' | 'decidedBy' | 'decidedByName' | 'decidedAt' | 'queue'
> & { queue: Queue };

interface Waiting {
  row: NewEvent;
  bytes: number;
  /** Monotonic time at which it was taken. */
  at: number;
  resolve(): void;
  reject(error: unknown): void;
}

export interface Ingest {
  /** Resolves when the bytes are in a committed row (I10); rejects when they could not be written. */
  store(raw: Buffer, queue: Queue): Promise<void>;
  /** False when too much waits: answer 503. */
  hasRoom(): boolean;
  /** Could the last one not be written? */
  isFailing(): boolean;
  /** Age in ms of the oldest that was taken and is not stored; 0 when there is none. */
  oldestMs(): number;
  /** Waits until everything taken so far is written. */
  drain(): Promise<void>;
}

const rowOf = (raw: Buffer, queue: Queue, receivedAt: number): NewEvent => {
  const text = raw.toString('utf8');
  const isUtf8 = Buffer.from(text, 'utf8').equals(raw);
  return {
    hash: sha256Hex(raw),
    // PostgreSQL refuses NUL; JSON carries it escaped, so real NUL bytes never belong to a valid payload.
    body: isUtf8 ? withoutNul(text) : raw.toString('base64'),
    encoding: isUtf8 ? 'utf8' : 'base64',
    state: 'new',
    queue,
    attempts: 0,
    failures: 0,
    nextAt: 0,
    receivedAt,
    error: null,
  };
};

/**
 * Group commit: what arrives while a commit runs goes into the next one. No timer, so a lone event is written at once.
 * What people said goes into the next group before the receipts that wait. A group that fails is written row by row, so
 * that only the bad one is refused.
 */
export const createIngest = (
  db: Db,
  clock: Clock,
  committed: (queues: ReadonlySet<Queue>) => void
): Ingest => {
  const waiting: Record<Queue, Waiting[]> = { [QUEUES.people]: [], [QUEUES.receipts]: [] };
  const queued = () => waiting[QUEUES.people].length + waiting[QUEUES.receipts].length;
  let queuedBytes = 0;
  let writing: Promise<void> | null = null;
  /** When the oldest of the group that is being written was taken. */
  let writingSince: number | null = null;
  let isFailing = false;

  const insert = (group: Waiting[]) =>
    insertMany(db, db.knex, {
      into: eventTable,
      rows: group.map((w) => w.row),
      keys: ['hash'],
    });

  const write = async (group: Waiting[]) => {
    try {
      await insert(group);
      failPoint('after-ingest-commit');
      isFailing = false;
      for (const one of group) one.resolve();
    } catch (error) {
      if (group.length === 1) {
        isFailing = true;
        return group[0]?.reject(error);
      }
      for (const one of group) await write([one]);
    }
  };

  const takeGroup = (): Waiting[] => {
    const group: Waiting[] = [];
    let bytes = 0;
    for (const lane of [waiting[QUEUES.people], waiting[QUEUES.receipts]]) {
      let n = 0;
      for (const next of lane) {
        const fits = group.length === 0 || bytes + next.bytes <= GROUP_BYTES;
        if (!fits || group.length >= GROUP_EVENTS) break;
        group.push(next);
        bytes += next.bytes;
        n += 1;
      }
      lane.splice(0, n);
    }
    queuedBytes -= bytes;
    return group;
  };

  /** What lies in the sockets now, and what it brings along, joins the group. */
  const gather = async () => {
    const until = clock.monotonic() + GATHER_MS;
    let quiet = 0;
    while (
      quiet < QUIET_TURNS[db.dialect] &&
      queued() < GROUP_EVENTS &&
      clock.monotonic() < until
    ) {
      const before = queued();
      await turnOfTheLoop();
      quiet = queued() > before ? 0 : quiet + 1;
    }
  };

  const loop = async () => {
    while (queued() > 0) {
      await gather();
      const group = takeGroup();
      writingSince = Math.min(...group.map((one) => one.at));
      await write(group);
      writingSince = null;
      committed(new Set(group.map(({ row }) => row.queue)));
    }
  };

  const kick = () => {
    writing ??= loop().finally(() => {
      writing = null;
      if (queued() > 0) kick();
    });
  };

  return {
    oldestMs: () => {
      const ages = [writingSince, waiting[QUEUES.people][0]?.at, waiting[QUEUES.receipts][0]?.at]
        .filter((at) => at !== null && at !== undefined)
        .map((at) => clock.monotonic() - at);
      return Math.max(0, ...ages);
    },
    isFailing: () => isFailing,
    hasRoom: () => queued() < QUEUE_EVENTS && queuedBytes < QUEUE_BYTES,
    store: (raw, queue) =>
      new Promise<void>((resolve, reject) => {
        const row = rowOf(raw, queue, clock.now());
        waiting[queue].push({
          row,
          bytes: raw.length,
          at: clock.monotonic(),
          resolve,
          reject,
        });
        queuedBytes += raw.length;
        kick();
      }),
    drain: async () => {
      while (writing) await writing;
    },
  };
};
