/**
 * fast-check with the seed of this run. The same seed always, so that a red run means a fault of what was changed;
 * PROPERTY_SEED=random looks for faults that nobody has seen yet, PROPERTY_RUNS=1000 looks longer.
 */
const path = require('node:path');

const fc = require(path.join(__dirname, '../../node_modules/fast-check/lib/cjs/fast-check.js'));

const { PROPERTY_SEED: seed = '20261123', PROPERTY_RUNS: runs } = process.env;
fc.configureGlobal({
  ...(seed === 'random' ? {} : { seed: Number(seed) }),
  ...(runs ? { numRuns: Number(runs) } : {}),
});

module.exports = fc;
