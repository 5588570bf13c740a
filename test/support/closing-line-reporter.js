import { chromiumPath } from '../browser/support/chromium.js';

/** Ends a run with one line that a machine can read, taken from the real result. */
export default class ClosingLineReporter {
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
