import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Holding } from '../../domain/matter/holding.js';
import type { Sees } from '../../domain/sight/seers.js';
import { contentsOfBatches, stockOf } from '../ledger/index.js';
import { type PastStanding } from '../sight/index.js';
import { type Viewer, knowsLaboratory, seesStanding } from '../../domain/sight/viewer.js';
import { batchesSeen, runsSeen, shipmentsSeen, standingsOf } from '../sight/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { reportsElsewhere } from './assay-rows.js';
import { AssayRow } from './assay.entity.js';
import { livePlace, pastPlace, type BatchView } from './batch-answers.js';
import type { BatchRow } from './batch.entity.js';

interface SeenBatch extends BatchView {
  readonly sees: Sees;
}

/** What is known of batches before they are answered. */
interface Reading {
  readonly viewer: Viewer;
  readonly contents: ReadonlyMap<string, Holding>;
  readonly stocks: ReadonlyMap<string, Holding>;
  readonly standings: ReadonlyMap<string, PastStanding>;
  readonly shipmentIds: ReadonlySet<string>;
  readonly runIds: ReadonlySet<string>;
  readonly assays: readonly AssayRow[];
  readonly forces: readonly AssayForceRow[];
  readonly elsewhere: ReadonlySet<string>;
}

/** Puts together what a viewer may see of batches: as they are, as they stood, or where nothing of that is to be told. */
@Injectable()
export class BatchViews {
  /** Of batches that the viewer sees. */
  async of(manager: EntityManager, viewer: Viewer, rows: readonly BatchRow[]): Promise<SeenBatch[]> {
    const ids = rows.map(({ id }) => id);
    const seen = await batchesSeen(manager, viewer, ids);
    const past = rows.filter(({ id }) => seen.get(id) === 'past');
    // A side of its agreement sees the last way of a by-product, whoever sent it; anyone else the one on which it sent it away.
    const asked = past.map(({ id: batchId, agreementId }) => ({
      batchId,
      senderId: agreementId !== null && viewer.agreementIds.has(agreementId) ? null : viewer.partyId,
    }));
    const assays = await assaysOf(manager, rows);
    const reading: Reading = {
      viewer,
      contents: await contentsOfBatches(manager, rows),
      stocks: await stockOf(manager, ids),
      standings: await standingsOf(manager, asked),
      shipmentIds: await shipmentsSeen(
        manager,
        viewer,
        rows.flatMap(({ shipmentId }) => shipmentId ?? []),
      ),
      assays,
      forces: await forcesOf(manager, assays),
      elsewhere: await reportsElsewhere(manager, assays),
      runIds: await runsSeen(
        manager,
        viewer,
        rows.flatMap(({ runId }) => runId ?? []),
      ),
    };
    const views: SeenBatch[] = [];
    for (const batch of rows) {
      const wentUnder = reading.standings.get(batch.id)?.agreementId ?? null;
      const sees = seesStanding(viewer, seen.get(batch.id) ?? 'share', wentUnder);
      views.push(await viewOf(manager, batch, { ...reading, sees }));
    }
    return views;
  }
}

async function viewOf(
  manager: EntityManager,
  batch: BatchRow,
  { sees, ...reading }: Reading & { readonly sees: Sees },
): Promise<SeenBatch> {
  const { viewer, stocks, standings, shipmentIds, forces, elsewhere } = reading;
  const contents = reading.contents.get(batch.id) ?? [];
  const own = reading.assays.filter(({ batchId, id }) => batchId === batch.id || id === batch.assayId);
  const standing = sees === 'past' ? standings.get(batch.id) : undefined;
  const runId = batch.runId !== null && reading.runIds.has(batch.runId) ? batch.runId : null;
  const known = own.filter(({ partyId }) => knowsLaboratory(viewer, { ...batch, contents }, partyId));
  if (sees === 'all') {
    const seesShipment = batch.shipmentId === null || shipmentIds.has(batch.shipmentId);
    const place = livePlace(batch, stocks.get(batch.id) ?? [], seesShipment);
    return { batch, sees, contents, assays: known, forces, elsewhere, place, runId };
  }
  const untilId = standing?.untilId ?? '';
  const isSeen = ({ id, partyId }: AssayRow): boolean => sees !== 'past' || id <= untilId || partyId === viewer.partyId;
  const isAssayedLater = own.some((assay) => !isSeen(assay));
  return {
    batch,
    sees,
    runId,
    place: pastPlace(batch, standing),
    assays: known.filter(isSeen),
    elsewhere,
    forces: forces.filter(({ id }) => sees !== 'past' || id <= untilId),
    contents: isAssayedLater ? await contentsUntil(manager, batch, { untilId, partyId: viewer.partyId }) : contents,
  };
}

/** What a batch held as it was known then, with what its reader has found out about it since. */
async function contentsUntil(
  manager: EntityManager,
  batch: BatchRow,
  told: { readonly untilId: string; readonly partyId: string },
): Promise<Holding> {
  return (await contentsOfBatches(manager, [batch], told)).get(batch.id) ?? [];
}

/** The batches' own assays, and those in force that they have from what they are a part of. */
async function assaysOf(manager: EntityManager, rows: readonly BatchRow[]): Promise<AssayRow[]> {
  if (rows.length === 0) return [];
  const inForce = rows.flatMap(({ assayId }) => (assayId ? [assayId] : []));
  return manager.find(AssayRow, {
    where: [{ batchId: In(rows.map(({ id }) => id)) }, { id: In(inForce) }],
    order: { createdAt: 'ASC', id: 'ASC' },
  });
}

/** What was put in force by hand among assays: hardly ever anything, and then of few batches. */
async function forcesOf(manager: EntityManager, assays: readonly AssayRow[]): Promise<AssayForceRow[]> {
  const batchIds = assays.map(({ batchId }) => batchId);
  const several = [...new Set(batchIds.filter((id, index) => batchIds.indexOf(id) < index))];
  return several.length === 0 ? [] : manager.findBy(AssayForceRow, { batchId: In(several), withdrawn: false });
}
