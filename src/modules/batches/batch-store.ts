import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Clock, Ids, NotFoundError, type Caller } from '../../common/index.js';
import { lockRows } from '../../database/index.js';
import type { Entering, Step } from '../../domain/acts/act.js';
import { restored } from '../../domain/acts/reverse.js';
import { DomainError, InputError } from '../../domain/measure/errors.js';
import {
  aheadFaults,
  eventMoment,
  momentOfLast,
  momentOf,
  movedOn,
  requireForward,
  type Moment,
} from '../../domain/measure/events.js';
import { Ledger, subjectsOf } from '../ledger/index.js';
import { PartiesQueries, type SiteFacts } from '../parties/index.js';
import { idTaken } from './batch-writers.js';
import { isOfShipmentOrRun, seesAllOf } from '../sight/index.js';
import { BatchEventRow } from './batch-event.entity.js';
import { BatchRow } from './batch.entity.js';

/** Loads and holds batches for a decision. Holds no rules of its own, and writes nothing. */
@Injectable()
export class BatchStore {
  constructor(
    private readonly parties: PartiesQueries,
    private readonly ledger: Ledger,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The own site that a request names. @throws NotFoundError */
  async ownSite(tx: EntityManager, caller: Caller, siteId: string): Promise<SiteFacts> {
    const site = await this.parties.heldSite(tx, siteId);
    if (!site || site.partyId !== caller.partyId) throw new NotFoundError('site');
    return site;
  }

  /** Holds batches until the unit ends, in the order asked for. @throws NotFoundError where one does not exist */
  async lock(tx: EntityManager, ids: readonly string[]): Promise<BatchRow[]> {
    const rows = new Map((await lockRows(tx, BatchRow, ids)).map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = rows.get(id);
      if (!row) throw new NotFoundError('batch');
      return row;
    });
  }

  /**
   * Holds batches that the caller's party has in its stock.
   *
   * @throws NotFoundError where the caller does not see one; DomainError `not-in-your-stock` where another holds it
   */
  async lockHeld(tx: EntityManager, caller: Caller, ids: readonly string[]): Promise<BatchRow[]> {
    await this.requireSeen(tx, caller, ids);
    const rows = await this.lock(tx, ids);
    for (const row of rows) {
      if (row.holderId !== caller.partyId)
        throw new DomainError('not-in-your-stock', `Batch ${row.code} is not in your stock.`, { batch: row.code });
    }
    return rows;
  }

  /**
   * Holds batches that the caller's party has in its stock at a site of its own.
   *
   * @throws NotFoundError; DomainError `not-in-your-stock`, or `not-at-site` where one is at another site
   */
  async lockHeldAt(tx: EntityManager, caller: Caller, ids: readonly string[], siteId: string): Promise<BatchRow[]> {
    const rows = await this.lockHeld(tx, caller, ids);
    for (const row of rows) {
      if (row.siteId !== siteId) {
        throw new DomainError('not-at-site', `Batch ${row.code} is not at this site.`, { batch: row.code });
      }
    }
    return rows;
  }

  /** @throws NotFoundError where the caller does not see a batch whole */
  async requireSeen(tx: EntityManager, caller: Caller, ids: readonly string[]): Promise<void> {
    if (!(await seesAllOf(tx, caller.partyId ?? '', ids))) throw new NotFoundError('batch');
  }

  /**
   * The moment of an event on batches at a site: not far ahead, and not before what happened to them already; its event
   * day is not before theirs either.
   *
   * @throws InputError; DomainError `out-of-order`
   */
  async momentFor(
    tx: EntityManager,
    occurredAt: string,
    site: SiteFacts,
    batches: readonly BatchRow[],
  ): Promise<Moment> {
    const moment = this.moment(occurredAt, site);
    const ids = batches.map(({ id }) => id);
    const past = await this.ledger.pastOf(tx, ids);
    requireForward(past, batches, moment.at);
    return eventMoment(moment, movedOn(past, ids));
  }

  /** The moment of an entry that says anew what happened, see the domain. */
  async momentOfLast(tx: EntityManager, siteId: string, subjectIds: readonly string[]): Promise<Moment> {
    const site = await this.parties.site(siteId, tx);
    if (!site) throw new Error('What is said anew has happened at a site.');
    return momentOfLast(await this.ledger.pastOf(tx, subjectIds), subjectIds, site.timeZone);
  }

  /** @throws InputError where it lies more than 24 hours ahead */
  moment(occurredAt: string, site: SiteFacts): Moment {
    const faults = aheadFaults('/occurredAt', occurredAt, this.clock.now());
    if (faults.length > 0) throw new InputError(faults);
    return momentOf(occurredAt, site.timeZone);
  }

  /**
   * The identifier that a client made for its batch, or a new one. The entries on batches, shipments and runs are found by
   * identifier alone, so that it may be none of theirs. Those are made here and known to nobody before they are stored: none
   * can come between.
   *
   * @throws DomainError `id-taken`
   */
  async freeId(tx: EntityManager, id: string | undefined): Promise<string> {
    if (id === undefined) return this.ids.next();
    if (await isOfShipmentOrRun(tx, id)) throw idTaken();
    return id;
  }

  /** Who enters an act, now. */
  entering({ userId }: { readonly userId: string | null }): Entering {
    return { userId, now: this.clock.now(), newId: () => this.ids.next() };
  }

  nextId(): string {
    return this.ids.next();
  }

  now(): number {
    return this.clock.now();
  }

  /**
   * How batches are set back to how they stood before an entry, and held for it.
   *
   * @returns beside it the other batches that the entry stands on: those that came to be with it
   */
  async restoring(tx: EntityManager, entryId: string): Promise<{ steps: Step[]; others: BatchRow[] }> {
    const events = await tx.findBy(BatchEventRow, { entryId });
    const links = await subjectsOf(tx, entryId);
    const found = await tx.find(BatchRow, { select: { id: true }, where: { id: In(links) } });
    const batches = await this.lock(
      tx,
      found.map(({ id }) => id),
    );
    const siteIds = [...new Set(events.map(({ siteBeforeId }) => siteBeforeId))];
    const sites = await this.parties.sites(siteIds, tx);
    const own = new Set(events.map(({ batchId }) => batchId));
    return {
      steps: restored(events, batches, (siteId) => sites.get(siteId)?.partyId),
      others: batches.filter(({ id }) => !own.has(id)),
    };
  }
}
