import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Batch } from '../../domain/acts/records.js';
import { codeKey } from '../../domain/matter/code.js';
import { InputError } from '../../domain/measure/errors.js';
import { faultAt } from '../../domain/measure/faults.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import {
  BatchAssayService,
  batchesById,
  batchesOfCode,
  foundAssay,
  NewAssay,
  recordedAssays,
} from '../batches/index.js';
import { ChargesService, NewCharge } from '../charges/index.js';
import { NewReceipt, ShipmentReceiptService, type HeldShipment } from '../shipments/index.js';
import { isSameAssay } from './birth-bookers.js';
import { checkedBody, decided, type AskedRows, type Booker, type Decision } from './bookers.js';

const PLANT = ['admin', 'plant-operator'] as const;
const OPERATORS = ['admin', 'plant-operator', 'recycler-operator'] as const;

/** The acts on batches that are there already. */
@Injectable()
export class ActBookers {
  readonly assays: Booker;
  readonly charges: Booker;
  readonly receipts: Booker;

  constructor(assaying: BatchAssayService, charging: ChargesService, receiving: ShipmentReceiptService) {
    this.assays = oneByOne(OPERATORS, (tx, asked, body) => assayed(assaying, tx, asked, body));
    this.charges = oneByOne(PLANT, (tx, asked, body) => charged(charging, tx, asked, body));
    this.receipts = {
      roles: OPERATORS,
      isGrouped: true,
      isTogether: false,
      decide: (tx, asked) => eachOf(asked.bodies, (bodies) => received(receiving, tx, asked, bodies)),
    };
  }
}

type Body = Readonly<Record<string, unknown>>;

function oneByOne(
  roles: Booker['roles'],
  decide: (tx: EntityManager, asked: AskedRows, body: Body) => Promise<Decision>,
): Booker {
  return {
    roles,
    isGrouped: false,
    isTogether: false,
    decide: (tx, asked) => eachOf(asked.bodies, ([body = {}]) => decide(tx, asked, body)),
  };
}

/** One after the other, since a unit has one connection. */
async function eachOf(
  all: AskedRows['bodies'],
  decide: (bodies: readonly Body[]) => Promise<Decision>,
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const bodies of all) decisions.push(await decided(() => decide(bodies)));
  return decisions;
}

/** @throws InputError where a row names none, or several, that the caller's party may know of by their code */
async function batchNamed(tx: EntityManager, { caller, siteId }: AskedRows, code: unknown): Promise<Batch> {
  const found = await batchesOfCode(tx, siteId, codeKey(String(code)));
  const own = found.filter(({ partyId, holderId }) => [partyId, holderId].includes(caller.partyId ?? ''));
  const [batch, ...more] = own;
  if (!batch) throw new InputError([faultAt('/batch', 'names-no-batch')]);
  if (more.length > 0) throw new InputError([faultAt('/batch', 'names-several-batches')]);
  return batch;
}

async function assayed(service: BatchAssayService, tx: EntityManager, asked: AskedRows, row: Body): Promise<Decision> {
  const { batch: code, ...given } = row;
  const batch = await batchNamed(tx, asked, code);
  const body = await checkedBody(given, NewAssay);
  const partyId = asked.caller.partyId ?? '';
  const found = foundAssay(body);
  const others = (await recordedAssays(tx, [batch.id])).filter((other) => other.partyId === partyId);
  const known = others.find((other) => found.reportKey !== null && other.reportKey === found.reportKey);
  if (others.some((other) => isSameAssay(found, other))) return 'already-there';
  if (known) throw new InputError([faultAt('/reportNo', 'other-figures')]);
  const { act } = await service.assayed(tx, asked.caller, batch.id, body);
  return { act };
}

async function charged(service: ChargesService, tx: EntityManager, asked: AskedRows, row: Body): Promise<Decision> {
  const { caller, siteId } = asked;
  const { batch: code, ...given } = row;
  const batch = await batchNamed(tx, asked, code);
  const body = await checkedBody({ ...given, siteId, batchId: batch.id }, NewCharge);
  const before = await service.bookedOf(tx, siteId, batch.id);
  const occurredAt = Date.parse(body.occurredAt);
  const there = before.filter((charge) => charge.occurredAt === occurredAt && charge.dryMg === kgToMg(body.dryKg ?? 0));
  if (there.some(({ heat }) => body.heat === undefined || body.heat === heat)) return 'already-there';
  if (there.length > 0) throw new InputError([faultAt('/heat', 'other-figures')]);
  const { act } = await service.charged(tx, caller, body);
  return { act };
}

async function received(
  service: ShipmentReceiptService,
  tx: EntityManager,
  asked: AskedRows,
  rows: readonly Body[],
): Promise<Decision> {
  const [first = {}] = rows;
  const { shipment, lines } = await shipmentNamed(service, tx, asked, first['shipment']);
  const ids = await batchIdsOf(
    tx,
    lines.map(({ batchId }) => batchId),
  );
  const given = rows.map(({ batch: code, shipment: _, occurredAt: __, ...line }) => {
    const batchId = ids.get(codeKey(String(code)));
    if (batchId === undefined) throw new InputError([faultAt('/batch', 'names-no-batch')]);
    return { ...line, batchId };
  });
  if (rows.some(({ occurredAt }) => occurredAt !== first['occurredAt'])) {
    throw new InputError([faultAt('/occurredAt', 'other-time-in-receipt')]);
  }
  const body = await checkedBody({ occurredAt: first['occurredAt'], lines: given }, NewReceipt);
  if (shipment.receivedAt !== null) {
    if (isSameReceipt({ shipment, lines }, body)) return 'already-there';
    throw new InputError([faultAt('/shipment', 'other-figures')]);
  }
  const { act } = await service.received(tx, asked.caller, shipment.id, body);
  return { act };
}

/** @throws InputError where a row names no shipment on its way to the site, or several */
async function shipmentNamed(
  service: ShipmentReceiptService,
  tx: EntityManager,
  { siteId }: AskedRows,
  code: unknown,
): Promise<HeldShipment> {
  const [found, ...more] = await service.sentTo(tx, siteId, codeKey(String(code)));
  if (!found) throw new InputError([faultAt('/shipment', 'names-no-shipment')]);
  if (more.length > 0) throw new InputError([faultAt('/shipment', 'names-several-shipments')]);
  return found;
}

/** The batches of a shipment by the codes that its papers have. */
async function batchIdsOf(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const batches = await batchesById(tx, ids);
  return new Map([...batches.values()].map((batch) => [batch.codeKey, batch.id]));
}

/** Whether a receipt is booked already: time, weights and what was refused of every batch. */
function isSameReceipt({ shipment, lines }: HeldShipment, body: NewReceipt): boolean {
  if (shipment.receivedAt !== Date.parse(body.occurredAt) || lines.length !== body.lines.length) return false;
  return body.lines.every((given) => {
    const line = lines.find(({ batchId }) => batchId === given.batchId);
    const isSame = (kept: number | null | undefined, kg: number | undefined): boolean =>
      (kept ?? 0) === kgToMg(kg ?? 0);
    return (
      line && isSame(line.grossMg, given.grossKg) && isSame(line.tareMg, given.tareKg) && isRefusedAlike(line, given)
    );
  });
}

function isRefusedAlike(
  line: HeldShipment['lines'][number],
  { refusedKg = 0, refusalReason }: NewReceipt['lines'][number],
): boolean {
  return (line.refusedNetMg ?? 0) === kgToMg(refusedKg) && (line.refusalReason ?? undefined) === refusalReason;
}
