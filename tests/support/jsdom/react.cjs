'use strict';

/*
 * React as it ships, with `act`, which its production build leaves out. It does here what it does in React's development
 * build (18.3, `act` in react.development.js): work that is scheduled within is done when the scope ends.
 */
const { join, dirname } = require('node:path');
/** Node's own, which fake timers leave alone. */
const { setImmediate } = require('node:timers');
const { held } = require('scheduler');

const React = require(
  join(dirname(require.resolve('react/package.json')), 'cjs/react.production.min.js')
);

const doTask = (task) => {
  while (typeof task.callback === 'function') task.callback = task.callback(true);
};

/** Does what is held, and what that schedules, until nothing is left. */
const doAll = () => {
  const { flushSync } = require('react-dom');
  const { tasks } = held;
  flushSync();
  for (let task = tasks.shift(); task; task = tasks.shift()) {
    doTask(task);
    flushSync();
  }
};

/** Until promises that are settled have been told. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

const doAllInTurns = async () => {
  // Another scope may have begun and ended within a turn: it has done what there was.
  while (held.tasks !== null) {
    doAll();
    await turn();
    if (held.tasks?.length === 0) held.tasks = null;
  }
};

let depth = 0;

const leave = () => {
  depth -= 1;
  return depth === 0;
};

const finish = async (value) => {
  try {
    await doAllInTurns();
  } finally {
    held.tasks = null;
  }
  return value;
};

const isPromise = (value) => typeof value?.then === 'function';

const actLater = async (result) => {
  let value;
  try {
    value = await result;
  } catch (error) {
    if (leave()) held.tasks = null;
    throw error;
  }
  return leave() ? finish(value) : value;
};

React.act = (callback) => {
  depth += 1;
  held.tasks ??= [];
  let result;
  try {
    result = callback();
  } catch (error) {
    if (leave()) held.tasks = null;
    throw error;
  }
  if (isPromise(result)) return actLater(result);
  if (!leave()) return { then: (resolve) => resolve(result) };
  try {
    doAll();
  } finally {
    held.tasks = null;
  }
  return {
    then: (resolve, reject) => {
      if (held.tasks !== null) return resolve(result);
      held.tasks = [];
      void finish(result).then(resolve, reject);
    },
  };
};

module.exports = React;
