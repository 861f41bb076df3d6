import { isTimezone } from '../contracts/common';
import { HOUR_MS, MINUTE_MS } from '../kernel/time';
import type { CampaignTimes } from '../contracts/campaign-time';
import { instantOf, wallOf } from '../kernel/wall';
import { nextDay } from './domain/repeat';
import { isOwnTime } from './local-time';
import { hint, problem, type Problem } from './problem';
import type { CampaignRow } from './tables';

/** Where the day begins first and last on earth (the signs of these names are turned). */
const EASTERNMOST = 'Etc/GMT-14';
const WESTERNMOST = 'Etc/GMT+12';

/** So long before the first person is due the people are written down. */
const START_EARLY_MS = 15 * MINUTE_MS;
/** Later than this a missed start asks a person, where the campaign itself does not say until when it is of use. */
const LATE_MS = 30 * MINUTE_MS;

const look = (kind: string, people: number): Problem[] =>
  people === 0 ? [] : [hint(kind, null, String(people))];

const ownTimeProblems = ({ localAt, timezone }: CampaignRow, now: number): Problem[] => {
  if (localAt === null) return [problem('no-time', 'localAt')];
  if (timezone === null || !isTimezone(timezone)) return [problem('no-zone', 'timezone')];
  return instantOf(wallOf(localAt), WESTERNMOST) < now
    ? [problem('time-in-the-past', 'localAt')]
    : [];
};

/** It has an own time that can be reckoned with. */
export const isTimed = (campaign: CampaignRow): boolean =>
  isOwnTime(campaign) &&
  campaign.localAt !== null &&
  (campaign.timezone === null || isTimezone(campaign.timezone));

/** The earliest that anybody may be due. */
export const earliestDue = (campaign: CampaignRow): number | null => {
  if (isOwnTime(campaign))
    return campaign.localAt === null ? null : instantOf(wallOf(campaign.localAt), EASTERNMOST);
  return campaign.whenKind === 'at' ? campaign.scheduledAt : null;
};

const repeatProblems = (campaign: CampaignRow): Problem[] => {
  const { repeatRule, timezone, whenKind } = campaign;
  if (!repeatRule) return [];
  if (whenKind === 'now') return [problem('repeat-needs-time', 'repeatRule')];
  if (timezone === null || !isTimezone(timezone)) return [problem('no-zone', 'timezone')];
  // The last run of a series is one all the same.
  return campaign.seriesId === null && nextDay(campaign) === null
    ? [problem('repeat-never', 'repeatRule')]
    : [];
};

/** What is wrong with the time of a draft, each with its field. */
export const timeProblems = (campaign: CampaignRow, now: number): Problem[] => {
  const { whenKind, scheduledAt, staleAt } = campaign;
  const isPast = whenKind === 'at' && (scheduledAt === null || scheduledAt <= now);
  const isUseless = staleAt !== null && staleAt <= Math.max(now, earliestDue(campaign) ?? now);
  return [
    ...(isPast ? [problem('time-in-the-past', 'scheduledAt')] : []),
    ...(isOwnTime(campaign) ? ownTimeProblems(campaign, now) : []),
    ...(isUseless ? [problem('stale-before-start', 'staleAt')] : []),
    ...repeatProblems(campaign),
  ];
};

/** What happens to whom at their own time, for the check before the start. */
export const timeHints = (times: CampaignTimes | null, { whenKind }: CampaignRow): Problem[] => {
  if (!times) return [];
  const all = times.hours.reduce((sum, n) => sum + n, 0) + times.tooLate;
  return [
    ...look('own-time-next-day', times.nextDay),
    ...look('own-time-at-once', times.atOnce),
    ...look('own-time-too-late', times.tooLate),
    ...look('own-time-unknown-zone', times.unknownZone),
    ...(whenKind === 'best' ? look('best-unknown', all - times.bestKnown) : []),
    ...look('own-time-asleep', times.asleep),
  ];
};

/** How late the start may be before a person is asked (engine 4). */
const lateLimit = ({ staleAfterHours, staleAt }: CampaignRow, due: number): number =>
  Math.min(
    staleAfterHours === null
      ? staleAt === null
        ? LATE_MS
        : staleAt - due
      : staleAfterHours * HOUR_MS,
    staleAt === null ? Number.POSITIVE_INFINITY : staleAt - due
  );

/** When a campaign starts, and how late it may. `first` = when the first person is due, where that is known. */
export const startOf = (
  campaign: CampaignRow,
  { now, first }: { now: number; first: number | null }
): { scheduledAt: number; lateLimitMs: number } => {
  const due = first ?? earliestDue(campaign) ?? now;
  const early = isOwnTime(campaign) ? START_EARLY_MS : 0;
  const late = Math.max(0, lateLimit(campaign, due)) + early;
  return {
    scheduledAt: campaign.whenKind === 'at' ? due : Math.max(now, due - early),
    lateLimitMs: late,
  };
};
