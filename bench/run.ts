import { Argument, Command, InvalidArgumentError } from 'commander';
import { benchReceive, benchRun } from './acts.js';
import { benchBalance } from './balance.js';
import { Databases } from './databases.js';
import { figuresText, type Figure } from './figures.js';
import { benchFlood } from './flood.js';
import { benchImport } from './import.js';
import { benchJournal } from './journal.js';
import { benchLog } from './log.js';
import { benchMemory } from './memory.js';
import { benchReport } from './report.js';
import { benchScreen } from './screen.js';
import { benchStart } from './start.js';
import { benchTrace } from './trace.js';

interface Options {
  readonly keep?: boolean;
  readonly rows: number;
}

const BENCHES: Readonly<Record<string, (databases: Databases, options: Options) => Promise<Figure[]>>> = {
  report: benchReport,
  balance: benchBalance,
  ledger: benchJournal,
  log: benchLog,
  receive: benchReceive,
  run: benchRun,
  trace: benchTrace,
  start: benchStart,
  memory: benchMemory,
  flood: benchFlood,
  screen: benchScreen,
  import: (databases, { rows }) => benchImport(databases, rows),
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const program = new Command('bench')
  .description('Measures the built service, and prints each figure beside its goal.')
  .addArgument(new Argument('[what...]', 'all where nothing is named').choices(Object.keys(BENCHES)))
  .option('--keep', 'keep the histories in var/bench, and use those that are there')
  .option('--rows <number>', 'of the files that are imported', wholeNumber, 250_000)
  .parse();

/** @throws InvalidArgumentError */
function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is no whole number.');
  return Number(text);
}

/** A goal that is not met is said and is no failure; a bench that breaks is one, and the others go on. */
async function main(names: readonly string[], databases: Databases, options: Options): Promise<void> {
  const figures: Figure[] = [];
  const broken: string[] = [];
  try {
    for (const name of names) {
      say(`Measuring: ${name}`);
      try {
        figures.push(...((await BENCHES[name]?.(databases, options)) ?? []));
      } catch (error) {
        broken.push(`BROKEN: ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    databases.clear();
  }
  say(`\n${[figuresText(figures), ...broken].join('\n')}`);
  if (broken.length > 0) process.exitCode = 1;
}

const options = program.opts<Options>();
const names = program.args.length > 0 ? program.args : Object.keys(BENCHES);
await main(names, new Databases(options.keep ?? false, say), options);
