const TYPESCRIPT = '<rootDir>/test/support/typescript.js';

const shared = { runner: '<rootDir>/test/support/runner.js', modulePathIgnorePatterns: ['<rootDir>/var/'] };

const api = (database, more = {}) => ({
  ...shared,
  ...more,
  displayName: `api-${database}`,
  testMatch: ['<rootDir>/test/*.spec.ts'],
  setupFiles: [TYPESCRIPT, `<rootDir>/test/support/on-${database}.js`],
});

/** One run: the pure science, the API suites on each of the two databases, and the screens. */
const config = {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts'], setupFiles: [TYPESCRIPT] },
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
      setupFiles: [TYPESCRIPT, '<rootDir>/test/support/on-sqlite.js'],
      globalSetup: '<rootDir>/test/browser/support/build-web.js',
      globalTeardown: '<rootDir>/test/support/demo-teardown.js',
    },
  ],
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
  maxWorkers: 2,
};

export default config;
