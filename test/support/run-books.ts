import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { insertRows, type Value } from '../../src/database/index.js';
import { shownTo } from '../../src/domain/acts/act.js';
import type { Sees } from '../../src/domain/sight/seers.js';
import { drawStep } from '../../src/domain/acts/batch-life.js';
import { elementMassesMg, namedElements, type Composition } from '../../src/domain/matter/composition.js';
import { drawn, DRY_MASS, totalMg, type Holding, type Origin } from '../../src/domain/matter/holding.js';
import { postingsOf, stockAccount, WORLD, type Movement } from '../../src/domain/books/ledger.js';
import { kgToMg, pctToPpm } from '../../src/domain/measure/quantities.js';
import { decideRun } from '../../src/domain/acts/run.js';
import { arrivalOf, dispatchMovements, receiptMovements, type Leg } from '../../src/domain/acts/shipment.js';
import { AssayRow } from '../../src/modules/batches/assay.entity.js';
import { bornAt } from '../../src/domain/acts/born.js';
import { BatchStore } from '../../src/modules/batches/batch-store.js';
import type { BatchRow } from '../../src/modules/batches/batch.entity.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import { Ledger, stockOf, transitOf, type Act, type EntryRow } from '../../src/modules/ledger/index.js';
import { PartiesQueries, type SiteFacts } from '../../src/modules/parties/index.js';
import { writeSight } from '../../src/modules/sight/index.js';
import type { TestApp } from './test-app.js';

type Percent = Readonly<Record<string, number>>;

export interface RunPlan {
  readonly siteId: string;
  readonly code: string;
  readonly inputs: readonly { readonly batchId: string; readonly dryKg?: number }[];
  readonly otherFeed?: readonly { origin: Origin; description: string; dryKg: number; composition: Percent }[];
  readonly outputs: readonly { readonly code: string; readonly dryKg: number; readonly composition: Percent }[];
  readonly residues?: readonly { readonly kind: string; readonly dryKg: number; readonly composition: Percent }[];
  /** Who sees each output whole, and who its share. */
  readonly all: readonly string[];
  readonly share?: readonly string[];
}

/** Everything happens at noon UTC of one day: traces do not depend on it. */
const AT = { at: Date.parse('2027-04-01T12:00:00Z'), on: '2027-04-01', localOn: '2027-04-01' };

const ppm = (composition: Percent): Composition =>
  Object.fromEntries(Object.entries(composition).map(([formula, pct]) => [formula, pctToPpm(pct)]));

function masses({ dryKg, composition }: { readonly dryKg: number; readonly composition: Percent }) {
  const dryMg = kgToMg(dryKg);
  return { dryMg, elementsMg: elementMassesMg(dryMg, ppm(composition), catalogue) };
}

/** Runs, deliveries and charges booked past the modules that decide on them: just what a trace reads of them. */
export class RunBooks {
  constructor(private readonly app: TestApp) {}

  /** Books a run; answers its id, its entry and the ids of its outputs. */
  run(plan: RunPlan): Promise<{ runId: string; entry: EntryRow; outputIds: string[] }> {
    return this.app.work.run(async (tx) => {
      const site = await this.site(tx, plan.siteId);
      const inputs = await this.draw(tx, plan.inputs, 'processed');
      const outputs = plan.outputs.map((output) => ({ batchId: v7(), kind: 'recycled' as const, ...masses(output) }));
      const runId = v7();
      const residues = (plan.residues ?? []).map(masses);
      const decision = decideRun({
        ...{ runId, siteId: site.id, partyId: site.partyId, kind: 'recycling', custodyModel: 'controlled-blending' },
        ...{ day: AT.on, inputs, outputs, residues, overrideReason: null, sides: new Map() },
        otherFeed: (plan.otherFeed ?? []).map((feed) => ({ origin: feed.origin, ...masses(feed) })),
      });
      const rows = outputs.map(({ batchId, dryMg }, index): BatchRow => {
        const birth = {
          id: batchId,
          code: plan.outputs[index]?.code ?? '',
          site,
          moment: AT,
          by: { now: AT.at, userId: v7(), newId: v7 },
        };
        return { ...bornAt(birth), kind: 'recycled', product: 'rMREO', runId, dryMg, netMg: dryMg };
      });
      await this.store.insert(tx, rows);
      const subjectIds = [...inputs, ...outputs].map(({ batchId }) => batchId);
      const entry = await this.book(tx, site, { kind: 'run', subjectIds: [runId, ...subjectIds] }, decision.movements);
      await insertRun(tx, { plan, runId, site, entryId: entry.id });
      await insert(tx, 'run_input', inputs, ({ batchId, kind, drawn: contents, named }, ordinal) => ({
        ...{ runId, batchId, ordinal, kind, dryMg: totalMg(contents, DRY_MASS) },
        ...{ contents: JSON.stringify(contents), named: JSON.stringify([...named]) },
      }));
      await insert(tx, 'run_output', outputs, ({ batchId, dryMg }, ordinal) => ({ runId, batchId, ordinal, dryMg }));
      const unnamed = decision.closure.filter(({ element }) =>
        decision.warnings.some((warning) => warning.code === 'element-not-assayed' && warning.element === element),
      );
      await insert(tx, 'run_warning', unnamed, ({ element, unaccountedMg }) => ({
        ...{ runId, agreementKey: '', code: 'element-not-assayed', element },
        ...{ occurredOn: AT.on, massMg: unaccountedMg },
      }));
      const seers = [
        ...(plan.share ?? []).map((partyId) => [partyId, 'share'] as const),
        ...plan.all.map((partyId) => [partyId, 'all'] as const),
      ];
      await writeSight(
        tx,
        rows.map((batch) => ({ batch, sees: new Map<string, Sees>(seers), hidden: [] })),
      );
      return { runId, entry, outputIds: rows.map(({ id }) => id) };
    });
  }

