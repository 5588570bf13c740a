/** Ends the server that the setup started. */
export default async function teardown() {
  const holder = /** @type {{ loopbookPostgres?: import('./postgres-server.js').PostgresServer }} */ (globalThis);
  await holder.loopbookPostgres?.stop();
}
