/**
 * Sums a report of `jest --json`. A suite that could not even run counts as one failure, and so does
 * a missing report: silence is not success.
 */
export const countsOfReport = (report) => {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
};

/** The failed tests of a report, one line each: `path › describe › title`. */
export const failuresOfReport = (report, root) =>
  (report?.testResults ?? []).flatMap((suite) => {
    const file = suite.name.replace(`${root}/`, '');
    const failed = suite.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length > 0) return failed.map((test) => `${file} › ${test.fullName}`);
    return suite.status === 'failed' ? [`${file} › could not run: ${suite.message}`] : [];
  });

/** The files of a report in which something failed. */
export const failedFiles = (report) =>
  (report?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => name);

/**
 * Counts of a run after its failed files had a second run, alone: their second result counts, and what failed once and
 * then passed is named, because it depends on something that it should not depend on.
 */
export const afterSecondLook = (first, second, root) => {
  const again = new Map((second?.testResults ?? []).map((suite) => [suite.name, suite]));
  const testResults = first.testResults.map((suite) => again.get(suite.name) ?? suite);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
  const merged = {
    testResults,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    numRuntimeErrorTestSuites: testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
    ).length,
  };
  const still = new Set(failuresOfReport(merged, root));
  const unsteady = failuresOfReport(first, root).filter((line) => !still.has(line));
  return { ...countsOfReport(merged), failures: [...still], unsteady };
};
