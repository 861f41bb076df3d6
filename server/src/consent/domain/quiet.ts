import { DateTime } from 'luxon';
import type { QuietHours } from '../../contracts/consent';
import { zoneOf, type Whereabouts } from '../../kernel/zone';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * Until when nobody with this clock is disturbed (M-50); null when they may be reached now. Over midnight where the
 * beginning is later than the end. A clock that is put forward or back is luxon's matter.
 * @param at Epoch ms.
 * @returns Epoch ms, always later than `at`.
 */
export const quietUntil = (
  hours: QuietHours,
  whereabouts: Whereabouts,
  at: number
): number | null => {
  const local = DateTime.fromMillis(at, { zone: zoneOf(whereabouts) ?? hours.zone });
  const [from, to, now] = [
    minutesOf(hours.from),
    minutesOf(hours.to),
    local.hour * 60 + local.minute,
  ];
  const isQuiet = from < to ? now >= from && now < to : now >= from || now < to;
  if (!isQuiet) return null;
  const end = { hour: Math.floor(to / 60), minute: to % 60, second: 0, millisecond: 0 };
  const today = local.set(end);
  return (today > local ? today : local.plus({ days: 1 }).set(end)).toMillis();
};
