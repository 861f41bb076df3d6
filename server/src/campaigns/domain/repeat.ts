import type { RepeatRule } from '../../contracts/campaign-time';
import { DAY_MS } from '../../kernel/time';
import { dayOf, instantOf, wallAt, wallOf, wallText, type Wall } from '../../kernel/wall';

/** A day of the calendar, `2026-12-24`. */
type Day = string;

/** A campaign as far as its repeat goes. */
export interface Repeating {
  repeatRule: RepeatRule | null;
  timezone: string | null;
  localAt: string | null;
  scheduledAt: number | null;
  whenKind: string;
  occurrence: string | null;
  seriesFrom: string | null;
}

const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** This many months later; a day that the month lacks is its last (29 February → 28, the 31st → the 30th). */
const plusMonths = (from: Day, months: number): Day => {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(total / 12), (total % 12) + 1];
  const d = Math.min(day, daysIn(y, m));
  return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
};

/** The n-th time after the first. Reckoned from the first: the 31st stays the 31st where a month has one. */
const nth = (anchor: Day, every: 'week' | 'month' | 'year', n: number): Day =>
  every === 'week'
    ? dayOf(wallOf(`${anchor}T00:00`) + n * 7 * DAY_MS)
    : plusMonths(anchor, every === 'month' ? n : n * 12);

/** The first day of a rule after `day`; null = none. `anchor` is the day of the first time. */
export const dayAfter = (rule: RepeatRule, anchor: Day, day: Day): Day | null => {
  if (rule.every === 'dates') return [...rule.dates].sort().find((one) => one > day) ?? null;
  let n = 1;
  while (nth(anchor, rule.every, n) <= day) n += 1;
  const next = nth(anchor, rule.every, n);
  return rule.until !== null && next > rule.until ? null : next;
};

/** The wall clock of the planned time, in the campaign's zone. */
export const plannedWall = ({
  whenKind,
  localAt,
  scheduledAt,
  timezone,
}: Omit<Repeating, 'repeatRule'>): Wall | null => {
  if (whenKind === 'local' || whenKind === 'best') return localAt === null ? null : wallOf(localAt);
  return scheduledAt === null ? null : wallAt(timezone ?? 'UTC', scheduledAt);
};

/** The day on which a campaign comes again after `past`, or after its own day; null = never. */
export const nextDay = (campaign: Repeating, past: Day = ''): Day | null => {
  const wall = plannedWall(campaign);
  const from = campaign.seriesFrom ?? (wall === null ? null : wallText(wall));
  if (!campaign.repeatRule || from === null) return null;
  const day = campaign.occurrence ?? from.slice(0, 10);
  return dayAfter(campaign.repeatRule, from.slice(0, 10), past > day ? past : day);
};

/** The time of the series on one of its days. */
export const timeOn = (
  { seriesFrom, timezone }: Pick<Repeating, 'seriesFrom' | 'timezone'>,
  day: Day
): { wall: Wall; at: number } => {
  const wall = wallOf(`${day}T${(seriesFrom ?? '').slice(11)}`);
  return { wall, at: instantOf(wall, timezone ?? 'UTC') };
};

/** The next time that has not passed yet; who was down for years does not make up for them. */
export const nextTime = (
  campaign: Repeating,
  now: number
): { day: Day; wall: Wall; at: number } | null => {
  for (let day = nextDay(campaign); day !== null; day = nextDay(campaign, day)) {
    const time = timeOn(campaign, day);
    if (time.at > now) return { day, ...time };
  }
  return null;
};
