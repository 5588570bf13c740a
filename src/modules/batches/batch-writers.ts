import type { EntityManager } from 'typeorm';
import { changeEntities, insertEntities, orOnDuplicate } from '../../database/index.js';
import type { Part, Step } from '../../domain/acts/act.js';
import { DomainError } from '../../domain/measure/errors.js';
import { Acts, codeTaken, insertCoded, rowsOf, type CodePlace, type Codes } from '../ledger/index.js';
import { AssayForceRow } from './assay-force.entity.js';
import { AssayRow } from './assay.entity.js';
import { BatchEventRow } from './batch-event.entity.js';
import { writeSight } from '../sight/index.js';
import { BatchRow } from './batch.entity.js';

const ID = { table: 'batch', columns: ['id'] };
const CODE = { table: 'batch', columns: ['originSiteId', 'liveKey'] };
const BATCH_CODES: CodePlace = { entity: BatchRow, scope: 'originSiteId', key: 'liveKey', what: 'batch' };

/** Says how what acts hold of batches is written. */
export function registerWriters(acts: Acts): void {
  acts.register('part', writeParts);
  acts.register('step', writeSteps);
  acts.register('event', async (tx, events) => void (await insertEntities(tx, BatchEventRow, events)));
  acts.register('sight', writeSight);
  acts.register('assay', rowsOf(AssayRow));
  acts.register('assayForce', rowsOf(AssayForceRow));
}

/** @throws DomainError `id-taken`, `code-taken` */
export async function writeParts(tx: EntityManager, parts: readonly Part[]): Promise<Codes> {
  return orOnDuplicate(insertCoded(tx, BATCH_CODES, parts), ID, idTaken);
}

/** @throws DomainError `code-taken` */
async function writeSteps(tx: EntityManager, steps: readonly Step[]): Promise<void> {
  await orOnDuplicate(changeEntities(tx, BatchRow, steps), CODE, () => codeTaken('batch'));
}

export function idTaken(): DomainError {
  return new DomainError('id-taken', 'There is something with this id already.');
}
