// @ts-expect-error -- It comes without types.
import { createRunner } from 'jest-light-runner';

/**
 * Tells the process that a suite goes to what it asks for, and no other: the runner itself tells all that have been given a
 * suite when the first of them asks, and one that does not listen yet would wait for ever.
 *
 * @param {object} workerData
 */
function channelFor(workerData) {
  /** @type {((message: object) => void) | undefined} */
  let tell;
  return {
    /** @param {(message: object) => void} listener */
    onMessage: (listener) => {
      tell = listener;
    },
    /** @param {unknown} message */
    postMessage: (message) => {
      if (message === 'jest-light-runner-get-worker-data')
        tell?.({ type: 'jest-light-runner-worker-data', workerData });
    },
  };
}

/** The pools of processes by project, each suite with a channel of its own. */
class Pools extends Map {
  /** @param {object} globalConfig */
  constructor(globalConfig) {
    super();
    this.globalConfig = globalConfig;
  }

  /**
   * @override
   * @param {object} projectConfig
   * @param {{ pool: { run(path: string, options: object): Promise<unknown> } }} made
   */
  set(projectConfig, { pool }) {
    const workerData = { globalConfig: this.globalConfig, projectConfig, runtime: 'child_process' };
    /** @param {{ path: string }} test */
    const run = (test) => pool.run(test.path, { channel: channelFor(workerData) });
    return super.set(projectConfig, { pool, run });
  }
}

/** @type {any} */
const LightRunner = createRunner({ runtime: 'child_process' });

/** Suites of a project share processes and what those have loaded: a world of its own for each would load all of it anew. */
export default class Runner extends LightRunner {
  /** @param {...any} told */
  constructor(...told) {
    super(...told);
    if (this._runtime === 'child_process') this._testRunners = new Pools(this._globalConfig);
  }
}
