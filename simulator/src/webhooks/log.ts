import type { LedgerEntry, StatusName } from '../world/ledger';

/** What a webhook tells about a ledger entry, so that the ledger knows which statuses were answered. */
export type StatusRef = { entry: LedgerEntry; status: StatusName };

/** One POST to a receiver, with all its attempts. */
export type Delivery = {
  id: string;
  url: string;
  events: number;
  bytes: Buffer;
  refs: readonly StatusRef[];
  createdAt: number;
  nextAt: number;
  attempts: number;
  state: 'sending' | 'delivered' | 'retrying' | 'held' | 'abandoned';
  lastStatus: number;
  lastAnswer: string;
  tookMs: number;
};

export type DeliveryView = Omit<Delivery, 'bytes' | 'refs'> & { body: unknown };

export type DeliveryLog = {
  open(input: {
    url: string;
    bytes: Buffer;
    refs: readonly StatusRef[];
    events: number;
    now: number;
  }): Delivery;
  get(id: string): Delivery | undefined;
  /** Newest first. */
  list(limit?: number): DeliveryView[];
  /** The newest delivery that was refused and still waits; null when all is well. */
  refused(): { status: number; answer: string } | null;
  clear(): void;
};

const KEEP = 500;

/** The last 500 deliveries; older ones are forgotten here though still retried. */
export const createDeliveryLog = (): DeliveryLog => {
  const kept = new Map<string, Delivery>();
  let serial = 0;
  return {
    open: (input) => {
      const { now, ...rest } = input;
      const delivery: Delivery = {
        id: `d${(serial += 1)}`,
        ...rest,
        createdAt: now,
        nextAt: now,
        attempts: 0,
        state: 'sending',
        lastStatus: 0,
        lastAnswer: '',
        tookMs: 0,
      };
      kept.set(delivery.id, delivery);
      if (kept.size > KEEP) kept.delete(kept.keys().next().value ?? '');
      return delivery;
    },
    get: (id) => kept.get(id),
    list: (limit = 100) =>
      [...kept.values()]
        .slice(-limit)
        .reverse()
        .map(({ bytes, refs: _refs, ...rest }) => ({
          ...rest,
          body: JSON.parse(bytes.toString('utf8')) as unknown,
        })),
    refused: () => {
      const last = [...kept.values()].findLast((delivery) => delivery.state === 'retrying');
      return last ? { status: last.lastStatus, answer: last.lastAnswer } : null;
    },
    clear: () => kept.clear(),
  };
};
