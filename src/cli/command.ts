import type { Command } from 'commander';
import type { Config } from '../config/config.js';

/** Where a command runs: its configuration, where its answer goes and where what went wrong. One call is one line. */
export interface Surroundings {
  readonly config: () => Config;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface CliCommand {
  /** Adds the command, with its arguments and options, to the program. */
  readonly describe: (program: Command) => Command;
  /**
   * @param given the arguments, then the options
   * @returns the exit code
   */
  readonly run: (given: readonly unknown[], around: Surroundings) => Promise<number>;
}
