import { spawnSync } from 'node:child_process';
import demoSetup from '../../support/demo-setup.js';

/**
 * The browser suites look at the app as it is served: built from the sources at hand.
 *
 * @param {{ testPathPatterns: { patterns: readonly string[] } }} run
 */
export default function buildWeb(run) {
  demoSetup(run);
  const built = spawnSync('npm run --silent build:web', {
    ...{ encoding: 'utf8', shell: true },
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (built.status !== 0) throw new Error(`The web app could not be built.\n${built.stdout}\n${built.stderr}`);
}
