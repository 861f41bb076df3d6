import { tagKey, type CacheTag } from './hint-tags';

/** Stale tags are collected: the first batch goes after `lead` ms, later ones at most once per `every` ms. */
export const createTagThrottle = (flush: (tags: CacheTag[]) => void, lead = 40, every = 1_000) => {
  const waiting = new Map<string, CacheTag>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let quietUntil = 0;

  const fire = () => {
    timer = null;
    const tags = [...waiting.values()];
    waiting.clear();
    quietUntil = performance.now() + every;
    if (tags.length > 0) flush(tags);
  };
  return {
    add: (tags: readonly CacheTag[]) => {
      tags.forEach((tag) => waiting.set(tagKey(tag), tag));
      timer ??= setTimeout(fire, Math.max(lead, quietUntil - performance.now()));
    },
    stop: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
};
