import { ANSWERS_WITHIN_MS } from '../../contracts/bots';
import type { RunRow } from '../tables';

/**
 * In which time messages of bots in the conversation count for the loop guard; null: it does not look at this run. A flow has
 * bounds of its own on what it says between two waits: only what was said before it began counts for it, and nothing once the
 * person has answered it, or where another flow began it.
 */
export const guardedTime = (
  {
    versionId,
    step,
    sinceWait,
    depth,
    startedAt,
  }: Pick<RunRow, 'versionId' | 'step' | 'sinceWait' | 'depth' | 'startedAt'>,
  now: number
): { since: number; upTo: number | null } | null => {
  const hasWaited = step + 1 > sinceWait;
  if (versionId !== null && (hasWaited || depth > 0)) return null;
  return { since: now - ANSWERS_WITHIN_MS, upTo: versionId === null ? null : startedAt };
};
