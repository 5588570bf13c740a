import { dispositionMovement } from '../../src/domain/acts/batch-movements.js';
import type { BatchEnd } from '../../src/domain/acts/batch-life.js';
import type { CarveOut } from '../../src/domain/agreement/agreement.js';
import { DRY_MASS, totalMg } from '../../src/domain/matter/holding.js';
import type { LeakMeasure } from '../../src/domain/acts/shipment.js';
import { birthMovement } from '../../src/domain/acts/log.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import { byProductOf, supplyOf, type Birth } from '../../src/domain/acts/born.js';
import { givenByProduct, givenSupply } from '../../src/modules/batches/batch-given.js';
import { BatchRow } from '../../src/modules/batches/batch.entity.js';
import type { AssayRow } from '../../src/modules/batches/assay.entity.js';
import { asRead, type Lot, type Stage } from './stage.js';

/** Streams as a plant has them, each with an assay (weight percent of dry mass, metal basis) and what it weighs with. */
const STREAMS = [
  { stream: 'grinding-sludge-oily', moisturePct: 12, oilPct: 6, Nd: 26.4, Pr: 8.1, Dy: 1.1 },
  { stream: 'sintered-rejects', moisturePct: 0, oilPct: 0, Nd: 22.9, Pr: 7.2, Dy: 1.3, Fe: 66.4, B: 1 },
  { stream: 'slicing-swarf-aqueous', moisturePct: 22, oilPct: 0, Nd: 25.2, Pr: 7.7, Dy: 1.2 },
  { stream: 'strip-cast-slag', moisturePct: 1, oilPct: 0, Nd: 38.5, Pr: 11.9, Dy: 0.9 },
  { stream: 'coated-rejects', moisturePct: 0, oilPct: 0, Nd: 22.1, Pr: 6.9, Dy: 1.4 },
] as const;

export interface LogPlan {
  /** Running number: names the batch and chooses its stream. */
  readonly number: number;
  readonly at: number;
  readonly assayed: boolean;
  readonly estimated: boolean;
}

/** A by-product logged at the plant, as the service logs it. */
export function log(stage: Stage, { number, at, assayed, estimated }: LogPlan): Lot {
  const { plant, recycler, covering } = stage.setting;
  const { stream, moisturePct, oilPct, ...composition } = STREAMS[number % STREAMS.length] ?? STREAMS[0];
  const tareKg = 20;
  const body = {
    ...{ siteId: plant.site.id, stream, occurredAt: new Date(at).toISOString(), alloy: 'NdFeB' as const, estimated },
    ...{ grossKg: tareKg + stage.chance.whole(2_000, 9_000) / 10, tareKg, moisturePct, oilPct },
  };
  const batch = byProductOf(birthOf(stage, at, `B-${number}`), givenByProduct(body), { covering, catalogue });
  const assay = assayed ? stage.assay(batch, plant, composition) : null;
  stage.show(batch, plant, recycler);
  return born(stage, batch, assay);
}

/** Primary material supplied to the plant. */
export function supply(stage: Stage, number: number, at: number): Lot {
  const { plant } = stage.setting;
  const composition = { Nd2O3: 75.2, Pr6O11: 24.1 };
  const sampledAt = new Date(at).toISOString();
  const assayBody = { laboratory: 'Supplier', method: 'ICP-OES', sampledAt, composition };
  const batch = supplyOf(
    birthOf(stage, at, `S-${number}`),
    givenSupply({
      ...{
        siteId: plant.site.id,
        occurredAt: sampledAt,
        product: 'NdPr oxide',
        supplierName: 'Mine',
        code: `S-${number}`,
      },
      ...{ originCountry: 'AU', netKg: stage.chance.whole(5_000, 15_000) / 10, assay: assayBody },
    }),
  );
  const assay = stage.assay(batch, plant, composition);
  stage.show(batch, plant);
  return born(stage, batch, assay);
}

function birthOf(stage: Stage, at: number, code: string): Birth {
  const { plant } = stage.setting;
  return { id: stage.books.idAt(at), code, site: plant.site, moment: stage.moment(plant, at), by: stage.by(plant, at) };
}

function born(stage: Stage, batch: BatchRow, assay: AssayRow | null): Lot {
  const { plant } = stage.setting;
  stage.enter(batch);
  const movement = birthMovement(batch, assay, catalogue);
  const kind = batch.kind === 'primary' ? 'supplied' : 'logged';
  stage.book({ kind, side: plant, at: batch.occurredAt, subjectIds: [batch.id], movements: [movement] });
  return { batch, composition: assay?.composition ?? null, held: asRead(movement.holding) };
}

/** Why is asked of whoever puts material back into the process. */
const REASON = 'Clean pieces of one lot';

export interface Ending {
  readonly kind: Extract<BatchEnd, 'reused-in-process' | 'disposed'>;
  readonly at: number;
  readonly leak: LeakMeasure | null;
  readonly carveOut: CarveOut | null;
}

/** The plant disposes of all of a batch, or takes it back into its process. */
export function dispose(stage: Stage, lot: Lot, { kind, at, leak, carveOut }: Ending): void {
  const { plant } = stage.setting;
  const { batch } = lot;
  const place = { batchId: batch.id, siteId: batch.siteId, partyId: batch.holderId, day: stage.moment(plant, at).on };
  const facts = { kind, batchKind: batch.kind, leak, holderId: batch.holderId, sides: stage.sides };
  const movements = [dispositionMovement(place, lot.held, facts)];
  const entry = stage.book({ kind: 'disposed', side: plant, at, subjectIds: [batch.id], movements, reason: REASON });
  stage.record(entry, lot, { kind, dryMg: dryOf(lot), carveOut, reason: REASON });
  stage.step(lot, `end-${kind}`);
  lot.held = [];
}

function dryOf({ held }: Lot): number {
  return totalMg(held, DRY_MASS);
}
