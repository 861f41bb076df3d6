import { appendFileSync } from 'node:fs';

/** From here on what the tests cost is noted; what was prepared before them is kept for later runs and costs nothing then. */
export const startCounting = (): void => {
  process.env['TEST_COUNTS'] = process.env['TEST_COUNTS_FILE'] ?? '';
};

/**
 * Notes that a test costs something, for the budget of the gate (scripts/lists/budget.mjs): a start of Strapi, a database,
 * a server for the browser.
 */
export const count = (what: 'boots' | 'databases' | 'browser servers'): void => {
  const file = process.env['TEST_COUNTS'];
  if (file) appendFileSync(file, `${what}\n`);
};
