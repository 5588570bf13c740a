import type { GivenOutput } from '../../src/domain/acts/close-run.js';
import type { RunFeed, RunResidue } from '../../src/domain/acts/records.js';
import { elementAsOxideMg, elementMassesMg, ofPpm } from '../../src/domain/matter/composition.js';
import { commoditiesOf, DRY_MASS, sumOf, totalMg, type Holding } from '../../src/domain/matter/holding.js';
import { ofMg, plus, PPM, scaled, type Mg } from '../../src/domain/measure/quantities.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import type { Stage } from './stage.js';

/** Of what goes in, in parts per million: what becomes product, and what an assayed residue takes with it. */
const RECOVERED_PPM = 960_000;
const REJECTED_PPM = 990_000;
const LOST_PPM = 30_000;

/** End-of-life magnets that the recycler collected elsewhere. */
const COLLECTED: Omit<RunFeed, 'runId' | 'ordinal'> = {
  origin: 'post-consumer',
  originCountry: null,
  description: 'End-of-life magnets',
  dryMg: ofMg(500_000_000),
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
  const { recycler } = stage.setting;
  const feeds = plan.otherFeed ? [COLLECTED] : [];
  const fed = fedOf([...stage.stocksOf(ids).values()], feeds);
  const act = stage.turnTo(recycler, at).close(`RUN-${number}`, {
    kind: 'recycling',
    custodyModel: 'controlled-blending',
    overrideReason: null,
    siteId: recycler.site.id,
    inputsMg: Object.fromEntries(ids.map((id) => [id, null])),
    feeds,
    outputs: [outputOf(stage, number, fed)],
    residues: [residueOf(fed, plan.residueAssayed)],
  });
  return act.parts[0]?.row.id ?? '';
}

/** All that goes in, by commodity. */
function fedOf(
  drawn: readonly Holding[],
  feeds: readonly Pick<RunFeed, 'dryMg' | 'compositionPpm'>[],
): ReadonlyMap<string, Mg> {
  const sum = sumOf(...drawn);
  const fed = new Map(commoditiesOf(sum).map((commodity) => [commodity, totalMg(sum, commodity)]));
  for (const { dryMg, compositionPpm } of feeds) {
    const masses = [[DRY_MASS, dryMg] as const, ...elementMassesMg(dryMg, compositionPpm, catalogue)];
    for (const [commodity, massMg] of masses) fed.set(commodity, plus(fed.get(commodity) ?? 0, massMg));
  }
  return fed;
}

function outputOf(stage: Stage, number: number, fed: ReadonlyMap<string, Mg>): GivenOutput {
  const oxides = [...fed].flatMap(([element, massMg]) =>
    catalogue.rareEarths.has(element)
      ? (elementAsOxideMg(element, scaled(massMg, RECOVERED_PPM, PPM), catalogue) ?? [])
      : [],
  );
  // One percent of it is neither: moisture that the balance took for oxide, chloride, other metals.
  const netMg = oxides.reduce((sum, { massMg }) => sum + Math.ceil(massMg * 1.01), 0);
  const shares = oxides.map(({ oxide, massMg }) => [oxide, scaled(PPM, massMg, netMg)] as const);
  return stage.made(`R-${number}`, 'rMREO', netMg, ofPpm(Object.fromEntries(shares)));
}

/** Iron and boron, and what was lost of the rare earths; where it was not assayed, all of it is unaccounted for. */
function residueOf(fed: ReadonlyMap<string, Mg>, assayed: boolean): Omit<RunResidue, 'runId' | 'ordinal'> {
  const elements = [...fed].filter(([commodity]) => commodity !== DRY_MASS);
  const dryMg = fed.get(DRY_MASS) ?? 0;
  const shares = elements.map(([element, massMg]): [string, number] => {
    const ppm = catalogue.rareEarths.has(element) ? LOST_PPM : REJECTED_PPM;
    return [element, scaled(PPM, scaled(massMg, ppm, PPM), dryMg)];
  });
  const compositionPpm = assayed ? ofPpm(Object.fromEntries(shares)) : null;
  return { kind: 'leach residue', destination: 'landfill', dryMg, compositionPpm };
}
