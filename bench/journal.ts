import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { Database, runSql } from '../src/database/index.js';
import { entities } from '../src/app/entities.js';
import type { Databases } from './databases.js';
import { atLeast, type Figure } from './figures.js';
import { TERM } from './history/setting.js';
import { atDesk, timedReport, type Desk } from './report.js';
import { digits, spreadOf, withRange, type Spread } from './statistics.js';
import { turnByTurn } from './turns.js';

const BATCHES = 25_000;
const ROUNDS = 3;
const REPORTS_A_ROUND = 20;
const LEAST_RATIO = 400;
const ENTRIES_AT_ONCE = 2_000;
const WHAT = `report over ten years against the balance report of Debian's ledger, ${digits(BATCHES)} batches`;

/** The same postings in the journal of the `ledger` command: its balance report against ours, turn by turn. */
export async function benchJournal(databases: Databases): Promise<Figure[]> {
  if (spawnSync('ledger', ['--version']).status !== 0) {
    return [{ what: WHAT, figure: 'not measured: there is no command `ledger` here (Debian: apt-get install ledger)' }];
  }
  const database = await databases.history(BATCHES);
  const journal = database.path.replace('.sqlite', '.ledger');
  await writeJournal(database.path, journal);
  const [mine, theirs] = await atDesk(database, (desk) => compare(desk, journal));
  return [
    { what: `report over ten years, ${digits(BATCHES)} batches`, figure: withRange(mine, 'ms') },
    { what: 'ledger -f journal balance, the same postings', figure: withRange(theirs, 'ms') },
    atLeast(WHAT, theirs.median / mine.median, LEAST_RATIO, 'times faster'),
  ];
}

async function compare(desk: Desk, journal: string): Promise<[Spread, Spread]> {
  const measured = await turnByTurn([journal], { warmUp: 1, rounds: ROUNDS }, async () => {
    const balance = timedBalance(journal);
    const reports: number[] = [];
    for (let count = 0; count < REPORTS_A_ROUND; count += 1) reports.push(await timedReport(desk, TERM));
    return { balance, reports };
  });
  const rounds = measured.flat();
  return [spreadOf(rounds.flatMap(({ reports }) => reports)), spreadOf(rounds.map(({ balance }) => balance))];
}

function timedBalance(journal: string): number {
  const startedAt = performance.now();
  const { status, stderr } = spawnSync('ledger', ['-f', journal, 'balance'], { stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`ledger ended with ${status}: ${stderr.toString()}`);
  return performance.now() - startedAt;
}

interface PostingLine {
  readonly entryId: string;
  readonly kind: string;
  readonly occurredOn: string;
  readonly fromAccount: string;
  readonly toAccount: string;
  readonly commodity: string;
  readonly massMg: number;
}

/** Every entry as a transaction, every posting as its two lines in milligrams. */
async function writeJournal(path: string, journal: string): Promise<void> {
  const database = await Database.openExisting({ kind: 'sqlite', path }, entities);
  const file = createWriteStream(journal);
  try {
    for (let after = ''; ;) {
      const lines = await runSql<PostingLine>(
        database.manager,
        `SELECT p."entryId", e."kind", e."occurredOn", p."fromAccount", p."toAccount", p."commodity", p."massMg"
          FROM (SELECT * FROM "entry" WHERE "id" > ? ORDER BY "id" LIMIT ${ENTRIES_AT_ONCE}) e
          JOIN "posting" p ON p."entryId" = e."id" ORDER BY e."id", p."ordinal"`,
        [after],
      );
      const last = lines.at(-1);
      if (!last) break;
      after = last.entryId;
      if (!file.write(transactions(lines))) await once(file, 'drain');
    }
  } finally {
    await database.close();
    file.end();
    await once(file, 'finish');
  }
}

function transactions(lines: readonly PostingLine[]): string {
  let text = '';
  let entry = '';
  for (const { entryId, kind, occurredOn, fromAccount, toAccount, commodity, massMg } of lines) {
    if (entryId !== entry) text += `\n${occurredOn.replaceAll('-', '/')} ${kind} ${entryId}\n`;
    entry = entryId;
    text += `    ${toAccount}    ${massMg} "${commodity}"\n    ${fromAccount}    ${-massMg} "${commodity}"\n`;
  }
  return text;
}
