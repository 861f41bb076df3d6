import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { contextOf } from '../strapi/context';
import { singleFlight, runtimeService } from '../runtime/public';
import { DomainError } from '../kernel/errors';
import { hasLost, type Viewer } from './domain/audience';
import { formatPosition, parsePosition, type Position } from './domain/position';
import {
  appendHints,
  currentPosition,
  ensureFeed,
  numberHints,
  readFeed,
  RIGHTS,
  trimFeed,
  type FeedEntry,
} from './feed';
import { createHub, type Hub } from './hub';
import { rightsNow } from './rights';
import type { FeedRow } from './tables';

export interface Realtime {
  /** In the transaction of what the hints are about (see feed.ts). Open pages get them right after the commit. */
  append(trx: Knex.Transaction, entries: FeedEntry[]): Promise<void>;
  /** Like append, in a transaction of its own: for code that has none. */
  publish(entries: FeedEntry[]): Promise<void>;
  /** Opens a stream from a cursor: `ready` or `reset` first, then hints. */
  connect(viewer: Viewer, cursor: string | undefined): Promise<ReturnType<Hub['add']>>;
  /**
   * Rights of administrators have changed. From this call on nobody here is told anything before it is known whose; the
   * streams of those end, in the other processes too, and their pages come again with what they may by then.
   */
  rightsChanged(): Promise<void>;
  hub: Hub;
  start(): Promise<void>;
  stop(): void;
  trim(): Promise<void>;
}

const PAGE = 500;
/** A client that missed more refetches everything instead. */
const MAX_MISSED = 5_000;

const rightsLost = () =>
  new DomainError('unauthorized', 'your rights have changed', {
    status: 401,
    remedy: 'Reload the page.',
  });

export const createRealtime = ({ strapi }: { strapi: Core.Strapi }): Realtime => {
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  const { config, draining, engine } = runtime;
  const hub = createHub();
  let position: Position | null = null;
  /** Pages that are about to be served. */
  let joining = 0;
  let timer: NodeJS.Timeout | undefined;
  /** How often rights have changed, and up to which of these changes the open streams were looked through. */
  let changes = 0;
  let checked = 0;

  const checkRights = async (epoch: string): Promise<void> => {
    while (checked !== changes) {
      const upTo = changes;
      hub.endChanged(epoch, await rightsNow(strapi, hub.userIds()));
      checked = upTo;
    }
  };
  const read = singleFlight('change feed', log('realtime'), async () => {
    if (hub.size() + joining === 0) return void (position = null);
    await numberHints(db);
    position ??= await currentPosition(db.knex);
    for (;;) {
      const rows = await readFeed(db.knex, position.pos, PAGE);
      if (rows.some(({ type }) => type === RIGHTS)) changes += 1;
      await checkRights(position.epoch);
      const last = rows.at(-1);
      if (!last) return;
      hub.deliver(position.epoch, rows);
      position = { epoch: position.epoch, pos: last.pos };
    }
  });
  runtime.forgetting.push(async () => {
    await ensureFeed(db);
    position = null;
    hub.closeAll(); // pages come again and find another life of the database
  });
  const wakeSoon = () => {
    void clock.sleep(20).then(read);
    engine.tell('feed');
  };

  /** Hints between a client's cursor and a position; null when they are no longer known. */
  const missedSince = async (asked: Position, upTo: Position): Promise<FeedRow[] | null> => {
    const far = asked.pos > upTo.pos || upTo.pos - asked.pos > MAX_MISSED;
    if (asked.epoch !== upTo.epoch || far) return null;
    const rows: FeedRow[] = [];
    for (let pos = asked.pos; pos < upTo.pos; pos = rows.at(-1)?.pos ?? pos) {
      const page = (await readFeed(db.knex, pos, PAGE)).filter((row) => row.pos <= upTo.pos);
      if (page[0]?.pos !== pos + 1) return null; // trimmed away
      rows.push(...page);
    }
    return rows;
  };

  const append: Realtime['append'] = async (trx, entries) => {
    await appendHints(db, trx, entries);
    if (entries.length > 0) wakeSoon();
  };

  /** A stream from `asked` on, or null when the reader went on, or rights changed, while things were looked up. */
  const join = async (viewer: Viewer, asked: Position | null) => {
    const asOf = changes;
    const rights = (await rightsNow(strapi, [viewer.userId])).get(viewer.userId);
    if (!rights || hasLost(viewer, rights.may)) throw rightsLost();
    position ??= await currentPosition(db.knex);
    const now = position;
    const missed = asked ? await missedSince(asked, now) : null;
    // No await from here on: the reader must not pass the newcomer between these lines.
    if (position !== now || changes !== asOf) return null;
    hub.refuseIfFull(viewer.userId);
    const from = asked && missed ? asked.pos : now.pos;
    const stream = hub.add(viewer, from, rights.mark);
    const event = asked && !missed ? 'reset' : 'ready';
    hub.send(stream.out, event, { cursor: formatPosition({ epoch: now.epoch, pos: from }) });
    hub.deliver(now.epoch, missed ?? []);
    return stream;
  };

  const connect: Realtime['connect'] = async (viewer, cursor) => {
    hub.refuseIfFull(viewer.userId); // before any work; anyone who comes at the same moment is counted again when they join
    joining += 1; // without any page open yet the reader would forget its position in between
    try {
      await read(); // everyone is served up to now, so that the newcomer may join at the reader's position
      for (;;) {
        const stream = await join(viewer, parsePosition(cursor));
        if (stream) return stream;
      }
    } finally {
      joining -= 1;
    }
  };

  const publish: Realtime['publish'] = (entries) => db.tx((trx) => append(trx, entries));

  return {
    append,
    publish,
    connect,
    rightsChanged: () => {
      changes += 1;
      return publish([{ type: RIGHTS, id: 0 }]);
    },
    hub,
    start: async () => {
      await ensureFeed(db);
      engine.hear('feed', () => void read());
      timer = setInterval(() => void read(), config.feedPollMs);
      timer.unref();
      draining.addEventListener('abort', () => hub.closeAll());
    },
    stop: () => {
      clearInterval(timer);
      hub.closeAll();
    },
    trim: async () => {
      while ((await trimFeed(db)) === 1000) await clock.sleep(50);
    },
  };
};
