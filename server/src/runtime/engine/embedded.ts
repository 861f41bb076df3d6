import type { JobEngine } from './job-engine';

/**
 * No other service: what is done here is looked at here at once by the process that did it, and other processes find it in the rows
 * at their next tick.
 */
export const createEmbeddedEngine = (): JobEngine => ({
  on: () => undefined,
  hear: () => undefined,
  wake: () => undefined,
  tell: () => undefined,
  start: () => Promise.resolve(),
  stop: () => Promise.resolve(),
  renew: () => Promise.resolve(),
  health: () => ({ engine: 'embedded', redis: null, problem: null }),
  changed: [],
});
