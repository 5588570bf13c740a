/** The suites of this project run on SQLite. */
globalThis.LOOPBOOK_TEST_DATABASE = 'sqlite';
