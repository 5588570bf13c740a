import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginDemo } from './demo-command.js';

/**
 * A folder in which the demo year is loaded once for all suites that look at it. In a run of everything it is loaded beside
 * the first suites; else the first suite that wants it loads it.
 *
 * @param {{ testPathPatterns: { patterns: readonly string[] } }} run
 */
export default function setup(run) {
  if (process.env['LOOPBOOK_TEST_DEMO']) return;
  const folder = mkdtempSync(join(tmpdir(), 'loopbook-demo-'));
  process.env['LOOPBOOK_TEST_DEMO'] = folder;
  if (run.testPathPatterns.patterns.length === 0) beginDemo(folder);
}
