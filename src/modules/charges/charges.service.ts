import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { daysOf } from '../../domain/measure/events.js';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { amountToDraw, drawStep } from '../../domain/acts/batch-life.js';
import { chargedUsabilityPpm, chargeMovement, checkChargeKind, type ChargeFacts } from '../../domain/acts/charge.js';
import { drawn, DRY_MASS, groupsOf, totalMg, type Holding } from '../../domain/matter/holding.js';
import { postingsOf } from '../../domain/books/ledger.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import type { Day } from '../../domain/measure/time.js';
import { AgreementsQueries } from '../agreements/index.js';
import { BatchStore } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Ledger, stockOf, type EntryRow } from '../ledger/index.js';
import { chargeAnswer } from './charge-answer.js';
import type { ChargeAnswer, NewCharge } from './charge.dto.js';
import { ChargeRow } from './charge.entity.js';

/** Material consumed in magnet production: where the loop ends, and where its ladder is read. */
@Injectable()
export class ChargesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly agreements: AgreementsQueries,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Charges a batch or a part of it.
   *
   * @throws InputError; NotFoundError; DomainError `charge-kind`, `not-in-your-stock`, `not-at-site`, `more-than-left`,
   * `nothing-left`, `out-of-order`, `batch-state`
   */
  charge(caller: Caller, body: NewCharge): Promise<ChargeAnswer> {
    return this.work.run(async (tx) => {
      const site = await this.store.ownSite(tx, caller, body.siteId);
      const [batch] = await this.store.lockHeldAt(tx, caller, [body.batchId], site.id);
      if (!batch) throw new Error('A held batch was not loaded.');
      checkChargeKind(batch.kind);
      const moment = await this.store.momentFor(tx, body.occurredAt, site, [batch]);
      const stock = (await stockOf(tx, [batch.id])).get(batch.id) ?? [];
      const dryMg = amountToDraw(stock, body.dryKg === undefined ? undefined : kgToMg(body.dryKg), batch.code);
      const charged = drawn(stock, dryMg);
      const facts = await this.factsOn(tx, moment.localOn, { product: batch.product, charged });
      const place = { batchId: batch.id, siteId: site.id, partyId: site.partyId, day: moment.on };
      const who = { partyId: site.partyId, siteId: site.id, userId: caller.userId };
      const when = { occurredAt: moment.at, ...daysOf(moment) };
      const entry = await this.ledger.book(tx, {
        ...{ kind: 'charged', ...who, ...when, subjectIds: [batch.id] },
        postings: postingsOf([chargeMovement(place, charged, facts)]),
      });
      await this.store.record(tx, entry, batch, { kind: 'charged', dryMg });
      await this.store.step(tx, batch, { step: drawStep('charged', totalMg(stock, DRY_MASS), dryMg) });
      const row: ChargeRow = {
        ...{ id: this.store.nextId(), ...who, ...when, batchId: batch.id, entryId: entry.id, dryMg },
        ...{ status: 'booked', createdAt: this.store.now() },
      };
      await tx.insert(ChargeRow, row);
      return chargeAnswer(row, { charged, batch: { id: batch.id, status: batch.status } });
    });
  }

  /** Sets back what a charge did to its batch, and marks it: its entry is reversed by the caller, in the same unit. */
  async undo(tx: EntityManager, entry: EntryRow): Promise<void> {
    await this.store.restore(tx, entry.id);
    await tx.update(ChargeRow, { entryId: entry.id }, { status: 'reversed' });
  }

  private async factsOn(
    tx: EntityManager,
    day: Day,
    { product, charged }: { readonly product: string | null; readonly charged: Holding },
  ): Promise<ChargeFacts> {
    const groups = groupsOf(charged).flatMap(({ agreementId }) => (agreementId ? [agreementId] : []));
    const agreementIds = [...new Set(groups)];
    const sides = await this.agreements.sides(tx, agreementIds, day);
    const terms = await this.agreements.termsOn(tx, agreementIds, day);
    const defaultPpm = product === null ? undefined : catalogue.product(product)?.usabilityPpm;
    const factorsOf = (id: string) => terms.get(id)?.usabilityPpm;
    return { sides, usabilityOf: (group) => chargedUsabilityPpm(group, { product, defaultPpm, factorsOf }) };
  }
}