  /** Takes back a run, as the runs module does. */
  async reverseRun({
    runId,
    entry,
    outputIds,
  }: {
    runId: string;
    entry: EntryRow;
    outputIds: string[];
  }): Promise<void> {
    await this.app.work.run(async (tx) => {
      await this.ledger.reverse(tx, entry, { userId: v7(), reason: 'a mistake' });
      for (const row of await this.store.lock(tx, outputIds)) await this.store.step(tx, row, { step: 'void' });
      await tx.update('run', { id: runId }, { status: 'reversed', liveKey: null });
    });
  }

  /** Sends what is left of a batch to another site. */
  dispatch(batchId: string, toSiteId: string): Promise<Leg> {
    return this.app.work.run(async (tx) => {
      const [batch] = await this.store.lock(tx, [batchId]);
      if (!batch) throw new Error('There is no such batch.');
      const [from, to] = [await this.site(tx, batch.siteId), await this.site(tx, toSiteId)];
      const leg: Leg = {
        ...{ shipmentId: v7(), batchId, byProduct: batch.kind === 'by-product', leak: null, sides: new Map() },
        from: { siteId: from.id, partyId: from.partyId },
        to: { siteId: to.id, partyId: to.partyId },
      };
      await insert(tx, 'shipment', [leg], ({ shipmentId }) => ({
        ...{
          id: shipmentId,
          code: shipmentId,
          codeKey: shipmentId,
          status: 'in-transit',
          documents: '[]',
          createdAt: AT.at,
          version: 1,
        },
        ...{ fromPartyId: from.partyId, fromSiteId: from.id, toPartyId: to.partyId, toSiteId: to.id },
      }));
      const holding = (await stockOf(tx, [batchId])).get(batchId) ?? [];
      const subjectIds = [batchId, leg.shipmentId];
      await this.book(tx, from, { kind: 'dispatched', subjectIds }, dispatchMovements(leg, holding, AT.on));
      await this.store.update(tx, batch, { status: 'in-transit', shipmentId: leg.shipmentId });
      return leg;
    });
  }

  /** Sends a batch to another site, where it arrives whole and is accepted. */
  async deliver(batchId: string, toSiteId: string): Promise<void> {
    const leg = await this.dispatch(batchId, toSiteId);
    await this.app.work.run(async (tx) => {
      const [batch] = await this.store.lock(tx, [batchId]);
      if (!batch) throw new Error('There is no such batch.');
      const to = await this.site(tx, toSiteId);
      const dispatched = (await transitOf(tx, [batchId])).get(batchId) ?? [];
      const weights = { receivedDryMg: totalMg(dispatched, DRY_MASS), refusedDryMg: 0 };
      const arrival = arrivalOf({ dispatched, composition: null, catalogue }, weights);
      const days = { dispatched: AT.on, received: AT.on };
      const movements = receiptMovements(leg, arrival, days, null);
      await this.book(tx, to, { kind: 'received', subjectIds: [batchId, leg.shipmentId] }, movements);
      const place = { siteId: to.id, holderId: to.partyId, shipmentId: null };
      await this.store.update(tx, batch, { ...place, status: 'received', resting: 'received' });
      await writeSight(tx, [shownTo(batch, [to.partyId])]);
    });
  }

