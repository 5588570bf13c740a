import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import type { Act } from '../../domain/acts/act.js';
import type { Shipment } from '../../domain/acts/records.js';
import { coded } from '../../domain/acts/born.js';
import { Acts, type Codes } from '../ledger/index.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import { ShipmentsQueries } from './shipments.queries.js';

/** How every act on a shipment goes: decided and written in one unit, and answered with the shipment as it then is. */
@Injectable()
export class ShipmentDesk {
  constructor(
    private readonly work: UnitOfWork,
    private readonly acts: Acts,
    private readonly queries: ShipmentsQueries,
  ) {}

  write(caller: Caller, decide: (tx: EntityManager) => Promise<Act>): Promise<ShipmentAnswer> {
    return this.work.run(async (tx) => {
      const act = await decide(tx);
      const codes = await this.acts.apply(tx, act);
      return this.queries.answer(tx, caller, shipmentIn(act, codes));
    });
  }
}

/** The shipment that an act is about, as it leaves it. */
function shipmentIn({ records }: Act, codes: Codes): Shipment {
  for (const record of records) {
    if (record.kind !== 'shipment' || record.does === 'drop') continue;
    if (record.does === 'change') return { ...record.before, ...record.change };
    const { code, codeKey } = coded(codes.get(record.row.id) ?? '');
    return { ...record.row, code, codeKey };
  }
  throw new Error('An act on a shipment says what becomes of it.');
}
