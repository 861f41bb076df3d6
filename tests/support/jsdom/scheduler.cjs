'use strict';

/*
 * React's scheduler, of which `act` (act.cjs) can take the work in hand: work that is scheduled meanwhile waits in
 * `held.tasks`, in order, and `act` does it. Otherwise this is the package as it is.
 */
const { join, dirname } = require('node:path');

/** The one that React was built for. */
const home = require.resolve('scheduler/package.json', { paths: [require.resolve('react-dom')] });
const scheduler = require(join(dirname(home), 'cjs/scheduler.production.min.js'));

/** `null` while nothing is taken in hand. */
const held = { tasks: null };

module.exports = {
  ...scheduler,
  held,
  unstable_scheduleCallback(priority, callback, options) {
    if (held.tasks === null)
      return scheduler.unstable_scheduleCallback(priority, callback, options);
    const task = { isHeld: true, callback };
    held.tasks.push(task);
    return task;
  },
  unstable_cancelCallback(task) {
    if (task.isHeld) task.callback = null;
    else scheduler.unstable_cancelCallback(task);
  },
};
