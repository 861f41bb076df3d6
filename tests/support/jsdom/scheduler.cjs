'use strict';

/*
 * React's scheduler with a switch for `act` (react.cjs). From `hold` to `letGo` it runs no task by itself: `act` runs
 * those that were waiting and those that are added, in order. `letGo` gives the rest back to the scheduler. Everything
 * else is the package as it is.
 */
const { join, dirname } = require('node:path');

/** The one that React was built for. */
const home = require.resolve('scheduler/package.json', { paths: [require.resolve('react-dom')] });
const scheduler = require(join(dirname(home), 'cjs/scheduler.production.min.js'));

/** Work that waits, in order. */
const waiting = new Set();
let isHeld = false;

/** Runs one part of a task. True while parts are left. */
const work = (task, isLate) => {
  const next = task.callback?.(isLate);
  task.callback = typeof next === 'function' ? next : null;
  if (task.callback === null) waiting.delete(task);
  return task.callback !== null;
};

const giveAway = (task) => {
  const part = (isLate) => (work(task, isLate) ? part : null);
  task.given = scheduler.unstable_scheduleCallback(task.priority, part);
};

const hold = () => {
  if (isHeld) return;
  isHeld = true;
  for (const task of waiting) scheduler.unstable_cancelCallback(task.given);
};

const letGo = () => {
  isHeld = false;
  waiting.forEach(giveAway);
};

/** Runs the first waiting task to its end. False when no task is waiting. */
const workOne = () => {
  const [task] = waiting;
  if (!task) return false;
  try {
    while (work(task, true));
  } finally {
    waiting.delete(task);
  }
  return true;
};

/**
 * React shows what replaces a placeholder half a second after the placeholder at the earliest. Its development build
 * does not wait within `act`; this one finds that the time has passed.
 */
const PLACEHOLDER_MS = 500;
let skipped = 0;

module.exports = {
  ...scheduler,
  hold,
  letGo,
  workOne,
  isWaiting: () => waiting.size > 0,
  isHeld: () => isHeld,
  unstable_now() {
    if (isHeld) skipped += PLACEHOLDER_MS;
    return scheduler.unstable_now() + skipped;
  },
  unstable_scheduleCallback(priority, callback) {
    const task = { priority, callback };
    waiting.add(task);
    if (!isHeld) giveAway(task);
    return task;
  },
  unstable_cancelCallback(task) {
    waiting.delete(task);
    task.callback = null;
    if (task.given) scheduler.unstable_cancelCallback(task.given);
  },
};
