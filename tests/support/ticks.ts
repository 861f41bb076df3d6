import { getTasks, type ScheduledTask } from 'node-cron';

/** What the plugin does every second comes four times a second while a test waits for it. */
const SECOND_MS = 250;
const lastRun = new WeakMap<ScheduledTask, number>();
/** node-cron keeps listeners for each run that was asked for and has not ended. */
const running = new WeakSet<ScheduledTask>();

/** Seconds between two runs; null: a time of day. */
const secondsOf = (task: ScheduledTask): number | null => {
  const found = /^\*(?:\/(\d+))? \* \* \* \* \*$/.exec(task.getPattern());
  return found && Number(found[1] ?? 1);
};

/**
 * Runs the plugin's own jobs of every few seconds, each in its turn. Four times a second without end they would take a
 * seventh of a processor for each Strapi that does nothing.
 */
export const runDueJobs = (): void => {
  const now = performance.now();
  for (const task of getTasks().values()) {
    const seconds = secondsOf(task);
    if (seconds === null || running.has(task)) continue;
    if (now - (lastRun.get(task) ?? 0) < seconds * SECOND_MS) continue;
    lastRun.set(task, now);
    running.add(task);
    void task
      .execute()
      // The job logs its own failure.
      .catch(() => undefined)
      .finally(() => running.delete(task));
  }
};
