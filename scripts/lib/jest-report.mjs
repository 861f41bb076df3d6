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
