import { PassThrough } from 'node:stream';
import type { Hint } from '../contracts/realtime';
import { DomainError } from '../kernel/errors';
import { maySee, type Viewer } from './domain/audience';
import { formatPosition } from './domain/position';
import type { Rights } from './domain/rights';
import { RIGHTS } from './feed';
import type { FeedRow } from './tables';

interface Client {
  viewer: Viewer;
  out: PassThrough;
  /** Position up to which this client has been served. */
  pos: number;
  /** The rights with which the stream was opened (`Rights.mark`). */
  readonly rights: string;
}

export interface Hub {
  /** Throws when there is no place for another stream of this person. */
  refuseIfFull(userId: number): void;
  add(viewer: Viewer, pos: number, rights: string): { out: PassThrough; remove(): void };
  /** Gives rows to every client that may see them; order is the order of positions. */
  deliver(epoch: string, rows: FeedRow[]): void;
  send(out: PassThrough, event: string, data: unknown): void;
  /** Ends the streams of those whose rights are not those with which they came, and of who may not come any more. */
  endChanged(epoch: string, now: ReadonlyMap<number, Rights>): void;
  size(): number;
  /** Whose pages are open here, each person once. */
  userIds(): number[];
  /** Smallest position served, for the reader to begin at. */
  closeAll(): void;
}

const toHint = (row: FeedRow): Hint => ({
  type: row.type as Hint['type'],
  id: row.subjectId,
  parent: row.parentId,
});

const send: Hub['send'] = (out, event, data) => {
  if (!out.writableEnded) out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
};

/** A client that does not read: its hints would pile up in memory. It reconnects and catches up from its cursor. */
const MAX_BUFFERED = 1_000_000;

const MOST_OF_ALL = 2_000;
/** Open pages of one person: one alone must not use up the places of all. */
const MOST_OF_ONE = 30;
const FULL = 'too-many-streams';

const full = (status: 429 | 503, message: string): DomainError =>
  new DomainError(FULL, message, {
    status,
    remedy: 'Close other tabs of the admin, then reload this page.',
  });
/** Whether a stream was refused because there are enough of them. */
export const isFull = (error: unknown): boolean =>
  error instanceof DomainError && error.kind === FULL;

/** The server-sent event streams of this process. */
export const createHub = (): Hub => {
  const clients = new Set<Client>();
  return {
    size: () => clients.size,
    refuseIfFull: (userId) => {
      if (clients.size >= MOST_OF_ALL) throw full(503, 'too many open pages');
      const own = [...clients].filter(({ viewer }) => viewer.userId === userId).length;
      if (own >= MOST_OF_ONE) throw full(429, 'you have too many open pages');
    },
    userIds: () => [...new Set([...clients].map(({ viewer }) => viewer.userId))],
    send,
    add: (viewer, pos, rights) => {
      const client: Client = { viewer, out: new PassThrough(), pos, rights };
      clients.add(client);
      return { out: client.out, remove: () => void clients.delete(client) };
    },
    deliver: (epoch, rows) => {
      const last = rows.at(-1)?.pos;
      if (last === undefined) return;
      const hints = rows.filter(({ type }) => type !== RIGHTS);
      for (const client of clients) {
        const mine = hints.filter(
          (row) => row.pos > client.pos && maySee(client.viewer, toHint(row), row.scope)
        );
        client.pos = Math.max(client.pos, last);
        if (client.out.writableLength > MAX_BUFFERED) {
          client.out.end();
          clients.delete(client);
        } else if (mine.length > 0) {
          send(client.out, 'hints', {
            cursor: formatPosition({ epoch, pos: last }),
            hints: mine.map(toHint),
          });
        }
      }
    },
    endChanged: (epoch, now) => {
      for (const client of clients) {
        const { viewer, rights, out, pos } = client;
        if (now.get(viewer.userId)?.mark === rights) continue;
        // What is on screen was read with other rights: it is fetched again, or refused.
        send(out, 'reset', { cursor: formatPosition({ epoch, pos }) });
        send(out, 'reauth', {});
        out.end();
        clients.delete(client);
      }
    },
    closeAll: () => {
      for (const client of clients) client.out.end();
      clients.clear();
    },
  };
};
