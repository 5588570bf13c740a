const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      swcrc: false,
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
};

const shared = {
  transform,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};

const api = (database, more = {}) => ({
  ...shared,
  ...more,
  displayName: `api-${database}`,
  testMatch: ['<rootDir>/test/*.spec.ts'],
  globals: { LOOPBOOK_TEST_DATABASE: database },
});

/** One run, three projects: the pure science, and the API suites on each of the two databases. */
const config = {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    api('sqlite', {
      globalSetup: '<rootDir>/test/support/demo-setup.js',
      globalTeardown: '<rootDir>/test/support/demo-teardown.js',
    }),
    api('postgres', {
      globalSetup: '<rootDir>/test/support/postgres-setup.js',
      globalTeardown: '<rootDir>/test/support/postgres-teardown.js',
    }),
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
      globals: { LOOPBOOK_TEST_DATABASE: 'sqlite' },
      globalSetup: '<rootDir>/test/browser/support/build-web.js',
      globalTeardown: '<rootDir>/test/support/demo-teardown.js',
    },
  ],
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
  testTimeout: 60_000,
  // A process that has run many suites slows down under the modules that it keeps: it is replaced when it has grown.
  maxWorkers: 2,
  workerIdleMemoryLimit: '900MB',
};

export default config;
