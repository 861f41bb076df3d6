import { turnOfTheLoop } from '../kernel/turn';
import { failPoint } from '../kernel/fail-point';
import { sha256Hex } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import type { Db } from '../strapi/db';
import { insertMany } from '../strapi/insert';
import { eventTable, type EventRow } from './tables';

/** One commit takes at most this much: MariaDB's packet limit is 16 MB. */
const GROUP_EVENTS = 200;
const GROUP_BYTES = 4 * 1024 * 1024;
/**
 * Turns of the loop without a new event after which a group is complete. SQLite's driver blocks, so each commit that can
 * be shared is won; on the servers the next group forms by itself while one is written.
 */
const QUIET_TURNS = { sqlite: 4, postgres: 1, mysql: 1 };
/** Beyond this much waiting in memory Meta is told to come again. */
const QUEUE_EVENTS = 20_000;
const QUEUE_BYTES = 64 * 1024 * 1024;

interface Waiting {
  row: Omit<EventRow, 'id'>;
  bytes: number;
  resolve(): void;
  reject(error: unknown): void;
}

export interface Ingest {
  /** Resolves when the bytes are in a committed row (I10); rejects when they could not be written. */
  store(raw: Buffer): Promise<void>;
  /** False when too much waits: answer 503. */
  hasRoom(): boolean;
  /** Waits until everything taken so far is written. */
  drain(): Promise<void>;
}

const rowOf = (raw: Buffer, receivedAt: number): Omit<EventRow, 'id'> => {
  const text = raw.toString('utf8');
  const isUtf8 = Buffer.from(text, 'utf8').equals(raw);
  return {
    hash: sha256Hex(raw),
    // PostgreSQL refuses NUL; JSON carries it escaped, so real NUL bytes never belong to a valid payload.
    body: isUtf8 ? withoutNul(text) : raw.toString('base64'),
    encoding: isUtf8 ? 'utf8' : 'base64',
    state: 'new',
    attempts: 0,
    receivedAt,
    error: null,
  };
};

/**
 * Group commit: what arrives while a commit runs goes into the next one. No timer, so a lone event is written at once.
 * A group that fails is written row by row, so that only the bad one is refused.
 */
export const createIngest = (db: Db, now: () => number, committed: () => void): Ingest => {
  const queue: Waiting[] = [];
  let queuedBytes = 0;
  let writing: Promise<void> | null = null;

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
      for (const waiting of group) waiting.resolve();
    } catch (error) {
      if (group.length === 1) return group[0]?.reject(error);
      for (const waiting of group) await write([waiting]);
    }
  };

  const takeGroup = (): Waiting[] => {
    let bytes = 0;
    let n = 0;
    while (
      n < queue.length &&
      n < GROUP_EVENTS &&
      (n === 0 || bytes + (queue[n]?.bytes ?? 0) <= GROUP_BYTES)
    ) {
      bytes += queue[n]?.bytes ?? 0;
      n += 1;
    }
    queuedBytes -= bytes;
    return queue.splice(0, n);
  };

  /** What stands in the sockets now, and what it brings along, joins the group. */
  const gather = async () => {
    for (let quiet = 0; quiet < QUIET_TURNS[db.dialect] && queue.length < GROUP_EVENTS;) {
      const before = queue.length;
      await turnOfTheLoop();
      quiet = queue.length > before ? 0 : quiet + 1;
    }
  };

  const loop = async () => {
    while (queue.length > 0) {
      await gather();
      await write(takeGroup());
    }
    committed();
  };

  const kick = () => {
    writing ??= loop().finally(() => {
      writing = null;
      if (queue.length > 0) kick();
    });
  };

  return {
    hasRoom: () => queue.length < QUEUE_EVENTS && queuedBytes < QUEUE_BYTES,
    store: (raw) =>
      new Promise<void>((resolve, reject) => {
        queue.push({ row: rowOf(raw, now()), bytes: raw.length, resolve, reject });
        queuedBytes += raw.length;
        kick();
      }),
    drain: async () => {
      while (writing) await writing;
    },
  };
};
