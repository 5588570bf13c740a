import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, type Caller } from '../../common/index.js';
import type { CountedLife } from '../../domain/acts/count-guard.js';
import { toleranceOf, type Agreements } from '../../domain/acts/load-cover.js';
import {
  decideSettle,
  isAgreed,
  isWhole,
  namedLines,
  requireNameable,
  type Naming,
  type Settling,
} from '../../domain/acts/settle.js';
import { kgToMg, mgToKg, negative } from '../../domain/measure/quantities.js';
import { BatchStore, compositionsInForce, countedLife, lastDraws, type BatchRow } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { dispatchedOf, Ledger, stockOf, type LowPoint } from '../ledger/index.js';
import { ShipmentDesk } from './shipment-desk.js';
import { agreementsIn, ShipmentStore } from './shipment-store.js';
import type { ShipmentAnswer } from './shipment-answer.dto.js';
import type { NewSettlement } from './shipment.dto.js';

/** Ends disputes: a figure holds once both sides have named it. */
@Injectable()
export class ShipmentSettlementService {
  constructor(
    private readonly batches: BatchStore,
    private readonly store: ShipmentStore,
    private readonly ledger: Ledger,
    private readonly desk: ShipmentDesk,
  ) {}

  /**
   * Names a side's figures for disputed batches. Those of which both sides have named the same are settled at once.
   *
   * @throws InputError; NotFoundError; DomainError `shipment-state`, `settlement-below-drawn`
   */
  settle(caller: Caller, id: string, { lines: given }: NewSettlement): Promise<ShipmentAnswer> {
    return this.desk.write(caller, async (tx) => {
      await this.store.atEnd(tx, caller, id, 'either');
      const { shipment, lines } = await this.store.hold(tx, id);
      const naming: Naming = {
        shipment,
        lines,
        partyId: caller.partyId,
        isAdmin: caller.role === 'admin',
        given: given.map(({ batchId, dryKg }) => ({ batchId, dryMg: kgToMg(dryKg) })),
      };
      requireNameable(naming);
      const act = decideSettle(naming, await this.settling(tx, caller, naming));
      await this.ledger.requireNeverBelowZero(tx, act.postings, belowDrawn);
      return { act, lines, batches: null };
    });
  }

  private async settling(tx: EntityManager, caller: Caller, naming: Naming): Promise<Settling> {
    const { shipment } = naming;
    const named = namedLines(naming);
    const batches = await this.batches.lock(
      tx,
      named.map(({ batchId }) => batchId),
    );
    const ids = named.filter(isAgreed).map(({ batchId }) => batchId);
    const agreed = batches.filter(({ id }) => ids.includes(id));
    const dispatched = await dispatchedOf(tx, { shipmentId: shipment.id, fromSiteId: shipment.fromSiteId }, ids);
    const agreements = await this.store.agreementsOf(tx, batches, agreementsIn(dispatched.values()));
    const isSender = shipment.fromPartyId === caller.partyId;
    const whole = new Set(named.filter((line) => isSender && isWhole(line)).map(({ batchId }) => batchId));
    return {
      batches: new Map(agreed.map((batch) => [batch.id, batch])),
      stocks: await stockOf(tx, ids),
      dispatched,
      compositions: await compositionsInForce(tx, agreed),
      catalogue,
      agreements,
      lastDraws: await lastDraws(tx, ids),
      lives: await livesOf(
        tx,
        batches.filter(({ id }) => whole.has(id)),
        agreements,
      ),
      moment: ids.length > 0 ? await this.batches.momentOfLast(tx, shipment.toSiteId, ids) : null,
      by: this.batches.entering(caller),
    };
  }
}

/** What counts have done to batches, by batch: of a load that was refused whole, so that they are few. */
async function livesOf(
  tx: EntityManager,
  batches: readonly BatchRow[],
  agreements: Agreements,
): Promise<ReadonlyMap<string, CountedLife>> {
  const lives = new Map<string, CountedLife>();
  for (const batch of batches) lives.set(batch.id, await countedLife(tx, batch, toleranceOf(batch, agreements)));
  return lives;
}

function belowDrawn({ day, massMg }: LowPoint): DomainError {
  return new DomainError(
    'settlement-below-drawn',
    `The figure would leave less than nothing on ${day}, when more had been drawn already.`,
    { day, missingKg: mgToKg(negative(massMg)) },
  );
}
