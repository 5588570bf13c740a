import { daysOf } from '../../src/domain/measure/events.js';
import { chargedUsabilityPpm, chargeMovement } from '../../src/domain/acts/charge.js';
import {
  elementAsOxideMg,
  elementMassesMg,
  namedElements,
  type Composition,
} from '../../src/domain/matter/composition.js';
import { commoditiesOf, DRY_MASS, sumOf, totalMg, type Holding } from '../../src/domain/matter/holding.js';
import { PPM, scaled } from '../../src/domain/measure/quantities.js';
import { decideRun, type RunDecision } from '../../src/domain/acts/run.js';
import { readComposition } from '../../src/modules/batches/assay-rows.js';
import { bornAt, coded } from '../../src/domain/acts/born.js';
import type { BatchRow } from '../../src/modules/batches/batch.entity.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import { ChargeRow } from '../../src/modules/charges/charge.entity.js';
import {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from '../../src/modules/runs/run.entity.js';
import { factsOf, feedOf, type DecidableRun, type RunParts } from '../../src/domain/acts/run-facts.js';
import { asRead, type Lot, type Stage } from './stage.js';

const RECYCLED = 'rMREO';
/** Of what goes in, in parts per million: what becomes product, and what an assayed residue takes with it. */
const RECOVERED_PPM = 960_000;
const REJECTED_PPM = 990_000;
const LOST_PPM = 30_000;

const RUN_MS = 8 * 3_600_000;

export interface RunPlan {
  readonly number: number;
  /** The end of the run. */
  readonly at: number;
  readonly otherFeed: boolean;
  readonly residueAssayed: boolean;
}

/** Recycles all of some batches into mixed rare-earth oxide. */
export function recycle(stage: Stage, lots: readonly Lot[], plan: RunPlan): Lot {
  const { recycler } = stage.setting;
  const runId = stage.books.idAt(plan.at);
  const inputs = lots.map(({ batch, held, composition }, ordinal) => ({
    ...{ runId, batchId: batch.id, ordinal, kind: batch.kind, dryMg: totalMg(held, DRY_MASS), contents: held },
    named: [...namedElements(composition ?? {}, catalogue)],
    bounds: null,
  }));
  const feeds = plan.otherFeed ? [{ runId, ordinal: 0, ...COLLECTED }] : [];
  const fed = fedOf(inputs, feeds);
  const residues = [residueOf(runId, fed, plan.residueAssayed)];
  const { batch, composition } = outputOf(stage, plan, fed);
  batch.runId = runId;
  const run = runRow(stage, runId, plan);
  const { covering } = stage.setting;
  const sides = new Map([[covering.agreementId, { ...covering, id: covering.agreementId, processorIds: [] }]]);
  const parts = { inputs, feeds, residues, context: { sides, recoveredFor: new Map() } };
  const elementsMg = elementMassesMg(batch.dryMg, composition, catalogue);
  const output = { batchId: batch.id, kind: 'recycled', dryMg: batch.dryMg, elementsMg } as const;
  const decision = decideRun(factsOf(run, parts, [output], catalogue));
  const subjectIds = [runId, ...lots.map((lot) => lot.batch.id), batch.id];
  const entry = stage.book({ kind: 'run', side: recycler, at: plan.at, subjectIds, movements: decision.movements });
  for (const lot of lots) {
    stage.record(entry, lot, { kind: 'run', dryMg: totalMg(lot.held, DRY_MASS) });
    stage.step(lot, 'end-processed');
    lot.held = [];
  }
  enterRun(stage, { ...run, entryId: entry.id }, { ...parts, batch, decision });
  return { batch, composition, held: asRead(decision.outputHoldings[0] ?? []) };
}

/** End-of-life magnets that the recycler collected elsewhere. */
const COLLECTED: Omit<RunFeedRow, 'runId' | 'ordinal'> = {
  origin: 'post-consumer',
  description: 'End-of-life magnets',
  dryMg: 500_000_000,
  ...readComposition({ Nd: 23.5, Pr: 6.8, Dy: 2.1, Fe: 64, B: 1 }),
};

/** All that goes in, by commodity. */
function fedOf(inputs: readonly RunInputRow[], feeds: readonly RunFeedRow[]): ReadonlyMap<string, number> {
  const drawn: Holding = sumOf(...inputs.map(({ contents }) => contents));
  const fed = new Map(commoditiesOf(drawn).map((commodity) => [commodity, totalMg(drawn, commodity)]));
  for (const feed of feeds) {
    for (const [commodity, massMg] of [[DRY_MASS, feed.dryMg] as const, ...feedOf(feed, catalogue).elementsMg]) {
      fed.set(commodity, (fed.get(commodity) ?? 0) + massMg);
    }
  }
  return fed;
}

function outputOf(
  stage: Stage,
  { number, at }: RunPlan,
  fed: ReadonlyMap<string, number>,
): { batch: BatchRow; composition: Composition } {
  const { plant, recycler } = stage.setting;
  const oxides = [...fed].flatMap(([element, massMg]) =>
    catalogue.rareEarths.has(element)
      ? (elementAsOxideMg(element, scaled(massMg, RECOVERED_PPM, PPM), catalogue) ?? [])
      : [],
  );
  // One percent of it is neither: moisture that the balance took for oxide, chloride, other metals.
  const netMg = oxides.reduce((sum, { massMg }) => sum + Math.ceil(massMg * 1.01), 0);
  const id = stage.books.idAt(at);
  const moment = stage.moment(recycler, at);
  const batch: BatchRow = {
    ...bornAt({ id, code: `R-${number}`, site: recycler.site, moment, by: stage.by(recycler, at) }),
    ...{ kind: 'recycled', product: RECYCLED, netMg, dryMg: netMg },
  };
  const percent = oxides.map(({ oxide, massMg }) => [oxide, scaled(massMg, PPM, netMg) / 10_000] as const);
  const { composition } = stage.assay(batch, recycler, Object.fromEntries(percent));
  stage.enter(batch);
  stage.show(batch, recycler, plant);
  return { batch, composition };
}

/** Iron and boron, and what was lost of the rare earths; where it was not assayed, all of it is unaccounted for. */
function residueOf(runId: string, fed: ReadonlyMap<string, number>, assayed: boolean): RunResidueRow {
  const elements = [...fed].filter(([commodity]) => commodity !== DRY_MASS);
  const masses = elements.map(([element, massMg]): [string, number] => {
    const ppm = catalogue.rareEarths.has(element) ? LOST_PPM : REJECTED_PPM;
    return [element, scaled(massMg, ppm, PPM)];
  });
  const dryMg = fed.get(DRY_MASS) ?? 0;
  const composition = Object.fromEntries(masses.map(([element, massMg]) => [element, scaled(massMg, PPM, dryMg)]));
  const kind = { kind: 'leach residue', destination: 'landfill' };
  return { runId, ordinal: 0, ...kind, dryMg, composition: assayed ? composition : null };
}

function runRow(stage: Stage, runId: string, { number, at }: RunPlan): DecidableRun {
  const { recycler } = stage.setting;
  const moment = stage.moment(recycler, at);
  const code = `RUN-${number}`;
  return {
    ...{ id: runId, kind: 'recycling', ...coded(code), status: 'closed', overrideReason: null },
    ...{ partyId: recycler.partyId, siteId: recycler.site.id, custodyModel: 'controlled-blending' },
    ...{ startedAt: at - RUN_MS, occurredAt: at, ...daysOf(moment), userId: recycler.userId },
    createdAt: stage.books.recordedAt(at),
  };
}

interface Closing extends RunParts {
  readonly batch: BatchRow;
  readonly decision: RunDecision;
}

function enterRun(stage: Stage, run: RunRow, { inputs, feeds, residues, batch, decision }: Closing): void {
  const { rows } = stage.books;
  const { id: runId, occurredOn } = run;
  rows.add(RunRow, run);
  for (const input of inputs) rows.add(RunInputRow, input);
  for (const feed of feeds) rows.add(RunFeedRow, feed);
  for (const residue of residues) rows.add(RunResidueRow, residue);
  rows.add(RunOutputRow, { runId, batchId: batch.id, ordinal: 0, dryMg: batch.dryMg });
  rows.add(RunShareRow, { runId, agreementId: stage.setting.covering.agreementId, recovered: false });
  for (const { agreementId, code, element, massMg } of decision.warningParts) {
    rows.add(RunWarningRow, { runId, agreementKey: agreementId ?? '', code, element, occurredOn, massMg });
  }
}

/** The plant charges all of a batch into magnet production. */
export function charge(stage: Stage, lot: Lot, at: number): void {
  const { plant, covering } = stage.setting;
  const { batch, held } = lot;
  const moment = stage.moment(plant, at);
  const { product } = batch;
  const defaultPpm = product === null ? undefined : catalogue.product(product)?.usabilityPpm;
  const facts = { product, defaultPpm, factorsOf: () => covering.terms.usabilityPpm };
  const place = { batchId: batch.id, siteId: batch.siteId, partyId: plant.partyId, day: moment.on };
  const movements = [
    chargeMovement(place, held, { sides: new Map(), usabilityOf: (group) => chargedUsabilityPpm(group, facts) }),
  ];
  const entry = stage.book({ kind: 'charged', side: plant, at, subjectIds: [batch.id], movements });
  const dryMg = totalMg(held, DRY_MASS);
  stage.record(entry, lot, { kind: 'charged', dryMg });
  stage.step(lot, 'end-charged');
  lot.held = [];
  stage.books.rows.add(ChargeRow, {
    ...{ id: stage.books.idAt(at), siteId: batch.siteId, partyId: plant.partyId, userId: plant.userId },
    ...{ batchId: batch.id, entryId: entry.id, dryMg, occurredAt: at, ...daysOf(moment) },
    ...{ status: 'booked', createdAt: entry.recordedAt },
  });
}
