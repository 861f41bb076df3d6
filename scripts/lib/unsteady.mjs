import { INTEGRATION_FILES } from '../lists/gate.mjs';

/** More than this, and nobody looks for their causes any more. */
const MOST = 5;

/** What must never be left out: messages that leave once, consent, kills, permissions. By the file's folder or name, */
const NEVER_NAMED =
  /\/(engine|team|api|sending|security|sensitive|privacy|setup|consent|campaigns|install)\/|permits|opt-in|preference|kill|crash|permission|rights|access|two-processes/;
/** or by what its titles say that it proves: an invariant, an opt-out, who may see and do what. */
const NEVER_TITLED = /\[(I\d+|O-\d+|X-05|X-10|C-24)\]|\b(kills?|killed|dies|crash)/;

/** Files of the gate prove what nobody may lose, whatever they are called. */
const isOfGate = (file) => INTEGRATION_FILES.some((one) => one.file === file);

/** Does the file prove what must hold at every run? `source`: its text. */
export const isGuard = (file, source) =>
  isOfGate(file) || NEVER_NAMED.test(file) || NEVER_TITLED.test(source);

/**
 * What is wrong with the list of unsteady test files (scripts/lists/unsteady.mjs), a sentence each. `read` answers the
 * text of a file, null where there is none.
 */
export const listProblems = (list, read) => [
  ...(list.length > MOST
    ? [
        `the list of unsteady tests has ${list.length} lines, at most ${MOST} may be: mend one first`,
      ]
    : []),
  ...list.flatMap(({ file, date, symptom, looked }) => {
    const source = read(file);
    if (source === null) return [`the list of unsteady tests names ${file}, which does not exist`];
    if (isGuard(file, source))
      return [`${file} may not be unsteady: it guards sending, consent, kills or permissions`];
    const isWhole = /^\d{4}-\d{2}-\d{2}$/.test(date ?? '') && symptom && looked;
    return isWhole ? [] : [`the line of ${file} needs date, symptom and what was looked at`];
  }),
];

/**
 * The names of tests in a cell of docs/developing.md: each in backticks, with what the cell says behind it of the
 * browser ring (`(browser)`), since files of two rings can have one name.
 */
const namesOf = (cell) => {
  const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  const isBrowser = cell.includes('(browser)');
  return (names.length > 0 ? names : [cell]).map((name) => ({ name, isBrowser }));
};

const isNamed = (test, { name, isBrowser }) =>
  test.includes(name) && (!isBrowser || test.startsWith('tests/e2e/'));

/**
 * The list of tests that needed a second run, from docs/developing.md: the rows `| date | test | cause |` of the table
 * below the heading "Tests that needed a second look".
 */
export const knownUnsteady = (markdown) => {
  const [, section = ''] = markdown.split(/^#+ Tests that needed a second look$/m);
  const [table = ''] = section.split(/^#/m);
  return table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, date]) => /^\d{4}-\d{2}-\d{2}$/.test(date))
    .map(([, date, test, cause]) => ({ date, tests: namesOf(test), cause }));
};

/** The last lines about tests that failed and passed when they were run again, with what is known about them. */
export const unsteadyLines = (unsteady, known) =>
  unsteady.map((test) => {
    const row = known.findLast(({ tests }) => tests.some((one) => isNamed(test, one)));
    const about = row
      ? `known since ${row.date}: ${row.cause}`
      : 'not in the list of docs/developing.md: find the cause and write it there';
    return `  unsteady (failed once, passed alone): ${test}\n    ${about}`;
  });
