import type { SimulatorConfig } from '../config';
import type { Random } from '../kernel/random';
import type { Scheduler } from '../kernel/scheduler';
import type { Backlog, Item } from './backlog';
import type { Delivery, DeliveryLog } from './log';
import type { Caller } from './post';

export type QueueCounts = {
  queued: number;
  inFlight: number;
  retrying: number;
  delivered: number;
  attempts: number;
  refused: number;
  dropped: number;
  duplicated: number;
  abandoned: number;
  untargeted: number;
};

export type QueueDeps = {
  config: () => SimulatorConfig['webhooks'];
  appSecret: () => string;
  now: () => number;
  scheduler: Scheduler;
  random: Random;
  caller: Caller;
  changed: () => void;
};

/** What the parts of the delivery queue share. */
export type QueueState = {
  deps: QueueDeps;
  counts: QueueCounts;
  log: DeliveryLog;
  backlog: Backlog;
  /** Deliveries between two tries. */
  waiting: Set<Delivery>;
  /** Deliveries whose answer is awaited. */
  sending: Set<Delivery>;
  /** Changes that wait for their configured delay. */
  delayed: Set<Item>;
  armed: boolean;
  stopped: boolean;
  /** Grows with every clear, so that late answers to a cleared queue are told apart. */
  epoch: number;
  idlers: (() => void)[];
  /** Called when a slot became free. */
  onRoom: () => void;
};

export const zeroCounts = (): QueueCounts => ({
  queued: 0,
  inFlight: 0,
  retrying: 0,
  delivered: 0,
  attempts: 0,
  refused: 0,
  dropped: 0,
  duplicated: 0,
  abandoned: 0,
  untargeted: 0,
});
