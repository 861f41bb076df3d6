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
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .filter(([, date]) => /^\d{4}-\d{2}-\d{2}$/.test(date))
    .map(([, date, test, cause]) => ({ date, test, cause }));
};

/** The last lines about tests that failed and passed when they were run again, with what is known about them. */
export const unsteadyLines = (unsteady, known) =>
  unsteady.map((test) => {
    const row = known.findLast((one) => test.includes(one.test));
    const about = row
      ? `known since ${row.date}: ${row.cause}`
      : 'not in the list of docs/developing.md: find the cause and write it there';
    return `  unsteady (failed once, passed alone): ${test}\n    ${about}`;
  });
