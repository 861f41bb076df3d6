import type { AutomationFigures } from '../contracts/automation-desk';
import type { SkipReason } from '../contracts/automations';
import { DAY_MS } from '../kernel/time';
import { dayOf, wallAt } from '../kernel/wall';
import type { Sql } from '../strapi/db';
import { figuresOf } from './start-store';

type Day = AutomationFigures['days'][number];

type Counts = Omit<Day, 'day'>;

const NONE: Counts = { started: 0, sent: 0, failed: 0, goal: 0, skipped: 0 };
const sum = (a: Counts, b: Counts): Counts => ({
  started: a.started + b.started,
  sent: a.sent + b.sent,
  failed: a.failed + b.failed,
  goal: a.goal + b.goal,
  skipped: a.skipped + b.skipped,
});

/** What an automation did in the last days, by days of the business. */
export const readFigures = async (
  sql: Sql,
  {
    automationId,
    days,
    zone,
    now,
  }: { automationId: number; days: number; zone: string; now: number }
): Promise<AutomationFigures> => {
  const hours = await figuresOf(sql, { automationId, since: now - days * DAY_MS });
  const byDay = new Map<string, Day>();
  const reasons = new Map<SkipReason, number>();
  let total = NONE;
  for (const { hour, result, reason, count, ...runs } of hours) {
    const day = dayOf(wallAt(zone, hour));
    const what = result === 'started' ? 'started' : 'skipped';
    const counts = { ...NONE, ...runs, [what]: count };
    byDay.set(day, { day, ...sum(byDay.get(day) ?? NONE, counts) });
    total = sum(total, counts);
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  }
  return {
    days: [...byDay.values()].sort((a, b) => a.day.localeCompare(b.day)),
    ...total,
    reasons: [...reasons]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason)),
  };
};
