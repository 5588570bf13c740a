import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { rowsAdded } from '../../domain/acts/act.js';
import type { LotAct } from '../../domain/acts/magnet-lot.js';
import type { Assay, Batch, MagnetLot } from '../../domain/acts/records.js';
import { isSameCount } from '../../domain/acts/wip-count.js';
import type { RowBody } from '../../domain/files/rows.js';
import { codeKey } from '../../domain/matter/code.js';
import { InputError } from '../../domain/measure/errors.js';
import { faultAt } from '../../domain/measure/faults.js';
import { batchesOfOrigin, recordedAssays } from '../batches/index.js';
import { NewCount, WipCountsService } from '../plant/index.js';
import { GradesService, MagnetLotsService, NewMagnetLot } from '../production/index.js';
import { isSameAssay } from './birth-bookers.js';
import { checkedBody, decided, type AskedRows, type Booker, type Decision } from './bookers.js';

const PLANT = ['admin', 'plant-operator'] as const;

/** What happens inside a plant: magnets that are made, and counts of what is in progress. */
@Injectable()
export class PlantBookers {
  readonly magnetLots: Booker;
  readonly counts: Booker;

  constructor(
    private readonly lots: MagnetLotsService,
    private readonly grades: GradesService,
    private readonly counting: WipCountsService,
  ) {
    this.magnetLots = { roles: PLANT, isGrouped: false, isTogether: true, decide: this.decideLots.bind(this) };
    this.counts = { roles: PLANT, isGrouped: true, isTogether: false, decide: this.decideCounts.bind(this) };
  }

  private async decideLots(tx: EntityManager, asked: AskedRows): Promise<Decision[]> {
    const there = await this.lotsBefore(tx, asked);
    const gradeIds = new Map<string, string | null>();
    const decisions: Decision[] = [];
    for (const [row = {}] of asked.bodies) {
      const { grade, ...given } = row;
      const key = codeKey(String(grade));
      if (!gradeIds.has(key)) gradeIds.set(key, await this.grades.idOf(tx, asked.caller, String(grade)));
      const gradeId = gradeIds.get(key);
      decisions.push(
        await decided(async () => {
          if (!gradeId) throw new InputError([faultAt('/grade', 'names-no-grade')]);
          const body = await checkedBody({ ...given, siteId: asked.siteId, gradeId }, NewMagnetLot);
          const act = await this.lots.decided(tx, asked.caller, body).catch(toldOfGrade);
          const before = there.get(codeKey(String(row['code'])));
          if (!before) return { act };
          return isSameLot(act, before) ? 'already-there' : new InputError([faultAt('/code', 'other-figures')]);
        }),
      );
    }
    return decisions;
  }

  /** What is booked at the site under the codes of rows. */
  private async lotsBefore(
    tx: EntityManager,
    { siteId, bodies }: AskedRows,
  ): Promise<ReadonlyMap<string | null, LotBefore>> {
    const codes = bodies.flat().map(({ code }) => codeKey(String(code)));
    const batches = await batchesOfOrigin(tx, siteId, codes);
    if (batches.length === 0) return new Map();
    const ids = batches.map(({ id }) => id);
    const lots = await this.lots.keptOf(tx, ids);
    const assays = await recordedAssays(tx, ids);
    return new Map(
      batches.map((batch) => [
        batch.liveKey,
        {
          batch,
          lot: lots.find(({ id }) => id === batch.id),
          assays: assays.filter(({ batchId }) => batchId === batch.id),
        },
      ]),
    );
  }

  private async decideCounts(tx: EntityManager, asked: AskedRows): Promise<Decision[]> {
    const decisions: Decision[] = [];
    for (const rows of asked.bodies) decisions.push(await decided(() => this.decideCount(tx, asked, rows)));
    return decisions;
  }

  /** The rows of a day are one count. */
  private async decideCount(
    tx: EntityManager,
    { caller, siteId }: AskedRows,
    rows: readonly RowBody[],
  ): Promise<Decision> {
    refuseRepeated(rows);
    const countedOn = rows[0]?.['countedOn'];
    const lines = rows.map(({ countedOn: _, line: __, note: ___, ...line }) => line);
    const note = notesOf(rows);
    const body = await checkedBody({ countedOn, lines, ...(note && { note }) }, NewCount);
    const before = await this.counting.ofDay(tx, siteId, body.countedOn);
    // To compare it, it is decided as if it took the place of the other.
    const act = await this.counting.recorded(tx, caller, siteId, before ? { ...body, reason: '-' } : body);
    if (!before) return { act };
    if (isSameCount(act.lines, before.lines)) return 'already-there';
    throw new InputError([faultAt('/countedOn', 'other-figures')]);
  }
}

/** A file names a grade by its code. */
function toldOfGrade(error: unknown): never {
  if (!(error instanceof InputError)) throw error;
  throw new InputError(
    error.faults.map((fault) => (fault.pointer === '/gradeId' ? { ...fault, pointer: '/grade' } : fault)),
  );
}

interface LotBefore {
  readonly batch: Batch;
  readonly lot: MagnetLot | undefined;
  readonly assays: readonly Assay[];
}

const OF_BATCH = ['kind', 'occurredAt', 'netMg', 'pieces'] as const;
const OF_LOT = ['gradeId', 'uncoated', 'heat', 'returnedFrom', 'returnedUse', 'useEvidence'] as const;

function isSameLot(act: LotAct, { batch, lot, assays }: LotBefore): boolean {
  if (!lot || OF_BATCH.some((name) => act.batch[name] !== batch[name])) return false;
  if (OF_LOT.some((name) => act.lot[name] !== lot[name])) return false;
  // What the grade says of it follows from the grade and the day.
  const [assay] = rowsAdded(act, 'assay');
  return act.lot.gradeAssayId !== null || !assay || assays.some((other) => isSameAssay(assay, other));
}

/** @throws InputError where a line of a stage stands in two rows of a day */
function refuseRepeated(rows: readonly RowBody[]): void {
  const keys = rows.map(({ stage, line }) => JSON.stringify([stage, line]));
  const faults = keys.flatMap((key, index) =>
    keys.indexOf(key) < index ? [faultAt(`/lines/${index}/line`, 'line-repeated')] : [],
  );
  if (faults.length > 0) throw new InputError(faults);
}

/** What rows say of their count beside its lines, each remark once. */
function notesOf(rows: readonly RowBody[]): string {
  const notes = rows.flatMap(({ note }) => (typeof note === 'string' ? [note] : []));
  return [...new Set(notes)].join('; ');
}
