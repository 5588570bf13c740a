import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { InputError, NotFoundError, requireVersion, type Caller, faultAt } from '../../common/index.js';
import {
  decideCancel,
  decidePlanEdit,
  decidePlan,
  keptAgreement,
  type Load,
  type Replanned,
} from '../../domain/acts/ship.js';
import type { Batch } from '../../domain/acts/records.js';
import type { HeldShipment } from '../../domain/acts/shipment-change.js';
import { assertShipmentEditable, type Place } from '../../domain/acts/shipment.js';
import { localDay } from '../../domain/measure/time.js';
import { BatchStore } from '../batches/index.js';
import { stockOf } from '../ledger/index.js';
import { PartiesQueries } from '../parties/index.js';
import { paperChange, papersOf } from './shipment-given.js';
import { ShipmentDesk } from './shipment-desk.js';
import { ShipmentStore } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewShipment, ShipmentEdit } from './shipment.dto.js';

/** Plans shipments, and changes or cancels what is only planned. */
@Injectable()
export class ShipmentsService {
  constructor(
    private readonly parties: PartiesQueries,
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly desk: ShipmentDesk,
  ) {}

  /**
   * Plans a shipment of batches that are in stock at one of the own sites.
   *
   * @throws InputError; NotFoundError; DomainError `exclusivity-breach`, `not-covered`, `batch-state`, `nothing-left`,
   * `not-in-your-stock`, `not-at-site`
   */
  plan(caller: Caller, body: NewShipment): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      const from = await this.batches.ownSite(tx, caller, body.fromSiteId);
      const to = await this.aim(tx, from.id, body.toSiteId);
      const batches = await this.batches.lockHeld(tx, caller, body.batchIds);
      const load = await this.loadOf(tx, caller, batches, body.agreementId ?? null);
      const act = decidePlan(from, to, papersOf(body), { load, by: this.batches.entering(caller) });
      return { act, lines: [], batches };
    });
  }

  /**
   * Edits what may still be edited: everything of a planned shipment, and its papers until it is received.
   *
   * @throws InputError; NotFoundError; DomainError `stale-version`, `shipment-state`, and what planning throws
   */
  edit(caller: Caller, { id, version }: { id: string; version: number }, body: ShipmentEdit): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      const seen = await this.store.atEnd(tx, caller, id, 'from');
      await this.batches.ownSite(tx, caller, seen.fromSiteId);
      const held = await this.store.hold(tx, id);
      requireVersion(held.shipment.version, version);
      const fields = Object.keys(body).filter((field) => body[field as keyof ShipmentEdit] !== undefined);
      assertShipmentEditable(held.shipment.status, fields);
      const isReplanned = fields.some((field) => REPLANNED.includes(field));
      const replanned = isReplanned ? await this.replanned(tx, caller, held, body) : null;
      return { act: decidePlanEdit(held, paperChange(body), replanned), lines: held.lines, batches: null };
    });
  }

  /** @throws NotFoundError; DomainError `shipment-state` */
  cancel(caller: Caller, id: string): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      await this.store.atEnd(tx, caller, id, 'from');
      const held = await this.store.hold(tx, id);
      const batches = await this.batches.lock(tx, batchIdsOf(held));
      return { act: decideCancel(held, batches), lines: held.lines, batches };
    });
  }

  private async replanned(
    tx: EntityManager,
    caller: Caller,
    { shipment, lines }: HeldShipment,
    body: ShipmentEdit,
  ): Promise<Replanned> {
    const planned = batchIdsOf({ lines });
    const ids = body.batchIds ?? planned;
    const before = (await this.batches.lock(tx, [...planned, ...ids])).slice(0, planned.length);
    const { toSiteId, toPartyId, fromSiteId } = shipment;
    const to = body.toSiteId ? await this.aim(tx, fromSiteId, body.toSiteId) : { siteId: toSiteId, partyId: toPartyId };
    const batches = await this.batches.lockHeld(tx, caller, ids);
    const asked = body.agreementId === undefined ? keptAgreement(shipment, before) : body.agreementId;
    return {
      before,
      to,
      carveOut: body.carveOut === undefined ? shipment.carveOut : body.carveOut,
      breachReason: body.breach === undefined ? shipment.breachReason : (body.breach?.reason ?? null),
      load: await this.loadOf(tx, caller, batches, asked),
    };
  }

  /** Any site may be a destination: whether the material may go there is for the agreement to say. @throws NotFoundError */
  private async aim(tx: EntityManager, fromSiteId: string, toSiteId: string): Promise<Place> {
    if (toSiteId === fromSiteId) {
      throw new InputError([faultAt('/toSiteId', 'same-site')]);
    }
    const to = await this.parties.site(toSiteId, tx);
    if (!to) throw new NotFoundError('site');
    return { siteId: toSiteId, partyId: to.partyId };
  }

  private async loadOf(
    tx: EntityManager,
    caller: Caller,
    batches: readonly Batch[],
    agreementId: string | null,
  ): Promise<Load> {
    const ids = batches.map(({ id }) => id);
    return {
      batches,
      stocks: await stockOf(tx, ids),
      disputed: await this.store.disputedAmong(tx, ids),
      agreements: await this.store.agreementsOf(tx, batches, [agreementId]),
      cover: {
        agreementId,
        isSeen: agreementId !== null && (await this.store.seesAgreement(tx, caller, agreementId)),
        today: localDay(this.batches.now(), 'UTC'),
      },
      mayBreach: caller.role === 'admin',
    };
  }
}

/** Fields whose change decides anew whether the shipment may go. */
const REPLANNED: readonly string[] = ['batchIds', 'agreementId', 'toSiteId', 'carveOut', 'breach'];

function batchIdsOf({ lines }: Pick<HeldShipment, 'lines'>): string[] {
  return lines.map(({ batchId }) => batchId);
}
