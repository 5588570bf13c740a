import { In, type EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { insertRows } from '../../database/index.js';
import { InputError, type Fault } from '../../domain/errors.js';
import { aheadFaults } from '../../domain/events.js';
import { decimalsOf, PCT_DECIMALS, pctToPpm } from '../../domain/quantities.js';
import { AssayRow } from './assay.entity.js';
import type { NewAssay } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';

export interface AssayBirth {
  readonly id: string;
  readonly batchId: string;
  readonly caller: Caller;
  readonly partyId: string;
  readonly now: number;
}

/** The row of an assay whose faults were refused before, see {@link assayFaults}. */
export function assayRow({ id, batchId, caller, partyId, now }: AssayBirth, body: NewAssay): AssayRow {
  return {
    ...{ id, batchId, partyId, userId: caller.userId, createdAt: now, entryId: null, withdrawn: false },
    ...{ laboratory: body.laboratory, method: body.method, reportNo: body.reportNo ?? null },
    sampledAt: Date.parse(body.sampledAt),
    composition: inPpm(body.composition),
    expandedUncertainty: body.expandedUncertainty ? inPpm(body.expandedUncertainty) : null,
  };
}

/** A composition that was checked at the edge, in whole parts per million. */
export function inPpm(percent: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(percent).map(([formula, pct]) => [formula, pctToPpm(pct)]));
}

/** Uncertainties belong to formulas that the composition names; nothing is sampled in the future. */
export function assayFaults(body: NewAssay, pointer: string, now: number): Fault[] {
  const faults = aheadFaults(`${pointer}/sampledAt`, body.sampledAt, now);
  for (const [formula, value] of Object.entries(body.expandedUncertainty ?? {})) {
    const at = `${pointer}/expandedUncertainty/${formula}`;
    if (!(formula in body.composition)) faults.push({ pointer: at, message: 'is not in the composition' });
    if (typeof value !== 'number' || !(value >= 0 && value <= 100) || decimalsOf(value) > PCT_DECIMALS) {
      faults.push({ pointer: at, message: 'must be a percentage from 0 to 100 with at most four decimals' });
    }
  }
  return faults;
}

/** @throws InputError with all of them, where there are any */
export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InputError(faults);
}

/** The assays that batches work with, by batch; one without is not in the answer. */
export async function assaysInForce(
  manager: EntityManager,
  batches: readonly Pick<BatchRow, 'id' | 'assayId'>[],
): Promise<ReadonlyMap<string, AssayRow>> {
  const ids = batches.flatMap(({ assayId }) => (assayId ? [assayId] : []));
  const rows = new Map((await manager.findBy(AssayRow, { id: In(ids) })).map((row) => [row.id, row]));
  return new Map(
    batches.flatMap(({ id, assayId }) => {
      const row = rows.get(assayId ?? '');
      return row ? [[id, row] as const] : [];
    }),
  );
}

export async function insertAssay(tx: EntityManager, assay: AssayRow): Promise<void> {
  await insertRows(tx, {
    table: 'assay',
    columns: [
      ...[
        'id',
        'batchId',
        'partyId',
        'laboratory',
        'method',
        'reportNo',
        'sampledAt',
        'composition',
        'expandedUncertainty',
      ],
      ...['createdAt', 'userId', 'entryId', 'withdrawn'],
    ],
    rows: [
      [
        ...[assay.id, assay.batchId, assay.partyId, assay.laboratory, assay.method, assay.reportNo, assay.sampledAt],
        ...[
          JSON.stringify(assay.composition),
          assay.expandedUncertainty ? JSON.stringify(assay.expandedUncertainty) : null,
        ],
        ...[assay.createdAt, assay.userId, assay.entryId, assay.withdrawn],
      ],
    ],
  });
}
