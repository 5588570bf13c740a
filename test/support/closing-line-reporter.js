import { chromiumPath } from '../browser/support/chromium.js';

/** Longer than any suite takes: one that is not done by then waits for something that will never come. */
const HANGS_MS = 20 * 60_000;

/** Ends a run with one line that a machine can read, taken from the real result; and one that would never end. */
export default class ClosingLineReporter {
  /**
   * By suite and not by path: the two databases run the same paths, often at the same time.
   *
   * @type {Map<import('@jest/reporters').Test, NodeJS.Timeout>}
   */
  #patience = new Map();

  /** @param {import('@jest/reporters').Test} test */
  onTestFileStart(test) {
    const giveUp = () => {
      process.stderr.write(`\n${test.path} has not ended in ${HANGS_MS / 60_000} minutes; the run is given up.\n`);
      process.exit(1);
    };
    this.#patience.set(test, setTimeout(giveUp, HANGS_MS));
  }

  /** @param {import('@jest/reporters').Test} test */
  onTestFileResult(test) {
    clearTimeout(this.#patience.get(test));
  }

  /**
   * @param {Set<import('@jest/reporters').TestContext>} contexts
   * @param {import('@jest/reporters').AggregatedResult} result
   */
  onRunComplete(contexts, result) {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, numRuntimeErrorTestSuites } = result;
    // A suite that could not even be loaded has no failed test of its own, and must not look like a success.
    const failed =
      numFailedTests + (numFailedTests === 0 ? Math.max(numFailedTestSuites, numRuntimeErrorTestSuites) : 0);
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    const isBrowserRun = [...contexts].some(({ config }) => config.displayName?.name === 'browser');
    if (isBrowserRun && !chromiumPath()) {
      process.stdout.write('\nThe browser suite was left out: there is no Chromium on this machine.');
    }
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed${skipped}\n`);
  }
}
