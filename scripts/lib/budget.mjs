import { existsSync, readFileSync } from 'node:fs';

/** How often each word stands in a file of one word a line; `{}` where nothing was written. */
export const countsIn = (file) => {
  const counts = {};
  for (const word of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
    if (word !== '') counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

/**
 * A line of what was used and may be used, then a sentence for each thing of which there was too much. `certain` are the
 * things that the parts which ran always use: none of one means that nobody counts.
 */
export const compareBudget = (counts, budget, certain = []) => {
  const names = Object.keys(budget);
  return {
    line: names.map((name) => `${name} ${counts[name] ?? 0} of ${budget[name]}`).join(', '),
    problems: [
      ...names
        .filter((name) => (counts[name] ?? 0) > budget[name])
        .map(
          (name) =>
            `budget › ${counts[name]} ${name}, at most ${budget[name]} may be: use fewer, or raise scripts/lists/budget.mjs and say why`
        ),
      ...certain
        .filter((name) => (counts[name] ?? 0) === 0)
        .map((name) => `budget › no ${name} were counted: tests/support/count.ts is not called`),
    ],
  };
};
