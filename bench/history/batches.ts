import { decideLot } from '../../src/domain/acts/magnet-lot.js';
import type { Batch } from '../../src/domain/acts/records.js';
import { decideWipCount } from '../../src/domain/acts/wip-count.js';
import { ofPpm } from '../../src/domain/matter/composition.js';
import { momentAt } from '../../src/domain/measure/events.js';
import { ofMg, pctToPpm, plus, PPM, scaled } from '../../src/domain/measure/quantities.js';
import type { Day } from '../../src/domain/measure/time.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import { byProduct, supplied } from '../../test/support/play.js';
import type { ReceivedLine } from '../../test/support/played-acts.js';
import type { Side } from './setting.js';
import type { Stage } from './stage.js';

const KG = 1_000_000;
const TARE_MG = 20 * KG;

/** Streams as a plant has them, each with what it weighs with and an assay (ppm of dry mass, metal basis). */
const STREAMS = [
  ['grinding-sludge-oily', { moisturePct: 12, oilPct: 6 }, { Nd: 264_000, Pr: 81_000, Dy: 11_000 }],
  ['sintered-rejects', {}, { Nd: 229_000, Pr: 72_000, Dy: 13_000, Fe: 664_000, B: 10_000 }],
  ['slicing-swarf-aqueous', { moisturePct: 22 }, { Nd: 252_000, Pr: 77_000, Dy: 12_000 }],
  ['strip-cast-slag', { moisturePct: 1 }, { Nd: 385_000, Pr: 119_000, Dy: 9_000 }],
  ['coated-rejects', {}, { Nd: 221_000, Pr: 69_000, Dy: 14_000 }],
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
  const { plant, covering } = stage.setting;
  const [stream, wet, composition] = STREAMS[number % STREAMS.length] ?? STREAMS[0];
  const { moisturePct, oilPct } = { moisturePct: 0, oilPct: 0, ...wet };
  const grossMg = ofMg(TARE_MG + stage.chance.whole(2_000, 9_000) * (KG / 10));
  const weights = { grossMg, tareMg: ofMg(TARE_MG), moisturePpm: pctToPpm(moisturePct), oilPpm: pctToPpm(oilPct) };
  const id = stage.turnTo(plant, at).by().newId();
  const known = { agreementId: covering.agreementId, composition: assayed ? ofPpm(composition) : null };
  stage.bring({ id, code: `B-${number}`, siteId: plant.site.id }, byProduct({ stream, ...weights, estimated }), known);
  return id;
}

/** Primary material supplied to the plant. */
export function supply(stage: Stage, number: number, at: number): string {
  const { plant } = stage.setting;
  const id = stage.turnTo(plant, at).by().newId();
  const given = supplied('NdPr oxide', stage.chance.whole(5_000, 15_000) * (KG / 10));
  const known = { agreementId: null, composition: ofPpm({ Nd2O3: 752_000, Pr6O11: 241_000 }) };
  stage.bring({ id, code: `S-${number}`, siteId: plant.site.id }, given, known);
  return id;
}

/** The plant charges so much of a batch into magnet production, else all of it. */
export function charge(
  stage: Stage,
  id: string,
  { at, dryMg }: { readonly at: number; readonly dryMg?: number },
): void {
  stage.turnTo(stage.setting.plant, at).charge(id, dryMg);
}

/** Magnets of the plant's grade, by what it says is in them. */
export function make(stage: Stage, number: number, at: number): void {
  const { plant, grade } = stage.setting;
  const by = stage.turnTo(plant, at).by();
  const { id: siteId, ...site } = plant.site;
  const birth = {
    id: by.newId(),
    code: `M-${number}`,
    site: { ...site, id: siteId },
    moment: momentAt(at, site.timeZone),
    by,
  };
  const netMg = ofMg(stage.chance.whole(5_000, 15_000) * (KG / 10));
  const given = { netMg, pieces: 1_000, uncoated: false, heat: null, note: null, returned: null };
  stage.enact(decideLot(birth, given, { grade, found: null, catalogue }));
}

/** What is in progress at the plant at the end of a day. */
export function count(stage: Stage, countedOn: Day, at: number): void {
  const { partyId, site } = stage.setting.plant;
  const by = stage.turnTo(stage.setting.plant, at).by();
  const line = {
    stage: 'powder' as const,
    dryMg: ofMg(stage.chance.whole(4_900, 5_100) * KG),
    estimated: false,
    relativePpm: pctToPpm(1),
    laboratory: 'Own laboratory',
    method: 'ICP-OES',
    compositionPpm: ofPpm({ Nd: 225_000, Pr: 70_000, Dy: 12_000 }),
    given: null,
    belowLimit: null,
    expandedUncertainty: null,
  };
  const said = { countedOn, reason: null, note: null, lines: [line] };
  stage.enact(decideWipCount({ side: { partyId, siteId: site.id }, by, former: null }, said));
}

export interface Journey {
  readonly from: Side;
  readonly to: Side;
  readonly dispatchedAt: number;
  readonly receivedAt: number;
  /** What the receiver's scale says of a batch, in parts per million of its net mass. */
  readonly scalePpmOf?: (id: string) => number;
  /** What of it the receiver refuses, in parts per million of what arrived. */
  readonly refusedPpmOf?: (id: string) => number;
}

/**
 * Batches planned, dispatched, received and, where the scales disagree beyond the tolerance, settled on the mean.
 *
 * @returns the parts that were refused, in stock at the sender again
 */
export function ship(stage: Stage, ids: readonly string[], journey: Journey): string[] {
  const { from, to, dispatchedAt, receivedAt } = journey;
  const shipmentId = stage.turnTo(from, dispatchedAt).dispatch('', ids, to.site.id, stage.setting.covering.agreementId);
  stage.turnTo(to, receivedAt);
  const { parts } = stage.receiveAll(
    shipmentId,
    ids.map((id) => weighed(stage.batch(id), journey)),
  );
  settle(stage, shipmentId, journey);
  return parts.map(({ row }) => row.id);
}

function weighed({ id: batchId, netMg: announcedMg, tareMg: tare }: Batch, journey: Journey): ReceivedLine {
  const { scalePpmOf = () => PPM, refusedPpmOf = () => 0 } = journey;
  const tareMg = tare ?? 0;
  const netMg = scaled(announcedMg, scalePpmOf(batchId), PPM);
  return { batchId, grossMg: plus(netMg, tareMg), tareMg, refusedNetMg: scaled(netMg, refusedPpmOf(batchId), PPM) };
}

/** First the sender, then the receiver names the mean. */
function settle(stage: Stage, shipmentId: string, { from, to, receivedAt }: Journey): void {
  const open = stage.held(shipmentId).lines.filter(({ settled }) => !settled);
  if (open.length === 0) return;
  const means = open.map(({ batchId, announcedDryMg, receivedDryMg }) => {
    return [batchId, scaled(plus(announcedDryMg ?? 0, receivedDryMg ?? 0), 1, 2)] as const;
  });
  for (const side of [from, to]) {
    stage.turnTo(side, receivedAt).name(shipmentId, side.partyId, Object.fromEntries(means));
  }
}
