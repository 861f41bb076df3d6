'use strict';

const { ModuleMocker } = require('jest-mock');

const ENDS = ['SIGINT', 'SIGTERM'];

/**
 * A Strapi that is destroyed takes every listener off the process, jest's line to its worker included; and one that was
 * loaded would end the worker at a signal. What it may take off are the signals that it listens to.
 */
const guardProcess = () => {
  const removeAll = process.removeAllListeners;
  process.removeAllListeners = (event) => {
    for (const name of event === undefined ? ENDS : [event]) removeAll.call(process, name);
    return process;
  };
  return () => {
    process.removeAllListeners = removeAll;
  };
};

/**
 * jest-circus is loaded again for each file and keeps its describe blocks at the global object, under a symbol of its own:
 * with one global object for all files they would hold every Strapi that a test ever had, some 50 MB each.
 */
const forgetEarlierFiles = () => {
  for (const symbol of Object.getOwnPropertySymbols(globalThis))
    if (symbol.description === 'JEST_STATE_SYMBOL') delete globalThis[symbol];
};

/** The worker's own realm: what Node loaded for one file, and its `Date` or `Error`, are the same for the next. */
module.exports = class NativeEnvironment {
  constructor() {
    forgetEarlierFiles();
    this.global = globalThis;
    this.release = guardProcess();
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = null;
  }

  getVmContext() {
    return {};
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  setup() {
    return Promise.resolve();
  }

  teardown() {
    this.release();
    return Promise.resolve();
  }
};
