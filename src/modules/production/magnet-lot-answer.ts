import { batchMay } from '../../domain/acts/may.js';
import type { Batch, MagnetLot } from '../../domain/acts/records.js';
import { DRY_MASS, totalMg, type Holding } from '../../domain/matter/holding.js';
import { mgToKg, ppmToPct } from '../../domain/measure/quantities.js';
import { elementsKg } from '../batches/index.js';
import type { MagnetLotAnswer } from './magnet-lot.dto.js';

/** What the answer of a lot is made from. */
export interface LotView {
  readonly lot: MagnetLot;
  readonly batch: Batch;
  /** What it held when it came to be. */
  readonly contents: Holding;
  /** What is left of it. */
  readonly stock: Holding;
}

/** @param partyId who looks; empty for an auditor */
export function lotAnswer({ lot, batch, contents, stock }: LotView, partyId: string): MagnetLotAnswer {
  const { id, siteId, gradeId, gradeFromOn, coatingPpm, uncoated, heat, gradeAssayId, entryId, createdAt } = lot;
  const { returnedFrom: customer, returnedUse: use, useEvidence: evidence } = lot;
  const { code, status, grade, alloy, occurredAt, occurredOn, localOn, pieces, netMg, dryMg, note, assayId } = batch;
  return {
    id,
    siteId,
    code,
    status,
    gradeId,
    grade: grade ?? '',
    gradeFrom: gradeFromOn,
    alloy,
    occurredAt: new Date(occurredAt).toISOString(),
    occurredOn,
    localOn: localOn ?? occurredOn,
    pieces,
    netKg: mgToKg(netMg),
    coatingPct: ppmToPct(coatingPpm),
    uncoated,
    dryKg: mgToKg(dryMg),
    remainingDryKg: mgToKg(totalMg(stock, DRY_MASS)),
    elements: elementsKg(contents),
    basis: assayId === gradeAssayId ? 'grade' : 'assay',
    heat,
    returnedFrom: customer !== null && use !== null ? { customer, use, evidence } : null,
    note,
    entryId,
    may: batchMay(batch, partyId),
    createdAt: new Date(createdAt).toISOString(),
  };
}
