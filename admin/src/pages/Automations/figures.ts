import type { AutomationFigures } from '../../../../server/src/contracts/automation-desk';

export type DayFigures = AutomationFigures['days'][number];

const DAY_MS = 86_400_000;
const NONE = { started: 0, sent: 0, failed: 0, goal: 0, skipped: 0 };

/**
 * The last days up to today, or up to the newest with figures; days without anything have zeros. The server counts back by
 * hours: where a part of the day before them has figures, that day is among them.
 */
export const lastDays = (
  figures: Pick<AutomationFigures, 'days'>,
  { count, today }: { count: number; today: string }
): DayFigures[] => {
  const known = new Map(figures.days.map((one) => [one.day, one]));
  const oldest = figures.days[0]?.day ?? today;
  const newest = figures.days.at(-1)?.day ?? today;
  const end = Date.parse(newest > today ? newest : today);
  const length = Math.max(count, Math.round((end - Date.parse(oldest)) / DAY_MS) + 1);
  return Array.from({ length }, (_, i) => {
    const day = new Date(end - (length - 1 - i) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, ...NONE };
  });
};

/** The height of a bar as a part of the highest one. */
export const heightOf = (value: number, highest: number): string =>
  highest === 0 ? '0%' : `${Math.round((value / highest) * 100)}%`;
