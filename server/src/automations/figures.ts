import type { AutomationFigures } from '../contracts/automation-desk';
import type { SkipReason } from '../contracts/automations';
import { DAY_MS } from '../kernel/time';
import { dayOf, wallAt } from '../kernel/wall';
import type { Sql } from '../strapi/db';
import { figuresOf } from './start-store';

type Day = AutomationFigures['days'][number];

const NONE = { started: 0, sent: 0, failed: 0, goal: 0, skipped: 0 };

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
  const total = { ...NONE };
  for (const { hour, result, reason, count, sent, failed, goal } of hours) {
    const day = dayOf(wallAt(zone, hour));
    const known = byDay.get(day) ?? { day, ...NONE };
    const what = result === 'started' ? 'started' : 'skipped';
    const runs = {
      ...{ sent: known.sent + sent, failed: known.failed + failed },
      goal: known.goal + goal,
    };
    byDay.set(day, { ...known, ...runs, [what]: known[what] + count });
    total[what] += count;
    total.sent += sent;
    total.failed += failed;
    total.goal += goal;
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
