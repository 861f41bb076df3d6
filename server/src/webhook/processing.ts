import { nextBatchSize, type BatchLimits } from '../kernel/batch-size';
import type { Clock } from '../kernel/clock';
import { joined } from '../kernel/joined';
import { singleFlight, type Runtime } from '../runtime/public';
import type { Db, Dialect } from '../strapi/db';
import type { Log } from '../strapi/log';
import type { Parked } from './domain/parked-tally';
import { QUEUES, type Queue } from './domain/queue';
import { SHARDS } from './domain/shard';
import { requeueDue, splitSome, type Round } from './splitter';
import { createChangeWorker, INBOUND_BATCH, type ChangeHandlers } from './worker';

/**
 * A pause in ms after a small round, so that the next one takes more at once. On SQLite each round stops the process for
 * four commits, and webhooks that arrive meanwhile wait; on a server nothing stops, so there is no pause.
 */
const GATHER_MS: Record<Dialect, number> = { sqlite: 40, postgres: 0, mysql: 0 };

/**
 * Statuses of one transaction. Most of its time goes to what it costs however few they are: on SQLite, whose driver stops the
 * process for it, 18 ms on a slow machine and 0.12 ms for each; on a server its round trips, which nobody waits for.
 */
const STATUSES: Record<Dialect, BatchLimits> = {
  sqlite: { least: 100, most: 500, targetMs: 50 },
  postgres: { least: 250, most: 500, targetMs: 300 },
  mysql: { least: 250, most: 500, targetMs: 300 },
};

/**
 * How many people's changes are applied at the same time. On a server a transaction mostly waits for its round trips, some
 * twenty for a message and forty for an opt-out; side by side they do not wait for each other. SQLite has one connection.
 */
const PARTS: Record<Dialect, number> = { sqlite: 1, postgres: 4, mysql: 4 };

const NOTHING = { rows: 0, tookMs: 0 };

interface Deps {
  db: Db;
  clock: Clock;
  log: Log;
  runtime: Runtime;
  /** Null until the wiring has said what applies a change. */
  handlers(): ChangeHandlers | null;
  parked(parked: Parked): void;
}

type ChangeWorker = ReturnType<typeof createChangeWorker>;

export interface Processing {
  /** Splits and applies what waits; returns when nothing is due for this process. */
  process(): Promise<void>;
  /** The same, and nobody waits. Each way is asked by itself: one that always has work must not keep the others asleep. */
  look(): void;
  /** Deliveries of these queues were stored. */
  stored(queues: ReadonlySet<Queue>): void;
  /** Is it this process that takes apart what was accepted? */
  splits(): boolean;
}

/**
 * Takes apart what was accepted and applies it, on two ways of their own: what people and Meta said, and delivery statuses.
 * People never wait for receipts: on a server both ways go on at the same time; SQLite has one connection, so there
 * the receipts let people go first before each of their steps.
 */
