import { ofMg, pctToPpm } from '../../src/domain/measure/quantities.js';
import { decideCharge, chargedUsabilityPpm } from '../../src/domain/acts/charge.js';
import { assayOf } from '../../src/domain/acts/assay.js';
import type { Birth } from '../../src/domain/acts/born.js';
import { decideDisposition } from '../../src/domain/acts/dispose.js';
import { decideLog, decideSupply } from '../../src/domain/acts/log.js';
import type { Assay } from '../../src/domain/acts/records.js';
import { sidesOn } from '../../src/domain/acts/shipment-change.js';
import type { CarveOut } from '../../src/domain/agreement/agreement.js';
import { type CompositionPpm, ofPpm } from '../../src/domain/matter/composition.js';
import { type Group } from '../../src/domain/matter/holding.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import type { Side } from './setting.js';
import type { Stage } from './stage.js';

const KG = 1_000_000;

/** Streams as a plant has them, each with an assay (ppm of dry mass, metal basis) and what it weighs with. */
const STREAMS = [
  { stream: 'grinding-sludge-oily', moisturePct: 12, oilPct: 6, Nd: 264_000, Pr: 81_000, Dy: 11_000 },
  {
    stream: 'sintered-rejects',
    moisturePct: 0,
    oilPct: 0,
    Nd: 229_000,
    Pr: 72_000,
    Dy: 13_000,
    Fe: 664_000,
    B: 10_000,
  },
  { stream: 'slicing-swarf-aqueous', moisturePct: 22, oilPct: 0, Nd: 252_000, Pr: 77_000, Dy: 12_000 },
  { stream: 'strip-cast-slag', moisturePct: 1, oilPct: 0, Nd: 385_000, Pr: 119_000, Dy: 9_000 },
  { stream: 'coated-rejects', moisturePct: 0, oilPct: 0, Nd: 221_000, Pr: 69_000, Dy: 14_000 },
] as const;

export interface LogPlan {
  /** Running number: names the batch and chooses its stream. */
  readonly number: number;
  readonly at: number;
  readonly assayed: boolean;
  readonly estimated: boolean;
}

/** A by-product logged at the plant. @returns its identifier */
export function log(stage: Stage, { number, at, assayed, estimated }: LogPlan): string {
  const { covering } = stage.setting;
  const { stream, moisturePct, oilPct, ...composition } = STREAMS[number % STREAMS.length] ?? STREAMS[0];
  const birth = birthOf(stage, at, `B-${number}`);
  const tareMg = ofMg(20 * KG);
  const given = {
    stream,
    alloy: 'NdFeB' as const,
    grade: null,
    pieces: 1,
    containerId: null,
    grossMg: ofMg(tareMg + stage.chance.whole(2_000, 9_000) * (KG / 10)),
    tareMg,
    moisturePpm: pctToPpm(moisturePct),
    oilPpm: pctToPpm(oilPct),
    estimated,
    reclaimable: null,
    note: null,
  };
  const assay = assayed ? ownAssay(stage, birth, ofPpm(composition)) : null;
  stage.enact(decideLog(birth, given, { covering, assay, catalogue }));
  return birth.id;
}

/** Primary material supplied to the plant. */
export function supply(stage: Stage, number: number, at: number): string {
  const birth = birthOf(stage, at, `S-${number}`);
  const given = {
    product: 'NdPr oxide',
    origin: 'primary' as const,
    netMg: ofMg(stage.chance.whole(5_000, 15_000) * (KG / 10)),
    moisturePpm: pctToPpm(0),
    supplierName: 'Mine',
    originCountry: 'AU',
    note: null,
  };
  const assay = ownAssay(stage, birth, ofPpm({ Nd2O3: 752_000, Pr6O11: 241_000 }));
  stage.enact(decideSupply(birth, given, { assay, catalogue }));
  return birth.id;
}

function birthOf(stage: Stage, at: number, code: string): Birth {
  const { plant } = stage.setting;
  const by = stage.by(plant, at);
  return { id: by.newId(), code, site: plant.site, moment: stage.moment(plant, at), by };
}

function ownAssay(stage: Stage, { id: batchId, moment, site, by }: Birth, composition: CompositionPpm): Assay {
  return assayOf({ id: by.newId(), batchId, partyId: site.partyId, by }, stage.found(moment.at, composition));
}

export interface Ending {
  readonly kind: 'reused-in-process' | 'disposed';
  readonly at: number;
  readonly carveOut: CarveOut | null;
}

/** The plant disposes of all of a batch, or takes it back into its process. */
export function dispose(stage: Stage, id: string, { kind, at, carveOut }: Ending): void {
  const { setting, books } = stage;
  const { plant, covering } = setting;
  const moment = stage.moment(plant, at);
  const facts = {
    batch: books.batch(id),
    stock: books.stockOf(id),
    moment,
    side: sideOf(plant),
    by: stage.by(plant, at),
    isAdmin: true,
    sides: sidesOn(books.agreements, moment.localOn),
    covering: { ...covering, carveOuts: covering.terms.carveOuts },
  };
  const reason = 'Clean pieces of one lot';
  stage.enact(decideDisposition(facts, { kind, dryMg: null, reason, destination: null, carveOut, breach: null }));
}

/** The plant charges all of a batch into magnet production. */
export function charge(stage: Stage, id: string, at: number): void {
  const { setting, books } = stage;
  const { plant, covering } = setting;
  const batch = books.batch(id);
  const moment = stage.moment(plant, at);
  const { product } = batch;
  const defaultPpm = product === null ? undefined : catalogue.product(product)?.usabilityPpm;
  const usability = { product, defaultPpm, factorsOf: () => covering.terms.usabilityPpm };
  const facts = {
    batch,
    stock: books.stockOf(id),
    moment,
    side: sideOf(plant),
    by: stage.by(plant, at),
    sides: sidesOn(books.agreements, moment.localOn),
    usabilityOf: (group: Group) => chargedUsabilityPpm(group, usability),
  };
  stage.enact(decideCharge(facts, undefined));
}

function sideOf({ partyId, site }: Side): { readonly partyId: string; readonly siteId: string } {
  return { partyId, siteId: site.id };
}
