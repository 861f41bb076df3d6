import type { CampaignView } from '../../../../server/src/contracts/campaigns';
import type { CampaignTimes, RepeatRule } from '../../../../server/src/contracts/campaign-time';
import type { PeopleChoice } from '../../../../server/src/contracts/audience';
import type { KeyEnd } from '../../translations/key';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The time of a draft, in the step of the time and in that of safety. */
export type TimeForm = Pick<
  CampaignView,
  | 'when'
  | 'scheduledAt'
  | 'localAt'
  | 'ifPast'
  | 'repeatRule'
  | 'staleAfterHours'
  | 'staleAt'
  | 'pace'
>;

export const emptyTime: TimeForm = {
  when: 'now',
  scheduledAt: null,
  localAt: null,
  ifPast: 'next-day',
  repeatRule: null,
  staleAfterHours: null,
  staleAt: null,
  pace: null,
};

export const timeOf = (c: CampaignView): TimeForm => ({
  when: c.when,
  scheduledAt: c.scheduledAt,
  localAt: c.localAt,
  ifPast: c.ifPast,
  repeatRule: c.repeatRule,
  staleAfterHours: c.staleAfterHours,
  staleAt: c.staleAt,
  pace: c.pace,
});

/** Everybody gets it by their own clock. */
export const isOwnTime = ({ when }: Pick<TimeForm, 'when'>): boolean =>
  when === 'local' || when === 'best';

/** The time as it is saved: what another choice said falls away. */
export const timeBody = (form: TimeForm, zone: string) => ({
  when: form.when,
  scheduledAt: form.when === 'at' ? form.scheduledAt : null,
  timezone: form.when === 'now' ? null : zone,
  localAt: isOwnTime(form) ? form.localAt : null,
  ifPast: form.ifPast,
  repeatRule: form.when === 'now' ? null : form.repeatRule,
  staleAfterHours: form.staleAfterHours,
  staleAt: form.staleAt,
  pace: form.pace,
});

const two = (n: number): string => String(n).padStart(2, '0');

/** What a picker holds, as date and time of no zone: `2026-12-24T10:00`. */
export const wallText = (date: Date): string =>
  `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;

/** The same for a picker; its zone is the browser's and means nothing here. */
export const pickerDate = (text: string): Date => new Date(`${text}:00`);

/** The hour has passed for everybody on earth: the day ends last twelve hours behind UTC. */
export const passedEverywhere = (localAt: string, now: number): boolean =>
  Date.parse(`${localAt}:00Z`) + 12 * HOUR <= now;

export const staleHours = [1, 2, 4, 8, 12, 24, 48, 72] as const;

export type TimeProblem = { field: string; key: KeyEnd<'campaigns.problem.'> };

export const timeProblems = (form: TimeForm, now: number): TimeProblem[] => {
  if (form.when === 'now') return [];
  const own = isOwnTime(form);
  const field = own ? 'localAt' : 'scheduledAt';
  const isMissing = own ? form.localAt === null : form.scheduledAt === null;
  if (isMissing) return [{ field, key: 'time.missing' }];
  const isPast = own ? passedEverywhere(form.localAt ?? '', now) : (form.scheduledAt ?? 0) <= now;
  const noDates = form.repeatRule?.every === 'dates' && form.repeatRule.dates.length === 0;
  return [
    ...(isPast ? [{ field, key: 'time.past' as const }] : []),
    ...(noDates ? [{ field: 'repeatRule', key: 'time.noDates' as const }] : []),
  ];
};

export const safetyProblems = ({ staleAt }: TimeForm, now: number): TimeProblem[] => {
  if (Number.isNaN(staleAt)) return [{ field: 'staleAt', key: 'time.missing' }];
  return staleAt !== null && staleAt <= now ? [{ field: 'staleAt', key: 'time.past' }] : [];
};

export type RepeatKind = 'never' | RepeatRule['every'];
export const repeatKinds: readonly RepeatKind[] = ['never', 'week', 'month', 'year', 'dates'];

export const repeatOf = (kind: RepeatKind): RepeatRule | null => {
  if (kind === 'never') return null;
  return kind === 'dates' ? { every: 'dates', dates: [] } : { every: kind, until: null };
};

/** Hours of the day with how many are due in them, for the strip; `share` of the fullest one. */
export const stripHours = ({ hours, quiet }: Pick<CampaignTimes, 'hours' | 'quiet'>) => {
  const most = Math.max(1, ...hours);
  return hours.map((people, hour) => ({
    hour,
    people,
    share: people / most,
    isQuiet: quiet[hour] ?? false,
  }));
};

/** How long people of a win-back have been silent at first. */
export const SILENT_DAYS = 90;

/** People whose last message is older than this many days (M-48). */
export const silentFor = (days: number, now: number): PeopleChoice => ({
  kind: 'all',
  filter: { lastInbound: { to: now - days * DAY } },
  except: [],
});

/** For how many days the people of a choice have been silent; null where it does not say. */
export const silentDays = (choice: PeopleChoice | null, now: number): number | null => {
  const to = choice?.kind === 'all' ? choice.filter.lastInbound?.to : undefined;
  return to === undefined ? null : Math.max(1, Math.round((now - to) / DAY));
};
