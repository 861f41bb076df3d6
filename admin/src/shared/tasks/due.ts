const DAY = 86_400_000;

/** When a task is due, as people see it: `overdue` has passed, `today` ends with the viewer's day. */
export type DueKind = 'none' | 'overdue' | 'today' | 'later';

/** End of the viewer's day in epoch milliseconds: what the count in the menu goes by. */
export const endOfDay = (now: number): number => new Date(now).setHours(24, 0, 0, 0);

export const dueKind = (dueAt: number | null, now: number): DueKind => {
  if (dueAt === null) return 'none';
  if (dueAt < now) return 'overdue';
  return dueAt < endOfDay(now) ? 'today' : 'later';
};

/** Whole days that a task is late; 0 on its own day. */
export const daysLate = (dueAt: number, now: number): number =>
  Math.max(0, Math.round((endOfDay(now) - endOfDay(dueAt)) / DAY));
