/** The suites of this project run on a real PostgreSQL. */
globalThis.LOOPBOOK_TEST_DATABASE = 'postgres';
