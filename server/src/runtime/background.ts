import { AsyncResource } from 'node:async_hooks';
import { errorText, type Log } from '../strapi/log';

/** Work that nobody awaits. */
export interface Background {
  /** Starts it. A failure is logged and never thrown: an unheard rejection would end the host's process. */
  run(log: Log, name: string, work: () => Promise<unknown>): Promise<void>;
  /** Resolves when nothing is under way; the shutdown waits for it before the database is closed. */
  settled(): Promise<void>;
}

export const createBackground = (): Background => {
  const going = new Set<Promise<void>>();
  // The caller may be inside a transaction of the host, which is over when the work still goes on.
  const outside = new AsyncResource('whatsapp background');
  return {
    run: (log, name, work) => {
      const told = async () => {
        try {
          await work();
        } catch (error) {
          log.error(name, { error: errorText(error) });
        }
      };
      const promise = outside.runInAsyncScope(told).finally(() => going.delete(promise));
      going.add(promise);
      return promise;
    },
    settled: async () => {
      while (going.size > 0) await Promise.all(going);
    },
  };
};