  /** Charges a batch, or part of it, where it is. */
  charge(batchId: string, dryKg: number): Promise<EntryRow> {
    return this.app.work.run(async (tx) => {
      const [draw] = await this.draw(tx, [{ batchId, dryKg }], 'charged');
      if (!draw) throw new Error('There is no such batch.');
      const [batch] = await this.store.lock(tx, [batchId]);
      const site = await this.site(tx, batch?.siteId ?? '');
      const movement: Movement = {
        ...{ day: AT.on, partyId: site.partyId, fromBatchId: batchId, toBatchId: batchId, holding: draw.drawn },
        ...{ from: stockAccount(site.id), to: WORLD.charged },
      };
      return this.book(tx, site, { kind: 'charged', subjectIds: [batchId] }, [movement]);
    });
  }

  reverse(entry: EntryRow): Promise<EntryRow> {
    return this.app.work.run((tx) => this.ledger.reverse(tx, entry, { userId: v7(), reason: 'a mistake' }));
  }

  private get ledger(): Ledger {
    return this.app.nest.get(Ledger);
  }

  private get store(): BatchStore {
    return this.app.nest.get(BatchStore);
  }

  private async site(tx: EntityManager, id: string): Promise<SiteFacts> {
    const site = await this.app.nest.get(PartiesQueries).site(id, tx);
    if (!site) throw new Error(`There is no site ${id}.`);
    return site;
  }

  private async draw(tx: EntityManager, asked: RunPlan['inputs'], end: 'processed' | 'charged') {
    const rows = await this.store.lock(
      tx,
      asked.map(({ batchId }) => batchId),
    );
    const stock = await stockOf(
      tx,
      rows.map(({ id }) => id),
    );
    const inputs: { batchId: string; kind: BatchRow['kind']; drawn: Holding; named: ReadonlySet<string> }[] = [];
    for (const [index, batch] of rows.entries()) {
      const left = stock.get(batch.id) ?? [];
      const leftMg = totalMg(left, DRY_MASS);
      const dryKg = asked[index]?.dryKg;
      const dryMg = dryKg === undefined ? leftMg : kgToMg(dryKg);
      const assay = batch.assayId ? await tx.findOneBy(AssayRow, { id: batch.assayId }) : null;
      const named = assay ? namedElements(assay.composition, catalogue) : new Set(left.map((each) => each.commodity));
      inputs.push({ batchId: batch.id, kind: batch.kind, drawn: drawn(left, dryMg), named });
      await this.store.step(tx, batch, { step: drawStep(end, leftMg, dryMg) });
    }
    return inputs;
  }

  private book(
    tx: EntityManager,
    site: SiteFacts,
    act: Pick<Act, 'kind' | 'subjectIds'>,
    movements: readonly Movement[],
  ): Promise<EntryRow> {
    return this.ledger.book(tx, {
      ...act,
      ...{ occurredAt: AT.at, occurredOn: AT.on, partyId: site.partyId, siteId: site.id, userId: null },
      postings: postingsOf(movements),
    });
  }
}

async function insertRun(
  tx: EntityManager,
  { plan, runId, site, entryId }: { plan: RunPlan; runId: string; site: SiteFacts; entryId: string },
): Promise<void> {
  await insert(tx, 'run', [plan], ({ code }) => ({
    ...{
      id: runId,
      kind: 'recycling',
      code,
      codeKey: code.toLowerCase(),
      liveKey: code.toLowerCase(),
      status: 'closed',
      partyId: site.partyId,
    },
    ...{ siteId: site.id, custodyModel: 'controlled-blending', startedAt: AT.at, occurredAt: AT.at },
    ...{ occurredOn: AT.on, overrideReason: null, entryId, createdAt: AT.at, userId: null },
  }));
  await insert(tx, 'run_feed', plan.otherFeed ?? [], ({ origin, description, ...feed }, ordinal) => ({
    ...{ runId, ordinal, origin, description, dryMg: kgToMg(feed.dryKg) },
    composition: JSON.stringify(ppm(feed.composition)),
  }));
  await insert(tx, 'run_residue', plan.residues ?? [], ({ kind, ...residue }, ordinal) => ({
    ...{ runId, ordinal, kind, destination: 'Landfill', dryMg: kgToMg(residue.dryKg) },
    composition: JSON.stringify(ppm(residue.composition)),
  }));
}

async function insert<Item>(
  tx: EntityManager,
  table: string,
  items: readonly Item[],
  rowOf: (item: Item, index: number) => Record<string, Value>,
): Promise<void> {
  const rows = items.map(rowOf);
  const columns = Object.keys(rows[0] ?? {});
  await insertRows(tx, { table, columns, rows: rows.map((row) => columns.map((name) => row[name] ?? null)) });
}
