import cron, { type ScheduledTask } from 'node-cron';

export interface Ticked {
  name: string;
  /** node-cron expression with seconds. */
  rule: string;
  work(): Promise<void>;
}

/** Some rule fires every second; when none has for so long, node-cron waits for a clock that was set back. */
const STILL_MS = 5_000;
const LOOK_MS = 1_000;

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
};

/**
 * Runs tasks by their rules, whatever the clock does. node-cron 4.6.0 fires no rule during the hour that autumn repeats:
 * rules are read in UTC, which repeats none. And it waits for the moment that it had planned when the clock is set back:
 * then all are planned anew.
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
        // A tick that comes late finds its work in the rows: nothing was missed, so nobody is told.
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
