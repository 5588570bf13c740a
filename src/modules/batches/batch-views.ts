import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { groupsOf, type Holding } from '../../domain/matter/holding.js';
import type { Sees } from '../../domain/sight/seers.js';
import { contentsOfBatches, stockOf } from '../ledger/index.js';
import { knowsParty, standingsOf, type BatchEyes, type Standing } from '../sight/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { reportsElsewhere } from './assay-rows.js';
import { AssayRow } from './assay.entity.js';
import { livePlace, pastPlace, type BatchView } from './batch-answers.js';
import type { BatchRow } from './batch.entity.js';
import { BatchVisibility } from './visibility.js';

interface SeenBatch extends BatchView {
  readonly sees: Sees;
}

/** What is known of batches before they are answered. */
interface Reading {
  readonly eyes: BatchEyes;
  readonly contents: ReadonlyMap<string, Holding>;
  readonly stocks: ReadonlyMap<string, Holding>;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly shipmentIds: ReadonlySet<string>;
  readonly runIds: ReadonlySet<string>;
  readonly assays: readonly AssayRow[];
  readonly forces: readonly AssayForceRow[];
  readonly elsewhere: ReadonlySet<string>;
}

/** Puts together what a reader may see of batches: as they are, as they stood, or where nothing of that is to be told. */
@Injectable()
export class BatchViews {
  constructor(private readonly visibility: BatchVisibility) {}

  /** Of batches that the eyes see. */
  async of(manager: EntityManager, eyes: BatchEyes, rows: readonly BatchRow[]): Promise<SeenBatch[]> {
    const ids = rows.map(({ id }) => id);
    const sight = await this.visibility.sightAmong(manager, eyes, ids);
    const past = rows.filter(({ id }) => sight.get(id) === 'past');
    // A side of its agreement sees the last way of a by-product, whoever sent it; anyone else the one on which it sent it away.
    const asked = past.map(({ id: batchId, agreementId }) => ({
      ...{ batchId, senderId: agreementId !== null && eyes.agreementIds.has(agreementId) ? null : eyes.partyId },
    }));
    const assays = await assaysOf(manager, rows);
    const reading: Reading = {
      ...{ eyes, contents: await contentsOfBatches(manager, rows), stocks: await stockOf(manager, ids) },
      standings: await standingsOf(manager, asked),
      shipmentIds: await this.visibility.shipmentsAmong(
        manager,
        eyes,
        rows.flatMap(({ shipmentId }) => shipmentId ?? []),
      ),
      ...{ assays, forces: await forcesOf(manager, assays), elsewhere: await reportsElsewhere(manager, assays) },
      runIds: await this.visibility.runsAmong(
        manager,
        eyes,
        rows.flatMap(({ runId }) => runId ?? []),
      ),
    };
    const views: SeenBatch[] = [];
    for (const batch of rows) {
      const sees = seenOf(eyes, sight.get(batch.id) ?? 'share', reading.standings.get(batch.id));
      views.push(await viewOf(manager, batch, { ...reading, sees }));
    }
    return views;
  }
}

/** An auditor does not learn where its host sent something outside of the agreement. */
function seenOf({ only, agreementIds }: BatchEyes, sees: Sees, standing: Standing | undefined): Sees {
  if (sees !== 'past' || !only) return sees;
  return standing?.agreementId && agreementIds.has(standing.agreementId) ? 'past' : 'gone';
}

async function viewOf(
  manager: EntityManager,
  batch: BatchRow,
  { sees, ...reading }: Reading & { readonly sees: Sees },
): Promise<SeenBatch> {
  const { eyes, stocks, standings, shipmentIds, forces, elsewhere } = reading;
  const contents = reading.contents.get(batch.id) ?? [];
  const own = reading.assays.filter(({ batchId, id }) => batchId === batch.id || id === batch.assayId);
  const standing = sees === 'past' ? standings.get(batch.id) : undefined;
  const runId = batch.runId !== null && reading.runIds.has(batch.runId) ? batch.runId : null;
  const known = own.filter(({ partyId }) => knowsLaboratoryOf(eyes, { batch, contents }, partyId));
  if (sees === 'all') {
    const seesShipment = batch.shipmentId === null || shipmentIds.has(batch.shipmentId);
    const place = livePlace(batch, stocks.get(batch.id) ?? [], seesShipment);
    return { batch, sees, contents, assays: known, forces, elsewhere, place, runId };
  }
  const untilId = standing?.untilId ?? '';
  const isSeen = ({ id, partyId }: AssayRow): boolean => sees !== 'past' || id <= untilId || partyId === eyes.partyId;
  const isAssayedLater = own.some((assay) => !isSeen(assay));
  return {
    ...{ batch, sees, runId, place: pastPlace(batch, standing), assays: known.filter(isSeen), elsewhere },
    forces: forces.filter(({ id }) => sees !== 'past' || id <= untilId),
    contents: isAssayedLater ? await contentsUntil(manager, batch, { untilId, partyId: eyes.partyId }) : contents,
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

/**
 * Whether the reader may know who had an assay made. A generator, or an auditor, knows those who work under the agreements that the batch is of,
 * and on whose side it arose: another is a customer of the recycler, whom the batch has been with.
 */
function knowsLaboratoryOf(
  eyes: BatchEyes,
  { batch, contents }: { readonly batch: BatchRow; readonly contents: Holding },
  partyId: string,
): boolean {
  const groups = [batch.agreementId, ...groupsOf(contents).map(({ agreementId }) => agreementId)];
  const isSide = (id: string): boolean => eyes.agreementIds.has(id) && (eyes.only !== null || !eyes.recyclerOf.has(id));
  const generatorOf = groups.filter((id) => id !== null && isSide(id));
  return (
    generatorOf.length === 0 || partyId === batch.partyId || generatorOf.some((id) => knowsParty(eyes, partyId, id))
  );
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
