import { startPostgres } from './postgres-server.js';

/** One real server for all suites; each suite makes a database of its own on it. */
export default async function setup() {
  const server = await startPostgres();
  process.env['LOOPBOOK_TEST_POSTGRES'] = server.url;
  Object.assign(globalThis, { loopbookPostgres: server });
}
