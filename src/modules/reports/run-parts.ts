import type { EntityManager } from 'typeorm';
import { toMg } from '../../database/index.js';
import { elementMassesMg, type CompositionPpm } from '../../domain/matter/composition.js';
import type { Amount, Origin } from '../../domain/matter/holding.js';
import { feedHolding } from '../../domain/acts/run.js';
import { negative } from '../../domain/measure/quantities.js';
import { catalogue } from '../catalogue/index.js';
import { rowsWithIds } from './rows-of.js';

interface RunPart {
  readonly runId: string;
  readonly ordinal: number;
}

export async function feedsOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<
    RunPart & { origin: Origin; description: string; dryMg: number | string; composition: string }
  >(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "origin", "description", "dryMg", "composition" FROM "run_feed"
      WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ origin, description, ...row }) => ({
    origin,
    description,
    // A trace tells no country of anything.
    holding: feedHolding({ origin, country: null, ...massesOf(row) }),
  }));
}

/** The warning of a run says how much came out of an element above what the assays named. */
export async function unnamedOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<Omit<RunPart, 'ordinal'> & { element: string; massMg: number | string }>(
    manager,
    ids,
    (list) => `SELECT "runId", "element", "massMg" FROM "run_warning" WHERE "runId" IN ${list}
      AND "agreementKey" = '' AND "code" = 'element-not-assayed' ORDER BY "element"`,
  );
  return byRun(
    rows.map((row) => ({ ...row, ordinal: 0 })),
    ({ element, massMg }): Amount => ({
      commodity: element,
      agreementId: null,
      origin: 'unknown',
      country: null,
      massMg: negative(toMg(massMg)),
    }),
  );
}

export async function outputsOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<RunPart & { batchId: string }>(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "batchId" FROM "run_output" WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ batchId }) => batchId);
}

export async function residuesOf(manager: EntityManager, ids: readonly string[]) {
  const rows = await rowsWithIds<RunPart & { kind: string; dryMg: number | string; composition: string | null }>(
    manager,
    ids,
    (list) => `SELECT "runId", "ordinal", "kind", "dryMg", "composition" FROM "run_residue"
      WHERE "runId" IN ${list}`,
  );
  return byRun(rows, ({ kind, ...row }) => ({ description: kind, ...massesOf(row) }));
}

function massesOf(row: { readonly dryMg: number | string; readonly composition: string | null }) {
  const dryMg = toMg(row.dryMg);
  const composition = JSON.parse(row.composition ?? '{}') as CompositionPpm;
  return { dryMg, elementsMg: elementMassesMg(dryMg, composition, catalogue) };
}

function byRun<Row extends RunPart, Part>(
  rows: readonly Row[],
  partOf: (row: Row) => Part,
): ReadonlyMap<string, Part[]> {
  const parts = new Map<string, Part[]>();
  for (const row of [...rows].sort((a, b) => a.ordinal - b.ordinal)) {
    const known = parts.get(row.runId);
    if (known) known.push(partOf(row));
    else parts.set(row.runId, [partOf(row)]);
  }
  return parts;
}
