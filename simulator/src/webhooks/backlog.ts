import type { Random } from '../kernel/random';
import type { StatusRef } from './log';
import type { WebhookChange } from './payload';

/** One change on its way to one address. */
export type Item = { change: WebhookChange; url: string; ref: StatusRef | null };

/** First in, first out; or by lot when shuffled. Taking costs the same however long it is. */
export type Backlog = {
  push(item: Item): void;
  /** Up to `limit` items for one address. */
  take(limit: number, shuffle: boolean): Item[];
  size(): number;
  all(): Item[];
  clear(): void;
};

const COMPACT_FROM = 4096;

export const createBacklog = (random: Random): Backlog => {
  let items: Item[] = [];
  let head = 0;

  const swapRandomToHead = (): void => {
    const pick = head + random.below(items.length - head);
    const [first, chosen] = [items[head], items[pick]];
    if (!first || !chosen) return;
    items[head] = chosen;
    items[pick] = first;
  };

  const dropHead = (): void => {
    head += 1;
    if (head < COMPACT_FROM || head * 2 < items.length) return;
    items = items.slice(head);
    head = 0;
  };

  return {
    push: (item) => void items.push(item),
    take: (limit, shuffle) => {
      const batch: Item[] = [];
      while (batch.length < limit && head < items.length) {
        if (shuffle) swapRandomToHead();
        const next = items[head];
        if (!next || (batch[0] && next.url !== batch[0].url)) break;
        batch.push(next);
        dropHead();
      }
      return batch;
    },
    size: () => items.length - head,
    all: () => items.slice(head),
    clear: () => {
      items = [];
      head = 0;
    },
  };
};
