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
  ignorePatterns: ['dist', 'playground', 'reports', 'docs', 'simulator', 'coverage'],
  reporters: ['clear-text', 'progress', 'html'],
  htmlReporter: { fileName: 'reports/mutation.html' },
  tempDirName: '.stryker-tmp',
  concurrency: 2,
  timeoutMS: 20_000,
  thresholds: { high: 85, low: 70, break: null },
};
