/**
 * Runs `task` when asked, never twice at once: asks during a run lead to exactly one more run afterwards,
 * and two runs start at least `gap` ms apart. So a flood of hints costs a bounded number of requests.
 */
export const createRefresher = (task: () => Promise<void>, gap: number) => {
  let running = false;
  let asked = false;
  let stopped = false;
  let notBefore = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const run = async () => {
    timer = null;
    running = true;
    asked = false;
    notBefore = performance.now() + gap;
    try {
      await task();
    } finally {
      running = false;
      if (asked && !stopped) plan();
    }
  };
  const plan = () => {
    timer ??= setTimeout(() => void run(), Math.max(0, notBefore - performance.now()));
  };
  return {
    ask: () => {
      stopped = false;
      asked = true;
      if (!running) plan();
    },
    /** Forgets what was asked; asking again starts it again. */
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
};
