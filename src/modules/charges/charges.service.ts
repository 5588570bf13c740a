import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Between, type EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { after, changed } from '../../domain/acts/act.js';
import type { SetBack } from '../../domain/acts/reverse.js';
import { chargedUsabilityPpm, checkChargeKind, decideCharge, type ChargeFacts } from '../../domain/acts/charge.js';
import type { Batch, Charge } from '../../domain/acts/records.js';
import { drawn, groupsOf, type Holding } from '../../domain/matter/holding.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import type { Day, Period } from '../../domain/measure/time.js';
import { AgreementsQueries } from '../agreements/index.js';
import { BatchStore } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Acts, Reversing, stockOf, type EntryRow } from '../ledger/index.js';
import { chargeAnswer } from './charge-answer.js';
import type { ChargeAnswer, NewCharge } from './charge.dto.js';
import { ChargeRow } from './charge.entity.js';

/** A charge that was decided on, with what it draws on. */
interface DecidedCharge {
  readonly act: ReturnType<typeof decideCharge>;
  readonly batch: Batch;
  readonly stock: Holding;
}

/** Material consumed in magnet production: where the loop ends, and where its ladder is read. */
@Injectable()
export class ChargesService implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly agreements: AgreementsQueries,
    private readonly acts: Acts,
    private readonly reversing: Reversing,
  ) {}

  onModuleInit(): void {
    this.reversing.register(['charged'], (tx, entry) => this.setBack(tx, entry));
  }

  /**
   * Charges a batch or a part of it.
   *
   * @throws InputError; NotFoundError; DomainError `charge-kind`, `not-in-your-stock`, `not-at-site`, `more-than-left`,
   * `nothing-left`, `out-of-order`, `batch-state`
   */
  charge(caller: Caller, body: NewCharge): Promise<ChargeAnswer> {
    return this.work.run(async (tx) => {
      const { act, batch, stock } = await this.charged(tx, caller, body);
      await this.acts.apply(tx, act);
      const status = act.steps.map(after)[0]?.status ?? batch.status;
      return chargeAnswer(act.charge, {
        charged: drawn(stock, act.charge.dryMg),
        isOwn: true,
        batch: { id: batch.id, code: batch.code, status },
      });
    });
  }

  /** Decides what a charge books, and books nothing. @throws InputError; NotFoundError; DomainError, as {@link charge} */
  async charged(tx: EntityManager, caller: Caller, body: NewCharge): Promise<DecidedCharge> {
    const site = await this.store.ownSite(tx, caller, body.siteId);
    const [batch] = await this.store.lockHeldAt(tx, caller, [body.batchId], site.id);
    if (!batch) throw new Error('A held batch was not loaded.');
    checkChargeKind(batch.kind);
    const moment = await this.store.momentFor(tx, body.occurredAt, site, [batch]);
    const stock = (await stockOf(tx, [batch.id])).get(batch.id) ?? [];
    const facts = await this.factsOn(tx, moment.localOn, { product: batch.product, stock });
    const side = { partyId: site.partyId, siteId: site.id };
    const by = this.store.entering(caller);
    const askedMg = body.dryKg === undefined ? undefined : kgToMg(body.dryKg);
    return {
      act: decideCharge({ ...facts, batch, stock, moment, side, by, heat: body.heat ?? null }, askedMg),
      batch,
      stock,
    };
  }

  /** The charges of a batch at a site that stand. */
  bookedOf(tx: EntityManager, siteId: string, batchId: string): Promise<Charge[]> {
    return tx.find(ChargeRow, { where: { siteId, batchId, status: 'booked' } });
  }

  /** The entries of what was charged at a site, and stands, on days or into one melt; in the order of booking. */
  async entriesOf(manager: EntityManager, siteId: string, of: Period | { readonly heat: string }): Promise<string[]> {
    const where = 'heat' in of ? { heat: of.heat } : { occurredOn: Between(of.from, of.to) };
    const rows = await manager.find(ChargeRow, {
      select: { id: true, entryId: true },
      where: { siteId, status: 'booked', ...where },
      order: { entryId: 'ASC' },
    });
    return rows.map(({ entryId }) => entryId);
  }

  /** Sets back what a charge did to its batch, and marks it. */
  private async setBack(tx: EntityManager, { id: entryId }: EntryRow): Promise<SetBack> {
    const charge = await tx.findOneByOrFail(ChargeRow, { entryId });
    const { steps } = await this.store.restoring(tx, entryId);
    return { steps, records: [changed('charge', charge, { status: 'reversed' })] };
  }

  private async factsOn(
    tx: EntityManager,
    day: Day,
    { product, stock }: { readonly product: string | null; readonly stock: Holding },
  ): Promise<ChargeFacts> {
    const groups = groupsOf(stock).flatMap(({ agreementId }) => (agreementId ? [agreementId] : []));
    const agreementIds = [...new Set(groups)];
    const sides = await this.agreements.sides(tx, agreementIds, day);
    const terms = await this.agreements.termsOn(tx, agreementIds, day);
    const defaultPpm = product === null ? undefined : catalogue.product(product)?.usabilityPpm;
    const factorsOf = (id: string) => terms.get(id)?.usabilityPpm;
    return { sides, usabilityOf: (group) => chargedUsabilityPpm(group, { product, defaultPpm, factorsOf }) };
  }
}
