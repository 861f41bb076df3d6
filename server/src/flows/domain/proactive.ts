import type { ConsentCategory } from '../../consent/public';
import type { RunRow } from '../tables';

/** What sets off runs that answer nobody, whatever becomes of them. */
export const PROACTIVE_ORIGINS = ['campaign', 'tag', 'event', 'automation'] as const;

type OpenRun = Pick<RunRow, 'origin' | 'unasked' | 'waitsFor'>;

/** Does the run answer nobody? One that waits for an answer goes on when that comes. `stopProactiveRuns` asks the database the same. */
const isProactive = ({ origin, unasked, waitsFor }: OpenRun): boolean =>
  PROACTIVE_ORIGINS.some((one) => one === origin) || unasked || waitsFor === 'time';

/**
 * Origins whose runs go on after an opt-out of this. One of offers leaves notices of an automation, about an order of theirs;
 * the gate keeps back whatever else it says.
 */
export const sparedBy = (category: ConsentCategory): readonly RunRow['origin'][] =>
  category === 'marketing' ? ['automation'] : [];

/** Does an opt-out of these end the run? The engine asks the database the same, once for each of them. */
export const endsWith = (run: OpenRun, categories: readonly ConsentCategory[]): boolean =>
  isProactive(run) && categories.some((category) => !sparedBy(category).includes(run.origin));
