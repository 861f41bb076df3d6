/** The parts of `npm test`, in the order in which they are named. */
export const PARTS = ['check', 'unit', 'simulator', 'admin', 'integration', 'e2e'];

export const USAGE = `npm test [-- PART …] [--quick | --changed[=COMMIT]] [--seed=N]
npm run test:all [-- PART …] [--seed=N]

  npm test          the gate: decides whether a change may land
  npm run test:all  everything: each test on all databases, every browser test
  PART              ${PARTS.join(', ')}; all of them when none is named
  --quick           of the gate: types, the rings on SQLite, five core journeys
  --changed         only what the work since the last commit touches, by the import graph
  --changed=COMMIT  the same since COMMIT
  --seed=N          runs the files of each ring in a random order; the same N, the same order

  GATE_SINCE=COMMIT npm test   besides the gate: the tests nearest to what changed since COMMIT, whole, and those of
                               the rooms that it touches, on SQLite`;

const fail = (problem) => ({ problem: `${problem}\n\n${USAGE}` });

const readFlag = (options, flag) => {
  const [, name, value] = /^--([a-z]+)(?:=(.*))?$/.exec(flag) ?? [];
  if (name === 'help') return fail('');
  if (name === 'quick' && value === undefined) return { ...options, quick: true };
  if (name === 'all' && value === undefined) return { ...options, all: true };
  if (name === 'changed' && value !== '') return { ...options, changedSince: value ?? 'HEAD' };
  if (name === 'seed')
    return /^\d{1,9}$/.test(value ?? '')
      ? { ...options, seed: Number(value) }
      : fail('--seed needs a whole number, as in --seed=42.');
  return fail(`There is no option "${flag}".`);
};

/**
 * Reads the words after `npm test --`: `{ parts, all, quick, changedSince, seed }`, or `{ problem }` with a sentence and the
 * usage. `parts` is empty when none was named, `changedSince` and `seed` are null when not asked for.
 */
export const testOptions = (words) => {
  let options = { parts: [], all: false, quick: false, changedSince: null, seed: null };
  for (const word of words) {
    if (word.startsWith('-')) options = readFlag(options, word);
    else if (PARTS.includes(word)) options = { ...options, parts: [...options.parts, word] };
    else return fail(`There is no part "${word}": use ${PARTS.join(', ')}.`);
    if (options.problem !== undefined) return options;
  }
  if ([options.all, options.quick, options.changedSince !== null].filter(Boolean).length > 1)
    return fail('Use one of --all, --quick and --changed.');
  return options;
};
