import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { playLoad } from '../bench/history/load.js';
import type { Setting, Side } from '../bench/history/setting.js';
import { Stage } from '../bench/history/stage.js';
import { AgreementsQueries } from '../src/modules/agreements/index.js';
import { AssayRow } from '../src/modules/batches/assay.entity.js';
import { BatchEventRow } from '../src/modules/batches/batch-event.entity.js';
import { BatchPartyRow } from '../src/modules/sight/batch-party.entity.js';
import { BatchRow } from '../src/modules/batches/batch.entity.js';
import { ChargeRow } from '../src/modules/charges/charge.entity.js';
import { EntryRow, EntrySubjectRow, PostingRow } from '../src/modules/ledger/entry.entity.js';
import { AccountTotalRow, BalanceRow, MeasureTotalRow } from '../src/modules/ledger/total.entity.js';
import { PartiesQueries } from '../src/modules/parties/index.js';
import {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from '../src/modules/runs/run.entity.js';
import { ShipmentLineRow, ShipmentRow } from '../src/modules/shipments/shipment.entity.js';
import { signedAgreement } from './support/loop.js';
import { MadeRows, Replay } from './support/replay.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type WorldParty } from './support/world.js';

/** Loads by number: with a refused part, a dispute, a sample, material put back, an estimate and one without an assay. */
const LOADS = [8, 30, 5, 3, 39, 49];
const BEGIN = Date.parse('2027-02-01T12:00:00Z');
const MONTH_MS = 30 * 86_400_000;

/** Everything that is made, which is all but what stands beside the books. */
const MADE = [
  ...[EntryRow, PostingRow, EntrySubjectRow, BalanceRow, AccountTotalRow, MeasureTotalRow],
  ...[BatchRow, AssayRow, BatchPartyRow, BatchEventRow, ShipmentRow, ShipmentLineRow, ChargeRow],
  ...[RunRow, RunInputRow, RunFeedRow, RunResidueRow, RunOutputRow, RunShareRow, RunWarningRow],
] as const;

type Read = <Row extends ObjectLiteral>(entity: EntityTarget<Row>) => readonly Row[];

/*
 * The bench fills its databases past the service. Its figures mean something only while its rows are those that the
 * service would have written: here the same story is told both ways, and every row of the one is held against the other.
 */
describe('the history that the bench makes', () => {
  let app: TestApp;
  let made: Read;
  let written: Read;

  beforeAll(async () => {
    app = await TestApp.start();
    const setting = await settingOf(app);
    const stage = new Stage(setting);
    LOADS.forEach((number, index) => playLoad(stage, { number, at: BEGIN + index * MONTH_MS, everyMs: 3_600_000 }));
    stage.books.closeDays(null);
    const rows = new MadeRows(stage.books.rows.take());
    await new Replay(app, rows, [setting.plant, setting.recycler]).play();
    made = (entity) => rows.of(entity);
    written = await readAll(app);
  });
  afterAll(() => app.stop());

  it.each(MADE.map((entity) => [entity.name, entity] as const))('has every %s as the service has it', (_, entity) => {
    const want = textsOf(written, entity);
    expect(want.length).toBeGreaterThan(0);
    expect(textsOf(made, entity)).toEqual(want);
  });

  it('tells of what goes otherwise, too', () => {
    const kinds = new Set(written(EntryRow).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual([
      ...['charged', 'dispatched', 'disposed', 'logged', 'received', 'run', 'settled', 'supplied'],
    ]);
    expect(written(BatchRow).some(({ refused }) => refused)).toBe(true);
    expect(written(BatchEventRow).some(({ estimatedBefore }) => estimatedBefore)).toBe(true);
    expect(written(BatchRow).some(({ assayId }) => assayId === null)).toBe(true);
  });
});

async function settingOf(app: TestApp): Promise<Setting> {
  const world = await buildWorld(app);
  await signedAgreement(app, world);
  const [plant, recycler] = [await sideOf(app, world.plant), await sideOf(app, world.recycler)];
  const place = { siteId: plant.site.id, stream: '*', day: '2027-02-01' };
  const covering = await app.nest.get(AgreementsQueries).covering(app.store.manager, place);
  if (!covering) throw new Error('The agreement is not in force.');
  return { plant, recycler, covering };
}

async function sideOf(app: TestApp, { id, admin, sites }: WorldParty): Promise<Side> {
  const site = await app.nest.get(PartiesQueries).site(sites[0]);
  if (!site) throw new Error('The party has no site.');
  return { partyId: id, userId: admin.id, token: admin.token, site };
}

async function readAll(app: TestApp): Promise<Read> {
  const tables = new Map<unknown, readonly ObjectLiteral[]>();
  for (const entity of MADE) tables.set(entity, await app.store.manager.find<ObjectLiteral>(entity));
  return <Row extends ObjectLiteral>(entity: EntityTarget<Row>) => (tables.get(entity) ?? []) as readonly Row[];
}

/** What the identifiers of either telling stand for, in words that are the same in both. */
function wordsOf(read: Read): ReadonlyMap<string, string> {
  const words = new Map(read(BatchRow).map(({ id, code }) => [id, `batch ${code}`]));
  const wordOf = (id: string): string => words.get(id) ?? id;
  const named = (ids: readonly string[]): string => ids.map(wordOf).sort().join(', ');
  for (const { id, batchId } of read(AssayRow)) words.set(id, `assay of ${wordOf(batchId)}`);
  for (const { id, code } of read(RunRow)) words.set(id, `run ${code}`);
  for (const { id, batchId } of read(ChargeRow)) words.set(id, `charge of ${wordOf(batchId)}`);
  for (const { id } of read(ShipmentRow)) {
    const lines = read(ShipmentLineRow).filter(({ shipmentId }) => shipmentId === id);
    words.set(id, `shipment of ${named(lines.map(({ batchId }) => batchId))}`);
  }
  for (const { id, kind } of read(EntryRow)) {
    const links = read(EntrySubjectRow).filter(({ entryId }) => entryId === id);
    words.set(id, `${kind} ${named(links.map(({ subjectId }) => subjectId))}`);
  }
  return words;
}

/** The code of a shipment, which each telling makes up for itself. */
const MADE_UP = /^(T|S-MP-1|S-RC-1)-/i;
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The rows of a table as sorted texts in which identifiers are words. */
function textsOf(read: Read, entity: EntityTarget<ObjectLiteral>): string[] {
  const words = wordsOf(read);
  return read(entity)
    .map((row) => textOf(row).replace(UUID, (id) => words.get(id) ?? id))
    .sort();
}

/** Structured values are compared as they are stored. */
function textOf(row: ObjectLiteral): string {
  const parts = Object.entries(row).map(([name, value]: [string, unknown]) => {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
    return `${name}: ${MADE_UP.test(text) ? 'made up' : text}`;
  });
  return parts.sort().join('; ');
}
