import { readConfig } from './config/config.js';
import { createApp } from './app/create-app.js';

/** Process entry: build the service, listen, shut down cleanly. */
async function main(): Promise<void> {
  const config = readConfig();
  const app = await createApp(config);
  const stop = (): void => void app.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
