import type { Core } from '@strapi/strapi';
import { audienceService, tooSlow } from '../audience/public';
import type { PeopleChoice } from '../contracts/audience';
import type { CampaignReach } from '../contracts/campaigns';
import { contextOf } from '../strapi/context';
import { checkDraft } from './draft-check';
import { askOf } from './preflight';
import type { CampaignRow } from './tables';
import { tally } from './tally';

/** Somebody is choosing and waits for it; the check before the start takes the time that it takes. */
const LONGEST_MS = 15_000;

/**
 * How many of a choice may get what the draft sends, by the rules of the check before its start and of the run. Counted by
 * pieces, each a short statement: it ends when nobody `waits` any more, and with `count-too-slow` after `longestMs`.
 */
export const reachOf = async (
  strapi: Core.Strapi,
  draft: CampaignRow,
  {
    choice,
    waits,
    longestMs = LONGEST_MS,
  }: { choice: PeopleChoice; waits: () => boolean; longestMs?: number }
): Promise<CampaignReach> => {
  const { db, clock } = contextOf(strapi);
  const endAt = clock.monotonic() + longestMs;
  const campaign = { ...draft, audience: choice };
  const checked = await checkDraft(strapi, campaign, clock.now());
  const isClosed = checked.problems.some(({ kind }) => kind === 'sensitive-binding');
  const ask = isClosed ? null : await askOf(strapi, campaign, checked);
  if (!ask)
    return { matched: await audienceService(strapi).countChoice(choice), may: null, reasons: [] };
  let isLate = false;
  const goOn = () => {
    isLate = clock.monotonic() >= endAt;
    return !isLate && waits();
  };
  const { matched, reasons } = await tally(db, ask, { goOn });
  if (isLate) throw tooSlow(longestMs);
  const out = [...reasons].map(([reason, count]) => ({ reason, count }));
  return {
    matched,
    may: out.reduce((rest, { count }) => rest - count, matched),
    reasons: out.sort((a, b) => b.count - a.count),
  };
};