export const createProcessing = ({
  db,
  clock,
  log,
  runtime,
  handlers,
  parked,
}: Deps): Processing => {
  const { leases, instances, config, draining, engine } = runtime;

  /** Splits one round of a queue. */
  const split = async (queue: Queue): Promise<Round> => {
    if (!(await leases.take('tick:split'))) return { events: 0, isFull: false };
    const round = await splitSome({ db, log, parked, retryMs: config.changeRetryMs }, queue);
    // Most shards may be another's.
    if (round.events > 0) engine.tell('changes');
    return round;
  };

  const takeShards = async (): Promise<void> => {
    await leases.ensure(Array.from({ length: SHARDS }, (_, i) => `shard:${i}`));
    const mine = leases.heldNames('shard:');
    const share = Math.ceil(SHARDS / (await instances.serving()));
    if (mine.length > share) for (const name of mine.slice(share)) await leases.give(name);
    if (mine.length < share) await leases.takeSome('shard:', share - mine.length);
  };
  const shareShards = singleFlight('shards', log, takeShards);

  const workerOfNow = (): ChangeWorker | null => {
    const apply = handlers();
    const retryMs = config.changeRetryMs;
    return apply && runtime.works()
      ? createChangeWorker({ db, clock, log, handlers: apply, retryMs, parked })
      : null;
  };
  const heldShards = () =>
    leases.heldNames('shard:').map((name) => Number(name.slice('shard:'.length)));

  /** Repeats `round` until it finds nothing. A call during the last round leads to one more. */
  const way = (name: string, round: () => Promise<number>) => {
    let again = false;
    const run = singleFlight(name, log, async () => {
      if (!workerOfNow()) return;
      if (heldShards().length === 0) await shareShards();
      let done: number;
      do {
        again = false;
        done = await round();
        const isSmall = done > 0 && done < INBOUND_BATCH;
        if (isSmall) await clock.sleep(GATHER_MS[db.dialect], draining);
      } while ((again || done > 0) && !draining.aborted);
    });
    return () => {
      again = true;
      return run();
    };
  };

  const splitPeople = joined(async () => {
    const { events } = await split(QUEUES.people);
    if (events > 0) wakePeople();
    return events;
  });
  const parts = PARTS[db.dialect];
  /** Every person is in one part, so that theirs is applied in its order. */
  const applyPeople = Array.from({ length: parts }, (_, part) =>
    joined(async () => {
      const shards = heldShards().filter((shard) => shard % parts === part);
      return (await workerOfNow()?.people(shards)) ?? 0;
    })
  );
  const peopleWays = applyPeople.map((round, part) => way(`what people said, ${part}`, round));
  const wakePeople = () => void Promise.all(peopleWays.map((go) => go()));
  const splitWay = way('deliveries of people', async () => {
    if (leases.held('tick:split')) await requeueDue(db);
    return splitPeople();
  });
  const people = async (): Promise<void> => {
    await splitWay();
    await Promise.all(peopleWays.map((go) => go()));
  };
  const letPeopleGo = async (): Promise<void> => {
    if (db.dialect !== 'sqlite') return;
    await splitPeople();
    for (const round of applyPeople) await round();
  };

  let statuses = STATUSES[db.dialect].most;
  /** More receipts are split than the last transaction took: they are applied before others are split. */
  let isBehind = false;

  /** Splits receipts for one transaction: most deliveries hold one, and a transaction takes many. Returns how many deliveries. */
  const splitReceipts = async (): Promise<number> => {
    let done = 0;
    let more = !isBehind;
    while (more && done < statuses && !draining.aborted) {
      await letPeopleGo();
      const { events, isFull } = await split(QUEUES.receipts);
      done += events;
      more = isFull;
    }
    return done;
  };

  const receipts = way('receipts', async () => {
    const events = await splitReceipts();
    await letPeopleGo();
    const { rows, tookMs } = (await workerOfNow()?.receipts(heldShards(), statuses)) ?? NOTHING;
    isBehind = rows >= statuses;
    statuses = nextBatchSize(STATUSES[db.dialect], { size: statuses, rows, tookMs });
    return events + rows;
  });

  /** Only the holder of this lease may split what was accepted. */
  const splits = () => runtime.works() && leases.held('tick:split') !== undefined;
  const process = async () => {
    if (runtime.works()) await shareShards();
    await Promise.all([people(), receipts()]);
  };
  /** Shards are shared out again at each look, not at each delivery: that would cost it two round trips. */
  const look = async () => {
    if (runtime.works()) await shareShards();
    void splitWay();
    wakePeople();
    void receipts();
  };
  return {
    process,
    // The ways log what fails, and never throw.
    look: () => void look(),
    stored: (queues) => {
      if (!splits()) engine.wake('webhooks');
      if (queues.has(QUEUES.people)) void splitWay();
      if (queues.has(QUEUES.receipts)) void receipts();
    },
    splits,
  };
};
