import { runNode } from './children.js';
import { copyDatabase, requireVerified, type Databases } from './databases.js';
import { atLeast, atMost, type Figure } from './figures.js';
import { byProductsFile, type Format } from './files/by-products.js';
import { FileDesk, type Timed } from './files/desk.js';
import { besideOthers } from './files/others.js';
import type { BenchDatabase } from './history/setting.js';
import { Play } from './play.js';
import { serviceOn, withServer, type Server } from './service.js';
import { digits, medianOf } from './statistics.js';

const FORMATS: readonly Format[] = ['csv', 'xlsx'];
const CONNECTIONS = 8;
const ROUNDS = 3;
const ROUND_MS = 1_500;
const MOST_MB = 350;
const VERIFY_UP_TO = 25_000;
/** By-products with assays from a file, beside the first build, which logs them one by one, and the bare driver. */
export async function benchImport(databases: Databases, rows: number): Promise<Figure[]> {
  const { first } = databases;
  const beside = first && (await first.empty('import'));
  const figures: Figure[] = [];
  const firstRates: number[] = [];
  const imported: Imported[] = [];
  const inTurn = async (): Promise<void> => {
    if (first && beside) firstRates.push(...(await withServer(first.serviceOn(beside.path), logged(beside))));
  };
  await inTurn();
  for (const format of FORMATS) {
    imported.push(await measured(databases, format, rows));
    await inTurn();
  }
  for (const one of imported) figures.push(...figuresOf(one, medianOf(firstRates)));
  figures.push(...(await besideOthers(databases, rows)));
  return figures;
}

interface Imported extends Timed {
  readonly format: Format;
  readonly rows: number;
  readonly peakMb: number;
  readonly bare: Bare;
}

function figuresOf({ format, rows, ...one }: Imported, firstRate: number): Figure[] {
  const what = `${digits(rows)} by-products from ${format.toUpperCase()}`;
  const rate = (rows * 1000) / one.bookingMs;
  const bareRate = (rows * 1000) / one.bare.ms;
  const told = `${digits(rate)} a second`;
  return [
    {
      what: `${what}, booking`,
      figure: `${told}, processor ${digits(one.processorMs)} ms each, of the bare driver ${digits(one.bare.processorMs / rows)} ms`,
    },
    ...(firstRate > 0
      ? [
          atLeast(
            `${what}, rate to that of the first build, one by one over ${CONNECTIONS} connections`,
            rate / firstRate,
            12,
            `${told} to ${digits(firstRate)}`,
          ),
        ]
      : []),
    atLeast(
      `${what}, rate to that of the bare driver in one transaction`,
      rate / bareRate,
      0.4,
      `${told} to ${digits(bareRate)}`,
    ),
    atMost(
      `${what}, looking to booking`,
      one.lookingMs / one.bookingMs,
      1,
      `${digits(one.lookingMs / 1000)} s to ${digits(one.bookingMs / 1000)} s`,
    ),
    {
      what: `${what}, most resident memory`,
      figure: `${digits(one.peakMb)} MB`,
      goal: `at most ${MOST_MB} MB`,
      met: one.peakMb <= MOST_MB,
    },
  ];
}

/** An import on books of its own, and the same rows written by the bare driver afterwards. */
async function measured(databases: Databases, format: Format, rows: number): Promise<Imported> {
  const database = await databases.empty(`import-${format}`);
  const barePath = database.path.replace('.sqlite', '-bare.sqlite');
  copyDatabase(database.path, barePath);
  const file = await byProductsFile(format, 'IMPORT', rows, database.path.replace('.sqlite', `.${format}`));
  const found = await withServer(serviceOn(database.path), async (server) => {
    const desk = new FileDesk(server, database);
    const timed = await desk.whole(format, file, rows);
    return { ...timed, peakMb: server.peakMb() };
  });
  if (rows <= VERIFY_UP_TO) await requireVerified(database.path);
  return { ...found, format, rows, bare: await bareOf(database.path, barePath) };
}

interface Bare {
  readonly ms: number;
  readonly processorMs: number;
}

async function bareOf(from: string, to: string): Promise<Bare> {
  const args = ['--import', './test/support/typescript.js', 'bench/bare/books.ts', from, to];
  const { rows, ...bare } = JSON.parse(await runNode(args, process.cwd())) as Bare & { rows: Record<string, number> };
  if (!rows['batch'] || rows['batch'] !== rows['assay']) {
    throw new Error(`The bare driver has written other rows: ${JSON.stringify(rows)}`);
  }
  return bare;
}

/** How many a second the first build logs, one by one. */
function logged(database: BenchDatabase): (server: Server) => Promise<number[]> {
  return async (server) => {
    const play = new Play(server, database, 'the first build');
    const rates: number[] = [];
    for (let round = -1; round < ROUNDS; round += 1) {
      const rate = await rateOf(play);
      if (round >= 0) rates.push(rate);
    }
    return rates;
  };
}

async function rateOf(play: Play): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  const connection = async (): Promise<void> => {
    while (performance.now() - startedAt < ROUND_MS) {
      await play.log();
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return (count * 1000) / (performance.now() - startedAt);
}
