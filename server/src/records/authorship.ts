import { AsyncLocalStorage } from 'node:async_hooks';

const depth = new AsyncLocalStorage<number>();

/**
 * Entries that `work` writes are ours: what changes in them says how many of our flows wrote each other's cause before (1:
 * a person or another system caused the flow that writes). Without a bound two automations would set each other off for ever.
 */
export const writtenByUs = <T>(depthNow: number, work: () => Promise<T>): Promise<T> =>
  depth.run(depthNow, work);

/** 0: a person or another system writes. */
export const depthOfWriter = (): number => depth.getStore() ?? 0;
