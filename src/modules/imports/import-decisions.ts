import type { EntityManager } from 'typeorm';
import { Logger } from '@nestjs/common';
import { isUnavailable } from '../../database/index.js';
import type { Act } from '../../domain/acts/act.js';
import { refusedRow, rowFault, rowReader, type Reading, type RowBody, type RowFault } from '../../domain/files/rows.js';
import { DomainError } from '../../domain/measure/errors.js';
import { addedUp, type Mg } from '../../domain/measure/quantities.js';
import type { Caller } from '../../common/index.js';
import type { Acts } from '../ledger/index.js';
import type { Booker, Decision } from './bookers.js';
import { groupsOf, turnOf, wavesOf, withNext, type LinesOfAct } from './import-waves.js';
import type { ImportLineRow } from './import.entity.js';

/** A unit ends after so much writing, so that others come in between. */
const MOST_MS = 100;

/** What became of a row. */
export interface Outcome {
  readonly line: ImportLineRow;
  readonly state: 'booked' | 'already-there' | 'wrong';
  readonly faults: readonly RowFault[];
  readonly dryMg: Mg;
}

/** How the rows of an import are decided. */
export interface Deciding {
  readonly caller: Caller;
  readonly siteId: string;
  readonly reading: Reading;
  readonly booker: Booker;
  readonly acts: Acts;
  /** Whether what is decided is written; else only what a later row of the unit is decided on, and the unit is taken back. */
  readonly isWritten: boolean;
  /** Whether others wait for the end of the unit. */
  readonly isAwaited: () => boolean;
}

/** The rows of one act. */
interface RowsOfAct {
  readonly lines: LinesOfAct;
  readonly bodies: readonly RowBody[];
  readonly faults: ReadonlyMap<number, readonly RowFault[]>;
}

/** A row that could not be written after it was decided: what it did to its unit is taken back with the unit. */
class RefusedRow extends Error {
  constructor(
    readonly ordinal: number,
    readonly refusal: DomainError,
  ) {
    super(refusal.message);
  }
}

/** Acts that could not be written together: each is to be written for itself, so that what is wrong with one is told to that one. */
class NotTogether extends Error {}

/**
 * Does a unit with rows until all of them are done or the unit has lasted long enough, again where a row cannot be written.
 *
 * @param unit runs what it is given in a unit of work, and does with the outcome what is to be done in the same unit
 */
export async function inUnit<T>(unit: (decide: Decide) => Promise<T>, deciding: Deciding): Promise<T> {
  const refused = new Map<number, DomainError>();
  for (let [together, alone] = [deciding.booker.isTogether, false]; ;) {
    let written: number | undefined;
    try {
      return await unit(async (tx, lines) => {
        const outcomes = await decideRows(tx, deciding, { lines, refused, together, alone });
        written = outcomes.find(({ state }) => state === 'booked')?.line.ordinal;
        return outcomes;
      });
    } catch (error) {
      if (error instanceof NotTogether) together = false;
      else if (error instanceof RefusedRow) refused.set(error.ordinal, error.refusal);
      else if (!(error instanceof DomainError) || error.code !== 'mass-too-large') throw error;
      // Totals are written at the end of a unit: with one act in it, it is that one's.
      else if (!alone) [together, alone] = [false, true];
      else if (written === undefined || refused.has(written)) throw error;
      else refused.set(written, error);
    }
  }
}

export type Decide = (tx: EntityManager, lines: readonly ImportLineRow[]) => Promise<Outcome[]>;

interface Plan {
  readonly lines: readonly ImportLineRow[];
  /** The rows that could not be written when they were tried before. */
  readonly refused: ReadonlyMap<number, DomainError>;
  readonly together: boolean;
  /** Whether a unit ends with its first act. */
  readonly alone: boolean;
}

