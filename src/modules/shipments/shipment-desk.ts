import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { ShipmentRow } from './shipment.entity.js';
import { ShipmentsQueries } from './shipments.queries.js';

/** How every act on a shipment goes: in one unit, and answered with the shipment as it then is. */
@Injectable()
export class ShipmentDesk {
  constructor(
    private readonly work: UnitOfWork,
    private readonly queries: ShipmentsQueries,
  ) {}

  write(caller: Caller, act: (tx: EntityManager) => Promise<ShipmentRow>): Promise<ShipmentAnswer> {
    return this.work.run(async (tx) => this.queries.answer(tx, caller, await act(tx)));
  }
}
