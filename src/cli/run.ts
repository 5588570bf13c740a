import { Command, CommanderError } from 'commander';
import { QueryFailedError } from 'typeorm';
import type { CliCommand, Surroundings } from './command.js';
import { demoCommand } from './demo.js';
import { migrateCommand } from './migrate.js';
import { openApiCommand } from './openapi.js';
import { balanceCommand, dependenceCommand } from './plant.js';
import { reportCommand } from './report.js';
import { verifyCommand } from './verify.js';

const COMMANDS: readonly CliCommand[] = [
  ...[migrateCommand, demoCommand, reportCommand, balanceCommand, dependenceCommand],
  ...[verifyCommand, openApiCommand],
];

/**
 * Runs one command.
 *
 * @param args what stands after the program's name
 * @returns the exit code: 0 where all is well, 1 where it is not, 2 where the command was not understood
 */
export async function runCli(args: readonly string[], around: Surroundings): Promise<number> {
  const program = new Command('loopbook')
    .description('Keeps the books of a recycling loop. Needs DATABASE_URL only, and works beside the running service.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => around.out(text.trimEnd()),
      writeErr: (text) => around.err(text.trimEnd()),
    });
  let exitCode = 0;
  for (const { describe, run } of COMMANDS) {
    describe(program).action(async (...given: unknown[]) => {
      exitCode = await run(given, around);
    });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    around.err(inWords(error));
    return 1;
  }
}

function inWords(error: unknown): string {
  if (error instanceof QueryFailedError) return `The database refused: ${error.message}`;
  // A refused connection is an AggregateError with an empty message: one error for each address that was tried.
  if (error instanceof AggregateError) return error.errors.map(inWords).join('\n');
  return error instanceof Error && error.message ? error.message : String(error);
}
