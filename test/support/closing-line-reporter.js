/** Ends a run with one line that a machine can read, taken from the real result. */
export default class ClosingLineReporter {
  /**
   * @param {unknown} _
   * @param {import('@jest/reporters').AggregatedResult} result
   */
  onRunComplete(_, result) {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, numRuntimeErrorTestSuites } = result;
    // A suite that could not even be loaded has no failed test of its own, and must not look like a success.
    const failed =
      numFailedTests + (numFailedTests === 0 ? Math.max(numFailedTestSuites, numRuntimeErrorTestSuites) : 0);
    const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed${skipped}\n`);
  }
}
