import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { MadeUpName } from '../../domain/matter/code.js';
import { coded } from '../../domain/acts/born.js';
import type { RunDecision } from '../../domain/acts/run.js';
import { insertCoded } from '../ledger/index.js';
import type { RunParts } from './run-facts.js';
import {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from './run.entity.js';

/** A run with everything about it that is stored. */
export interface NewRunRows extends RunParts {
  readonly run: RunRow;
  /** Where nobody typed its code. */
  readonly name: MadeUpName | null;
  readonly outputs: readonly RunOutputRow[];
  /** The agreements whose material went into it. */
  readonly shares: readonly Pick<RunShareRow, 'agreementId' | 'recovered'>[];
}

/** A reversed run gives its code free. */
export const RUN_CODES = { scope: 'siteId', key: 'liveKey', what: 'run' } as const;

/** @throws DomainError `code-taken` */
export async function insertRun(tx: EntityManager, rows: NewRunRows): Promise<void> {
  const { run, name, inputs, feeds, residues, outputs, shares } = rows;
  const codes = await insertCoded(tx, { entity: RunRow, ...RUN_CODES }, [{ row: run, name }]);
  if (name) Object.assign(run, coded(codes.get(run.id) ?? ''));
  await insertAll(tx, RunInputRow, inputs);
  await insertAll(tx, RunFeedRow, feeds);
  await insertAll(tx, RunResidueRow, residues);
  await insertAll(tx, RunOutputRow, outputs);
  await insertAll(
    tx,
    RunShareRow,
    shares.map((share) => ({ runId: run.id, ...share })),
  );
}

/** Keeps what does not close in a run, in place of what was kept before. */
export async function writeWarnings(tx: EntityManager, run: RunRow, { warningParts }: RunDecision): Promise<void> {
  await tx.delete(RunWarningRow, { runId: run.id });
  await insertAll(
    tx,
    RunWarningRow,
    warningParts.map(({ agreementId, code, element, massMg }) => ({
      ...{ runId: run.id, occurredOn: run.occurredOn },
      ...{ agreementKey: agreementId ?? '', code, element, massMg },
    })),
  );
}

async function insertAll<Row extends ObjectLiteral>(
  tx: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(entity, [...rows] as object[]);
}
