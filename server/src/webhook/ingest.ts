import { turnOfTheLoop } from '../kernel/turn';
import { failPoint } from '../kernel/fail-point';
import { sha256Hex } from '../kernel/hash';
import { withoutNul } from '../kernel/json';
import { insertIgnore, type Db } from '../strapi/db';
import { eventTable } from './tables';

/** One commit takes at most this much: MariaDB's packet limit is 16 MB. */
const GROUP_EVENTS = 200;
const GROUP_BYTES = 4 * 1024 * 1024;
/** Beyond this much waiting in memory Meta is told to come again. */
const QUEUE_EVENTS = 20_000;
const QUEUE_BYTES = 64 * 1024 * 1024;

interface Waiting {
  row: Record<string, unknown>;
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

const rowOf = (raw: Buffer, receivedAt: number): Record<string, unknown> => {
  const text = raw.toString('utf8');
  const isUtf8 = Buffer.from(text, 'utf8').equals(raw);
  return {
    hash: sha256Hex(raw),
    // PostgreSQL refuses NUL; JSON carries it escaped, so real NUL bytes never belong to a valid payload.
    body: isUtf8 ? withoutNul(text) : raw.toString('base64'),
    encoding: isUtf8 ? 'utf8' : 'base64',
    state: 'new',
    attempts: 0,
    received_at: receivedAt,
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
    insertIgnore(db, db.knex, {
      table: eventTable.table,
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

  const loop = async () => {
    while (queue.length > 0) {
      // What stands in the sockets now joins the group: a driver that blocks (SQLite) would commit each by itself.
      await turnOfTheLoop();
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
