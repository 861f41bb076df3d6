'use strict';

/**
 * After all integration tests, in the process that started the servers. Not TypeScript: a run in one process has handed the
 * loading of that to the files that it tested (native/runtime.cjs).
 */
module.exports = () => globalThis.stopOwnServers?.();
