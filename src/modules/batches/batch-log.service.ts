import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { aheadFaults, type Moment } from '../../domain/measure/events.js';
import { postingsOf } from '../../domain/books/ledger.js';
import { AgreementsQueries } from '../agreements/index.js';
import { Ledger } from '../ledger/index.js';
import type { SiteFacts } from '../parties/index.js';
import { assayFaults, assayRow, insertAssay, refuseFaults, reportsElsewhere } from './assay-rows.js';
import { birthMovement } from './batch-birth.js';
import type { AssayRow } from './assay.entity.js';
import { byProductRow, supplyRow, type BirthFacts } from './batch-rows.js';
import { BatchStore } from './batch-store.js';
import { BatchWarnings } from './batch-warnings.js';
import type { BatchAnswer } from './batch-answer.dto.js';
import type { NewBatch, NewSupply } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';
import { newBatchAnswer } from './batch-answers.js';

/** Batches that come to be in the plant: by-products logged and material supplied. */
@Injectable()
export class BatchLogService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly agreements: AgreementsQueries,
    private readonly ledger: Ledger,
    private readonly warnings: BatchWarnings,
  ) {}

  /**
   * Logs a by-product batch and stamps it with the agreement that covers its site, stream and day.
   *
   * @throws InputError; NotFoundError; DomainError `id-taken`, `code-taken`, `element-twice`
   */
  log(caller: Caller, body: NewBatch): Promise<BatchAnswer> {
    return this.work.run(async (tx) => {
      const site = await this.store.ownSite(tx, caller, body.siteId);
      this.refuseEarly(body);
      const moment = this.store.moment(body.occurredAt, site);
      const covering = await this.agreements.covering(tx, {
        siteId: site.id,
        stream: body.stream,
        day: moment.localOn,
      });
      const birth = await this.birth(tx, caller, { body, site, moment });
      const batch = byProductRow(birth, body, covering);
      const odd = await this.warnings.ofByProduct(tx, batch);
      const assay = await this.save(tx, caller, { batch, body, site });
      const seenBy = covering ? [site.partyId, covering.generatorId, covering.recyclerId] : [site.partyId];
      await this.store.show(tx, [batch], seenBy, 'all');
      return newBatchAnswer(batch, { assay, elsewhere: await reportsElsewhere(tx, assay ? [assay] : []) }, odd);
    });
  }

  /**
   * Books material that a plant was supplied with.
   *
   * @throws InputError; NotFoundError; DomainError `id-taken`, `code-taken`, `element-twice`
   */
  supply(caller: Caller, body: NewSupply): Promise<BatchAnswer> {
    return this.work.run(async (tx) => {
      const site = await this.store.ownSite(tx, caller, body.siteId);
      this.refuseEarly(body);
      const moment = this.store.moment(body.occurredAt, site);
      const birth = await this.birth(tx, caller, { body, site, moment });
      const batch = supplyRow(birth, body);
      const assay = await this.save(tx, caller, { batch, body, site });
      await this.store.show(tx, [batch], [site.partyId], 'all');
      return newBatchAnswer(batch, { assay, elsewhere: await reportsElsewhere(tx, assay ? [assay] : []) }, []);
    });
  }

  /** Faults of times are named together with those of the assay. */
  private refuseEarly(body: NewBatch | NewSupply): void {
    const now = this.store.now();
    const faults = aheadFaults('/occurredAt', body.occurredAt, now);
    const product = 'product' in body ? body.product : null;
    refuseFaults([...faults, ...(body.assay ? assayFaults(body.assay, '/assay', { now, product }) : [])]);
  }

  private async birth(
    tx: EntityManager,
    { userId }: Caller,
    { body, site, moment }: { body: NewBatch | NewSupply; site: SiteFacts; moment: Moment },
  ): Promise<BirthFacts> {
    const id = await this.store.freeId(tx, body.id);
    return { id, code: body.code ?? '', site, moment, now: this.store.now(), userId };
  }

  private async save(
    tx: EntityManager,
    caller: Caller,
    { batch, body, site }: { batch: BatchRow; body: NewBatch | NewSupply; site: SiteFacts },
  ): Promise<AssayRow | null> {
    const now = batch.createdAt;
    if (batch.dryMg <= 0)
      refuseFaults([{ pointer: batch.grossMg === null ? '/netKg' : '/grossKg', message: 'leaves no dry mass' }]);
    const assay = body.assay
      ? assayRow({ id: this.store.nextId(), batchId: batch.id, caller, partyId: batch.partyId, now }, body.assay)
      : null;
    batch.assayId = assay?.id ?? null;
    const name = body.code === undefined ? this.store.nameFor(site.code, batch.occurredOn) : null;
    await this.store.insert(tx, [batch], new Map(name ? [[batch.id, name]] : []));
    if (assay) await insertAssay(tx, assay);
    await this.ledger.book(tx, {
      kind: batch.kind === 'primary' ? 'supplied' : 'logged',
      ...{ occurredAt: batch.occurredAt, occurredOn: batch.occurredOn, partyId: batch.partyId },
      ...{ siteId: batch.siteId, userId: caller.userId, subjectIds: [batch.id] },
      postings: postingsOf([birthMovement(batch, assay)]),
    });
    return assay;
  }
}
