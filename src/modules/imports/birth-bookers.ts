import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Act } from '../../domain/acts/act.js';
import { rowsAdded } from '../../domain/acts/act.js';
import type { Assay, Batch } from '../../domain/acts/records.js';
import type { RowBody } from '../../domain/files/rows.js';
import { codeKey } from '../../domain/matter/code.js';
import { DomainError, InputError } from '../../domain/measure/errors.js';
import { faultAt } from '../../domain/measure/faults.js';
import {
  batchesOfOrigin,
  BatchLogService,
  KnownPlaces,
  NewBatch,
  NewSupply,
  recordedAssays,
} from '../batches/index.js';
import type { Caller } from '../../common/index.js';
import { checkedBody, decided, type AskedRows, type Booker, type Decision } from './bookers.js';

type Decide<Body> = (tx: EntityManager, caller: Caller, body: Body, known: KnownPlaces) => Promise<{ act: Act }>;

const PLANT = ['admin', 'plant-operator'] as const;

/** By-products that were logged, and material that was supplied, each found again by its code at the site. */
@Injectable()
export class BirthBookers {
  readonly byProducts: Booker;
  readonly supplies: Booker;

  constructor(logging: BatchLogService) {
    this.byProducts = bookerOf(NewBatch, logging.logged.bind(logging));
    this.supplies = bookerOf(NewSupply, logging.supplied.bind(logging));
  }
}

function bookerOf<Body extends NewBatch | NewSupply>(type: new () => Body, decide: Decide<Body>): Booker {
  return {
    roles: PLANT,
    isGrouped: false,
    isTogether: true,
    decide: async (tx, { caller, siteId, bodies }: AskedRows): Promise<Decision[]> => {
      const known = new KnownPlaces();
      // All are checked before anything is asked of the database, which may still be writing the rows before them.
      const checked = await Promise.all(
        bodies.map(([body = {}]) => decided(() => checkedBody({ ...body, siteId }, type))),
      );
      const there = await bookedBefore(tx, siteId, bodies.flat());
      const decisions: Decision[] = [];
      for (const body of checked) {
        decisions.push(
          await decided(async () => {
            if (body instanceof DomainError) return body;
            const { act } = await decide(tx, caller, body, known);
            const before = there.get(codeKey(String(body.code)));
            if (!before) return { act };
            return isSame(act, before) ? 'already-there' : new InputError([faultAt('/code', 'other-figures')]);
          }),
        );
      }
      return decisions;
    },
  };
}

interface Before {
  readonly batch: Batch;
  readonly assays: readonly Assay[];
}

async function bookedBefore(
  tx: EntityManager,
  siteId: string,
  bodies: readonly RowBody[],
): Promise<Map<string, Before>> {
  const batches = await batchesOfOrigin(
    tx,
    siteId,
    bodies.map(({ code }) => codeKey(String(code))),
  );
  if (batches.length === 0) return new Map();
  const ids = batches.map(({ id }) => id);
  const assays = await recordedAssays(tx, ids);
  return new Map(
    batches.map((batch) => [
      batch.liveKey ?? '',
      { batch, assays: assays.filter(({ batchId, partyId }) => batchId === batch.id && partyId === batch.partyId) },
    ]),
  );
}

/** What a row says of a batch, and what no later act changes. */
const FIGURES = [
  ...([
    'kind',
    'stream',
    'product',
    'alloy',
    'grade',
    'occurredAt',
    'grossMg',
    'tareMg',
    'netMg',
    'moisturePpm',
  ] as const),
  ...(['oilPpm', 'origin', 'supplierName', 'originCountry', 'separationCountry', 'metalCountry'] as const),
] as const;

function isSame(act: Act, { batch, assays }: Before): boolean {
  const row = act.parts[0]?.row;
  if (!row || FIGURES.some((name) => row[name] !== batch[name])) return false;
  const [assay] = rowsAdded(act, 'assay');
  return !assay || assays.some((other) => isSameAssay(assay, other));
}

type Found = Pick<Assay, 'laboratory' | 'method' | 'reportKey' | 'sampledAt' | 'compositionPpm' | 'belowLimit'>;

/** Whether two assays of a batch are one: laboratory, report, sample and figures. */
export function isSameAssay(one: Found, other: Found): boolean {
  const told = ({ laboratory, method, reportKey, sampledAt, compositionPpm, belowLimit }: Found): string =>
    JSON.stringify([laboratory, method, reportKey, sampledAt, sorted(compositionPpm), sorted(belowLimit ?? {})]);
  return told(one) === told(other);
}

function sorted(values: object): [string, unknown][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}
