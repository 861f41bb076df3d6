import type { AutomationOnce } from '../../contracts/automations';
import { beforeDays } from './days';
import { isFree } from './once';

/** A run of an automation that is not over, or that has something still to send. */
export interface RunUnderWay {
  id: number;
  automationId: number | null;
  /** What one start began, also by other flows, has the same. */
  flowKey: string | null;
  /** Document id of the entry that it is about; null: it is about none. */
  documentId: string | null;
  /** The change that set it off; null: a moment did, or that is not known any more. */
  changeId: number | null;
  startedAt: number;
  /** How often the automation may begin, and by whose calendar its days are counted. */
  once: AutomationOnce;
  zone: string;
}

/** Would the later one not have begun for a person who had the first? */
const isSame = (first: RunUnderWay, later: RunUnderWay): boolean => {
  if (first.automationId !== later.automationId) return false;
  const { once, zone, startedAt: now } = later;
  const isOtherEvent = once.per === 'event' && first.changeId !== later.changeId;
  if (first.documentId === later.documentId) return !isOtherEvent;
  if (once.per !== 'person') return false;
  const freeUpTo = once.days === null ? null : beforeDays(once.days, { zone, now });
  return !isFree(first.startedAt, { freeUpTo });
};

/**
 * Runs that a person has twice, as two people became one: of each automation and entry, or of the automation that begins once
 * for a person, the older one goes on. Where it begins for each event, those of different events go on together.
 */
export const doubledAmong = (runs: readonly RunUnderWay[]): number[] => {
  const kept: RunUnderWay[] = [];
  const doubled: number[] = [];
  for (const run of [...runs].sort((a, b) => a.id - b.id)) {
    const isDoubled = kept.some((one) => one.flowKey !== run.flowKey && isSame(one, run));
    if (isDoubled) doubled.push(run.id);
    else kept.push(run);
  }
  return doubled;
};
