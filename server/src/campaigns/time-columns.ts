import { maybe, must } from '../strapi/table';
import type { CampaignWhen, IfPast, Pace, RepeatRule } from '../contracts/campaign-time';

/** When a campaign goes out, how fast, until when it is of use, and when it comes again. */
export const timeColumns = {
  whenKind: must.string<CampaignWhen>('now', 6),
  /** The instant of the start; with `local` and `best` early enough for the easternmost of them. */
  scheduledAt: maybe.big(),
  timezone: maybe.string(60),
  /** With `local` and `best`: `2026-12-24T10:00` on everybody's own clock. */
  localAt: maybe.string(16),
  ifPast: must.string<IfPast>('next-day', 8),
  staleAfterHours: maybe.int(),
  staleAt: maybe.big(),
  /** When nobody who is still queued may get it any more; known once all are written down. */
  lastStaleAt: maybe.big(),
  pace: maybe.json<Pace>(),
  /** Up to when the pace is used up (pace.ts). */
  paceAt: must.big(0),
  repeatRule: maybe.json<RepeatRule>(),
  /** The campaign with which the repeat began. */
  seriesId: maybe.int(),
  /** Day and time with which it began, on the clock of the campaign's zone: what comes later is reckoned from it. */
  seriesFrom: maybe.string(16),
  /** Which day of the series it is, in the campaign's zone: each day has one (I13). */
  occurrence: maybe.string(10),
  /** Its successor was made. */
  nextMade: must.bool(false),
};
