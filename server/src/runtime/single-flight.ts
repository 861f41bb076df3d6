import { joined } from '../kernel/joined';
import { errorText, type Log } from '../strapi/log';

/** Runs `work` unless its last run is still going; a failure is logged and never thrown. */
export const singleFlight = (
  name: string,
  log: Log,
  work: () => Promise<void>
): (() => Promise<void>) =>
  joined(() =>
    work().catch((error: unknown) => log.error(`${name} failed`, { error: errorText(error) }))
  );
