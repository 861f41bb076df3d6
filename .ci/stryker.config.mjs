/** Mutation tests of the pure parts: `npm run mutation`. */
export default {
  packageManager: 'npm',
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    configFile: '.ci/jest.mutation.cjs',
    enableFindRelatedTests: true,
  },
  coverageAnalysis: 'perTest',
  mutate: ['server/src/**/domain/**/*.ts', 'server/src/cloud-api/**/*.ts'],
  ignorePatterns: ['dist', 'playground/.tmp', 'reports', 'docs/images', 'coverage'],
  // A constant table is judged by the tests that read it, not by a run of everything per word.
  ignoreStatic: true,
  reporters: ['clear-text', 'progress', 'html'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  tempDirName: '.stryker-tmp',
  concurrency: 2,
  timeoutMS: 20_000,
  thresholds: { high: 85, low: 70, break: null },
};
