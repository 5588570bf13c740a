import type { Act } from '../../src/domain/acts/act.js';
import { decideCloseRun, type GivenOutput } from '../../src/domain/acts/close-run.js';
import type { RunFeed, RunResidue } from '../../src/domain/acts/records.js';
import { sidesOn } from '../../src/domain/acts/shipment-change.js';
import { elementAsOxideMg, elementMassesMg, ofPpm } from '../../src/domain/matter/composition.js';
import { commoditiesOf, DRY_MASS, sumOf, totalMg, type Holding } from '../../src/domain/matter/holding.js';
import { PPM, scaled } from '../../src/domain/measure/quantities.js';
import { membersOf } from '../../src/domain/sight/seers.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import type { Stage } from './stage.js';

/** Of what goes in, in parts per million: what becomes product, and what an assayed residue takes with it. */
const RECOVERED_PPM = 960_000;
const REJECTED_PPM = 990_000;
const LOST_PPM = 30_000;
const RUN_MS = 8 * 3_600_000;

/** End-of-life magnets that the recycler collected elsewhere. */
const COLLECTED: Omit<RunFeed, 'runId' | 'ordinal'> = {
  origin: 'post-consumer',
  description: 'End-of-life magnets',
  dryMg: 500_000_000,
  compositionPpm: ofPpm({ Nd: 235_000, Pr: 68_000, Dy: 21_000, Fe: 640_000, B: 10_000 }),
  belowLimit: null,
};

export interface RunPlan {
  readonly number: number;
  /** The end of the run. */
  readonly at: number;
  readonly otherFeed: boolean;
  readonly residueAssayed: boolean;
}

/** Recycles all of some batches into mixed rare-earth oxide. @returns the batch that it made */
export function recycle(stage: Stage, ids: readonly string[], { number, at, ...plan }: RunPlan): string {
  const { books, setting } = stage;
  const { recycler, agreement } = setting;
  const by = stage.by(recycler, at);
  const moment = stage.moment(recycler, at);
  const assays = new Map(books.all('assay').map((assay) => [assay.id, assay]));
  const sources = ids.map((id) => {
    const batch = books.batch(id);
    return { batch, stock: books.stockOf(id), assay: assays.get(batch.assayId ?? '') ?? null };
  });
  const feeds = plan.otherFeed ? [COLLECTED] : [];
  const fed = fedOf(
    sources.map(({ stock }) => stock),
    feeds,
  );
  const facts = {
    runId: by.newId(),
    site: { ...recycler.site, partyId: recycler.partyId },
    moment,
    by,
    sources,
    past: new Map(),
    context: {
      sides: sidesOn(books.agreements, moment.localOn),
      recoveredFor: new Map<string, ReadonlySet<string>>(),
      members: new Map([[agreement.id, membersOf(agreement)]]),
    },
    catalogue,
  };
  const act: Act = decideCloseRun(facts, {
    kind: 'recycling',
    code: `RUN-${number}`,
    custodyModel: 'controlled-blending',
    startedAt: at - RUN_MS,
    overrideReason: null,
    drawsMg: ids.map(() => null),
    feeds,
    outputs: [outputOf(stage, { number, at }, fed)],
    residues: [residueOf(fed, plan.residueAssayed)],
  });
  stage.enact(act);
  return act.parts[0]?.row.id ?? '';
}

/** All that goes in, by commodity. */
function fedOf(
  drawn: readonly Holding[],
  feeds: readonly Pick<RunFeed, 'dryMg' | 'compositionPpm'>[],
): ReadonlyMap<string, number> {
  const sum = sumOf(...drawn);
  const fed = new Map(commoditiesOf(sum).map((commodity) => [commodity, totalMg(sum, commodity)]));
  for (const { dryMg, compositionPpm } of feeds) {
    for (const [commodity, massMg] of [
      [DRY_MASS, dryMg] as const,
      ...elementMassesMg(dryMg, compositionPpm, catalogue),
    ]) {
      fed.set(commodity, (fed.get(commodity) ?? 0) + massMg);
    }
  }
  return fed;
}

function outputOf(
  stage: Stage,
  { number, at }: Pick<RunPlan, 'number' | 'at'>,
  fed: ReadonlyMap<string, number>,
): GivenOutput {
  const oxides = [...fed].flatMap(([element, massMg]) =>
    catalogue.rareEarths.has(element)
      ? (elementAsOxideMg(element, scaled(massMg, RECOVERED_PPM, PPM), catalogue) ?? [])
      : [],
  );
  // One percent of it is neither: moisture that the balance took for oxide, chloride, other metals.
  const netMg = oxides.reduce((sum, { massMg }) => sum + Math.ceil(massMg * 1.01), 0);
  const shares = oxides.map(({ oxide, massMg }) => [oxide, scaled(massMg, PPM, netMg)] as const);
  const assay = stage.found(at, ofPpm(Object.fromEntries(shares)));
  return { code: `R-${number}`, product: 'rMREO', netMg, moisturePpm: 0, dryMg: netMg, assay };
}

/** Iron and boron, and what was lost of the rare earths; where it was not assayed, all of it is unaccounted for. */
function residueOf(fed: ReadonlyMap<string, number>, assayed: boolean): Omit<RunResidue, 'runId' | 'ordinal'> {
  const elements = [...fed].filter(([commodity]) => commodity !== DRY_MASS);
  const dryMg = fed.get(DRY_MASS) ?? 0;
  const shares = elements.map(([element, massMg]): [string, number] => {
    const ppm = catalogue.rareEarths.has(element) ? LOST_PPM : REJECTED_PPM;
    return [element, scaled(scaled(massMg, ppm, PPM), PPM, dryMg)];
  });
  const compositionPpm = assayed ? ofPpm(Object.fromEntries(shares)) : null;
  return { kind: 'leach residue', destination: 'landfill', dryMg, compositionPpm };
}
