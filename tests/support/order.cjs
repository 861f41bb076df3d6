'use strict';

const { createHash } = require('node:crypto');
const { readFileSync, statSync } = require('node:fs');
const path = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

const ROOT = path.resolve(__dirname, '../..');
/** The figures of the last `npm test`. */
const TIMES = path.join(ROOT, 'reports/test-times.json');
/** What an unknown file may take: far less certain than a figure, yet a long text is a long test more often than not. */
const SECONDS_PER_BYTE = 1 / 1_000;

/** Long files whose size does not show it: for the first run of a checkout. */
const USUAL = require('./long-files.json');

const knownSeconds = () => {
  const usual = Object.entries(USUAL);
  try {
    const { files } = JSON.parse(readFileSync(TIMES, 'utf8'));
    return new Map([...usual, ...files.map(({ file, seconds }) => [file, seconds])]);
  } catch {
    // Never run here.
    return new Map(usual);
  }
};

const nameOf = ({ path: file }) => path.relative(ROOT, file).split(path.sep).join('/');

const shuffled = (tests, seed) => {
  const place = (test) =>
    createHash('sha256')
      .update(`${seed} ${nameOf(test)}`)
      .digest('hex');
  return tests
    .map((test) => ({ test, place: place(test) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ test }) => test);
};

const longestFirst = (tests, known) =>
  tests
    .map((test) => ({
      test,
      seconds: known.get(nameOf(test)) ?? statSync(test.path).size * SECONDS_PER_BYTE,
    }))
    .sort((a, b) => b.seconds - a.seconds || (nameOf(a.test) < nameOf(b.test) ? -1 : 1))
    .map(({ test }) => test);

/**
 * The longest files first, so that no worker begins one when the others have nothing left; with TEST_ORDER_SEED in an
 * order drawn by it, the same for the same seed on every machine: what one file leaves behind for another comes out.
 */
module.exports = class Order extends Sequencer {
  static longestFirst = longestFirst;
  static shuffled = shuffled;

  sort(tests) {
    const seed = process.env.TEST_ORDER_SEED;
    const all = [...tests];
    if (!seed) return longestFirst(all, knownSeconds());
    process.stderr.write(`Order of the files: TEST_ORDER_SEED=${seed}\n`);
    return shuffled(all, seed);
  }
};