async function decideRows(
  tx: EntityManager,
  deciding: Deciding,
  { lines, refused, together, alone }: Plan,
): Promise<Outcome[]> {
  const begunAt = performance.now();
  const readRow = rowReader(deciding.reading);
  const outcomes: Outcome[] = [];
  let lastTurn: number | null = null;
  for (const [groups, next] of withNext(wavesOf(groupsOf(lines, deciding.booker.isGrouped), together))) {
    const isLate = alone || performance.now() - begunAt >= MOST_MS || deciding.isAwaited();
    // Rows that can stand in each other's way are never in two units that are looked at.
    if (outcomes.length > 0 && isLate && turnOf(groups[0]) !== lastTurn) break;
    // They are read as they are needed: those beyond the unit are read in the next one.
    const wave = groups.map((group) => rowsOf(group, readRow));
    outcomes.push(...(await decideWave(tx, deciding, { wave, nextTurn: turnOf(next?.[0]), refused, together })));
    lastTurn = turnOf(groups.at(-1));
  }
  return outcomes;
}

function rowsOf(lines: LinesOfAct, readRow: ReturnType<typeof rowReader>): RowsOfAct {
  const read = lines.map(readRow);
  return {
    lines,
    bodies: read.map(({ body }) => body),
    faults: new Map(lines.map(({ ordinal }, index) => [ordinal, read[index]?.faults ?? []])),
  };
}

interface Wave extends Pick<Plan, 'refused' | 'together'> {
  readonly wave: readonly RowsOfAct[];
  readonly nextTurn: number | null;
}

async function decideWave(
  tx: EntityManager,
  deciding: Deciding,
  { wave, nextTurn, refused, together }: Wave,
): Promise<Outcome[]> {
  const { caller, siteId, booker, acts, isWritten } = deciding;
  const open = wave.filter(({ lines, faults }) =>
    lines.every(({ ordinal }) => faults.get(ordinal)?.length === 0 && !refused.has(ordinal)),
  );
  const decisions = await booker.decide(tx, { caller, siteId, bodies: open.map(({ bodies }) => bodies) });
  const decided = new Map(open.map((asked, index) => [asked, decisions[index]]));
  const booked = [...decided].flatMap(([asked, decision]) => {
    const isNeeded = isWritten || turnOf(asked.lines) === nextTurn;
    return isNeeded && hasAct(decision) ? [{ asked, act: decision.act }] : [];
  });
  try {
    if (booked.length > 0) {
      await acts.applyAll(
        tx,
        booked.map(({ act }) => act),
      );
    }
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (together) throw new NotTogether();
    throw new RefusedRow(booked[0]?.asked.lines[0]?.ordinal ?? -1, refusalOf(error));
  }
  return wave.flatMap((asked) =>
    outcomesOf(asked, { decision: decided.get(asked), refused, reading: deciding.reading }),
  );
}

function hasAct(decision: Decision | undefined): decision is { readonly act: Act } {
  return typeof decision === 'object' && 'act' in decision;
}

/** Whatever is against a row is told of the row: a file is no reason for a service to fail. */
function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  new Logger('Imports').error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new DomainError('internal', 'Something went wrong on our side. The row was not booked.');
}

function outcomesOf(
  { lines, faults }: RowsOfAct,
  {
    decision,
    refused,
    reading,
  }: { readonly decision: Decision | undefined; readonly refused: Plan['refused']; readonly reading: Reading },
): Outcome[] {
  if (decision === 'already-there') return lines.map((line) => ({ line, state: decision, faults: [], dryMg: 0 }));
  if (hasAct(decision)) {
    return lines.map((line, index) => ({
      line,
      state: 'booked',
      faults: [],
      dryMg: index === 0 ? dryMassOf(decision.act) : 0,
    }));
  }
  return lines.map((line, place): Outcome => {
    const own = faults.get(line.ordinal) ?? [];
    const refusal = refused.get(line.ordinal) ?? decision;
    const told = refusal ? refusedRow({ ...line, place }, refusal, reading) : [rowFault(line, 'others-wrong')];
    return { line, state: 'wrong', faults: own.length > 0 ? own : told, dryMg: 0 };
  });
}

/** The dry mass that an act is about. */
function dryMassOf({ parts, records, events }: Act): Mg {
  const kept = records.flatMap((record) =>
    (record.kind === 'charge' || record.kind === 'wipCountLine') && record.does === 'add' ? [record.row.dryMg] : [],
  );
  if (kept.length > 0) return addedUp(kept);
  return events.length > 0
    ? addedUp(events.map(({ dryMg }) => dryMg ?? 0))
    : addedUp(parts.map(({ row }) => row.dryMg));
}
