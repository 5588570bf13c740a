import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { after, type Act, type ActRecord } from '../../domain/acts/act.js';
import { codeKey } from '../../domain/matter/code.js';
import type { Batch, Shipment, ShipmentLine } from '../../domain/acts/records.js';
import { Acts, type Codes } from '../ledger/index.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import { ShipmentsQueries, type Done } from './shipments.queries.js';

/** What was decided of a shipment, and what the decision knew of it. */
export interface Decided {
  readonly act: Act;
  readonly lines: readonly ShipmentLine[];
  /** Null where it did not ask for them. */
  readonly batches: readonly Batch[] | null;
}

/** How every act on a shipment goes: decided and written in one unit, and answered with the shipment as it then is. */
@Injectable()
export class ShipmentDesk {
  constructor(
    private readonly work: UnitOfWork,
    private readonly acts: Acts,
    private readonly queries: ShipmentsQueries,
  ) {}

  write(caller: Caller, decide: (tx: EntityManager) => Promise<Decided>): Promise<ShipmentAnswer> {
    return this.work.run(async (tx) => {
      const decided = await decide(tx);
      const codes = await this.acts.apply(tx, decided.act);
      return this.queries.answer(tx, caller, doneBy(decided, codes));
    });
  }
}

/** The shipment as an act leaves it. */
function doneBy({ act, lines, batches }: Decided, codes: Codes): Done {
  const steps = new Map(act.steps.map((step) => [step.before.id, after(step)]));
  return {
    shipment: shipmentIn(act, codes),
    entryId: act.entry?.id ?? null,
    lines: linesAfter(act, lines),
    batches: batches && new Map(batches.map((batch) => [batch.id, steps.get(batch.id) ?? batch])),
  };
}

function shipmentIn({ records }: Act, codes: Codes): Shipment {
  for (const record of records) {
    if (record.kind !== 'shipment' || record.does === 'drop') continue;
    if (record.does === 'change') return { ...record.before, ...record.change };
    const code = codes.get(record.row.id) ?? '';
    return { ...record.row, code, codeKey: codeKey(code) };
  }
  throw new Error('An act on a shipment says what becomes of it.');
}

function linesAfter({ records }: Act, before: readonly ShipmentLine[]): ShipmentLine[] {
  const lines = new Map(before.map((line) => [line.batchId, line]));
  for (const record of records.filter(isOfLine)) {
    if (record.does === 'drop') lines.delete(record.row.batchId);
    else if (record.does === 'add') lines.set(record.row.batchId, record.row);
    else lines.set(record.before.batchId, { ...record.before, ...record.change });
  }
  return [...lines.values()].sort((a, b) => a.ordinal - b.ordinal);
}

function isOfLine(record: ActRecord): record is Extract<ActRecord, { readonly kind: 'shipmentLine' }> {
  return record.kind === 'shipmentLine';
}
