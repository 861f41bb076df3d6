import { PassThrough } from 'node:stream';
import type { Hint } from '../contracts/realtime';
import { maySee, type Viewer } from './domain/audience';
import { formatPosition } from './domain/position';
import type { FeedRow } from './tables';

interface Client {
  viewer: Viewer;
  out: PassThrough;
  /** Position up to which this client has been served. */
  pos: number;
}

export interface Hub {
  add(viewer: Viewer, pos: number): { out: PassThrough; remove(): void };
  /** Gives rows to every client that may see them; order is the order of positions. */
  deliver(epoch: string, rows: FeedRow[]): void;
  send(out: PassThrough, event: string, data: unknown): void;
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

/** The server-sent event streams of this process. */
export const createHub = (): Hub => {
  const clients = new Set<Client>();
  return {
    size: () => clients.size,
    userIds: () => [...new Set([...clients].map(({ viewer }) => viewer.userId))],
    send,
    add: (viewer, pos) => {
      const client: Client = { viewer, out: new PassThrough(), pos };
      clients.add(client);
      return { out: client.out, remove: () => void clients.delete(client) };
    },
    deliver: (epoch, rows) => {
      const last = rows.at(-1)?.pos;
      if (last === undefined) return;
      for (const client of clients) {
        const mine = rows.filter(
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
    closeAll: () => {
      for (const client of clients) client.out.end();
      clients.clear();
    },
  };
};
