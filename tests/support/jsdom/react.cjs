'use strict';

/*
 * React as it ships, with `act`, which its production build leaves out: what is waiting and what is scheduled within is
 * done when the outermost scope ends. Unlike in the development build (18.3, react.development.js), what a scope leaves
 * undone because it threw is done later by the scheduler, and not by the next scope.
 */
const { join, dirname } = require('node:path');
/** Node's own, which fake timers leave alone. */
const { setImmediate } = require('node:timers');
const { hold, isHeld, isWaiting, letGo, workOne } = require('scheduler');

const React = require(
  join(dirname(require.resolve('react/package.json')), 'cjs/react.production.min.js')
);

let depth = 0;
let isWorking = false;

const leave = () => {
  depth -= 1;
  return depth === 0 && !isWorking;
};

/** Does what waits, and what that schedules, until nothing is left. */
const workAll = () => {
  const { flushSync } = require('react-dom');
  isWorking = true;
  try {
    do flushSync();
    while (workOne());
  } finally {
    isWorking = false;
  }
};

/** Until promises that are settled have been told. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

const workInTurns = async () => {
  try {
    do {
      workAll();
      await turn();
      // Another scope may have begun within the turn; what waits is its own then.
    } while (depth === 0 && isHeld() && isWaiting());
  } finally {
    if (depth === 0) letGo();
  }
};

const actLater = async (result) => {
  let value;
  try {
    value = await result;
  } catch (error) {
    if (leave()) letGo();
    throw error;
  }
  if (leave()) await workInTurns();
  return value;
};

React.act = (callback) => {
  depth += 1;
  hold();
  let result;
  try {
    result = callback();
  } catch (error) {
    if (leave()) letGo();
    throw error;
  }
  if (typeof result?.then === 'function') return actLater(result);
  const done = { then: (resolve) => resolve(result) };
  if (!leave()) return done;
  try {
    workAll();
  } finally {
    letGo();
  }
  return {
    then: (resolve, reject) => {
      if (isHeld()) return resolve(result);
      hold();
      void workInTurns().then(() => resolve(result), reject);
    },
  };
};

module.exports = React;
