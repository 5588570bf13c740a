import { runCli } from './cli/run.js';
import { readConfig } from './config/config.js';

/** Administration from the command line; see `npm run loopbook -- --help`. */
process.exitCode = await runCli(process.argv.slice(2), {
  config: () => readConfig(),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
