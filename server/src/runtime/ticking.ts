import cron, { type ScheduledTask } from 'node-cron';

export interface Ticked {
  name: string;
  /** node-cron expression with seconds. */
  rule: string;
  work(): Promise<void>;
}

/** Some task runs every second. When none has run for this long, the clock was set back. */
const STILL_MS = 5_000;
const LOOK_MS = 1_000;

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
};

/**
 * Runs tasks by their rules, whatever the clock does. node-cron 4.6.0 fires nothing in the hour that autumn repeats, so
 * rules are read in UTC, which has no such hour. When the clock is set back, node-cron waits for the time it had planned,
 * so all tasks are planned again.
 */
export const startTicking = (
  tasks: readonly Ticked[],
  clock: { monotonic(): number }
): { stop(): Promise<void> } => {
  let firedAt = clock.monotonic();
  const started: ScheduledTask[] = tasks.map(({ name, rule, work }) =>
    cron.schedule(
      rule,
      () => {
        firedAt = clock.monotonic();
        return work();
      },
      {
        name: `whatsapp.${name}`,
        timezone: 'UTC',
        // A late run needs no warning: what is due is in the database, and the next run does it.
        suppressMissedWarning: true,
        logger: quiet,
      }
    )
  );
  const look = () => {
    if (clock.monotonic() - firedAt < STILL_MS) return;
    firedAt = clock.monotonic();
    for (const task of started) {
      void task.stop();
      void task.start();
    }
  };
  const watch = setInterval(look, LOOK_MS);
  watch.unref();
  return {
    stop: async () => {
      clearInterval(watch);
      for (const task of started) await task.destroy();
    },
  };
};
