'use strict';

/*
 * Five rings: unit (pure code), simulator (its HTTP, without Strapi and a database), admin (components in jsdom),
 * integration (a real Strapi and a real database) and e2e (a browser against the playground). Strapi boots from the
 * TypeScript sources: its own `require` runs through jest, so the transform reaches the plugin.
 */
const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
      target: 'es2022',
    },
    module: { type: 'commonjs' },
  },
];

const seededProperties = { '^fast-check$': '<rootDir>/tests/support/fast-check.cjs' };

const common = {
  roots: [
    '<rootDir>/tests',
    '<rootDir>/server',
    '<rootDir>/admin',
    '<rootDir>/simulator',
    '<rootDir>/formats',
  ],
  transform: { '^.+\\.(t|mj|j)sx?$': swc },
  testRunner: '<rootDir>/tests/support/measured-runner.cjs',
  moduleNameMapper: seededProperties,
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/playground/',
    '<rootDir>/.stryker-tmp/',
    '<rootDir>/reports/',
  ],
};

/** Rings that load sources and packages with Node, once in a worker. */
const native = {
  testEnvironment: '<rootDir>/tests/support/native/environment.cjs',
  runtime: '<rootDir>/tests/support/native/runtime.cjs',
  // A Cloud API client that ships only ES modules.
  transformIgnorePatterns: ['/node_modules/(?!whatsapp-api-js/)'],
};

/** Packages that ship only ES modules and that the Strapi admin imports. */
const esmOnly = [
  'fractional-indexing',
  '@uiw',
  'react-dnd',
  'react-dnd-html5-backend',
  'dnd-core',
  '@react-dnd',
].join('|');

module.exports = {
  // jest reads the timeout from the root only; a Strapi boot on a busy machine needs it.
  testTimeout: 240_000,
  // A worker that holds more than this is replaced after its file: whatever holds it would make every collection longer.
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/tests/support/order.cjs',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/unit/**/*.test.ts'],
    },
    {
      ...common,
      ...native,
      displayName: 'simulator',
      testMatch: ['<rootDir>/tests/simulator/**/*.test.ts'],
    },
    {
      ...common,
      ...native,
      displayName: 'integration',
      globalSetup: '<rootDir>/tests/support/prepare-databases.ts',
      globalTeardown: '<rootDir>/tests/support/end-servers.cjs',
      testMatch: ['<rootDir>/tests/integration/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'admin',
      testEnvironment: '<rootDir>/tests/support/jsdom/environment.cjs',
      setupFiles: ['<rootDir>/tests/support/jsdom/dom.ts'],
      setupFilesAfterEnv: ['<rootDir>/tests/support/jsdom/patience.ts'],
      testMatch: ['<rootDir>/tests/admin/**/*.test.{ts,tsx}'],
      transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`],
      moduleNameMapper: {
        ...seededProperties,
        '\\.(css|svg|png)(\\?raw)?$': '<rootDir>/tests/support/jsdom/empty.cjs',
        '^@strapi/strapi/admin$': '<rootDir>/tests/support/jsdom/strapi-admin.cjs',
        '^react$': '<rootDir>/tests/support/jsdom/react.cjs',
        '^scheduler$': '<rootDir>/tests/support/jsdom/scheduler.cjs',
      },
    },
    {
      ...common,
      displayName: 'e2e',
      globalSetup: '<rootDir>/tests/support/prepare-demo.ts',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
    },
  ],
};
