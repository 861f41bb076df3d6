import { errorText, type Log } from '../strapi/log';

/** Runs `work` unless its last run is still going; a failure is logged and never thrown. */
export const singleFlight = (
  name: string,
  log: Log,
  work: () => Promise<void>
): (() => Promise<void>) => {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work()
      .catch((error: unknown) => log.error(`${name} failed`, { error: errorText(error) }))
      .finally(() => {
        running = null;
      });
    return running;
  };
};
