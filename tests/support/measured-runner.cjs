'use strict';

const { appendFileSync } = require('node:fs');
const circus = require('jest-circus/runner');

/** With the processes that this worker started and that ended: Strapi in processes of its own, the browser. */
const processorSeconds = async () => {
  const { endedChildrenSeconds } = await import('../../scripts/lib/run.mjs');
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + (endedChildrenSeconds() ?? 0);
};

/**
 * What this worker had used when its last file ended: loading and leaving belong to a file too. Kept beside the modules,
 * which the integration ring forgets after each file.
 */
const BEFORE = Symbol.for('whatsapp.tests.processorSeconds');

/**
 * jest's own runner of a file, which adds a line to the file named by TEST_TIMES: the path, whether a test
 * failed, the seconds and the processor seconds that the file took.
 */
module.exports = async (...about) => {
  const testPath = about[4];
  const started = performance.now();
  let hasFailed = true;
  try {
    const result = await circus(...about);
    hasFailed = result.numFailingTests > 0 || Boolean(result.testExecError);
    return result;
  } finally {
    const times = process.env.TEST_TIMES;
    const now = await processorSeconds();
    const line = {
      file: testPath,
      hasFailed,
      seconds: (performance.now() - started) / 1000,
      processor: now - (globalThis[BEFORE] ?? 0),
    };
    globalThis[BEFORE] = now;
    if (times) appendFileSync(times, `${JSON.stringify(line)}\n`);
  }
};
