import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import type { Act } from '../../domain/acts/act.js';
import type { Birth } from '../../domain/acts/born.js';
import { decideLog, decideSupply } from '../../domain/acts/log.js';
import type { Assay, Batch } from '../../domain/acts/records.js';
import type { Warning } from '../../domain/matter/composition.js';
import { aheadFaults } from '../../domain/measure/events.js';
import { AgreementsQueries } from '../agreements/index.js';
import { catalogue } from '../catalogue/index.js';
import { Acts } from '../ledger/index.js';
import { assayFaults, assayRow, refuseFaults, reportsElsewhere } from './assay-rows.js';
import { newBatchAnswer } from './batch-answers.js';
import { givenByProduct, givenSupply } from './batch-given.js';
import { BatchStore } from './batch-store.js';
import { KnownPlaces } from './known-places.js';
import { BatchWarnings } from './batch-warnings.js';
import type { BatchAnswer } from './batch-answer.dto.js';
import type { NewBatch, NewSupply } from './batch.dto.js';

/** A batch that was decided on, with its assay if it has one already. */
export interface Born {
  readonly act: Act;
  readonly assay: Assay | null;
}

/** Batches that come to be in the plant: by-products logged and material supplied. */
@Injectable()
export class BatchLogService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly agreements: AgreementsQueries,
    private readonly acts: Acts,
    private readonly warnings: BatchWarnings,
  ) {}

  /**
   * Logs a by-product batch and stamps it with the agreement that covers its site, stream and day.
   *
   * @throws InputError; NotFoundError; DomainError `id-taken`, `code-taken`, `element-twice`
   */
  log(caller: Caller, body: NewBatch): Promise<BatchAnswer> {
    return this.work.run(async (tx) => {
      const { act, assay } = await this.logged(tx, caller, body);
      return this.save(tx, act, { assay, odd: await this.warnings.ofByProduct(tx, bornIn(act)) });
    });
  }

  /**
   * Books material that a plant was supplied with.
   *
   * @throws InputError; NotFoundError; DomainError `id-taken`, `code-taken`, `element-twice`
   */
  supply(caller: Caller, body: NewSupply): Promise<BatchAnswer> {
    return this.work.run(async (tx) => {
      const { act, assay } = await this.supplied(tx, caller, body);
      return this.save(tx, act, { assay, odd: [] });
    });
  }

  /**
   * Decides what logging a by-product books, and books nothing.
   *
   * @param known what others decided in the same unit have found already
   * @throws InputError; NotFoundError; DomainError `id-taken`, `element-twice`
   */
  async logged(tx: EntityManager, caller: Caller, body: NewBatch, known = new KnownPlaces()): Promise<Born> {
    const birth = await this.birth(tx, caller, { body, known });
    const place = { siteId: birth.site.id, stream: body.stream, day: birth.moment.localOn };
    const covering = await known.covering(place, () => this.agreements.covering(tx, place));
    const assay = this.assayOf(caller, birth, body);
    return { act: decideLog(birth, givenByProduct(body), { covering, assay, catalogue }), assay };
  }

  /** Decides what a supply books, as {@link logged} does. @throws InputError; NotFoundError; DomainError `id-taken`, `element-twice` */
  async supplied(tx: EntityManager, caller: Caller, body: NewSupply, known = new KnownPlaces()): Promise<Born> {
    const birth = await this.birth(tx, caller, { body, known });
    const assay = this.assayOf(caller, birth, body);
    return { act: decideSupply(birth, givenSupply(body), { assay, catalogue }), assay };
  }

  /** Faults of times are named together with those of the assay. */
  private async birth(
    tx: EntityManager,
    caller: Caller,
    { body, known }: { readonly body: NewBatch | NewSupply; readonly known: KnownPlaces },
  ): Promise<Birth> {
    const site = await known.site(body.siteId, () => this.store.ownSite(tx, caller, body.siteId));
    const by = this.store.entering(caller);
    const product = 'product' in body ? body.product : null;
    refuseFaults([
      ...aheadFaults('/occurredAt', body.occurredAt, by.now),
      ...(body.assay ? assayFaults(body.assay, '/assay', { now: by.now, product }) : []),
    ]);
    const moment = this.store.moment(body.occurredAt, site);
    return { id: await this.store.freeId(tx, body.id), code: body.code ?? null, site, moment, by };
  }

  private assayOf(caller: Caller, { id: batchId, site, by }: Birth, body: NewBatch | NewSupply): Assay | null {
    if (!body.assay) return null;
    return assayRow({ id: by.newId(), batchId, caller, partyId: site.partyId, now: by.now }, body.assay);
  }

  private async save(
    tx: EntityManager,
    act: Act,
    { assay, odd }: { readonly assay: Assay | null; readonly odd: readonly Warning[] },
  ): Promise<BatchAnswer> {
    const codes = await this.acts.apply(tx, act);
    const batch = bornIn(act);
    const elsewhere = await reportsElsewhere(tx, assay ? [assay] : []);
    return newBatchAnswer({ ...batch, code: codes.get(batch.id) ?? batch.code }, { assay, elsewhere }, odd);
  }
}

function bornIn({ parts: [part] }: Act): Batch {
  if (!part) throw new Error('What is logged comes to be.');
  return part.row;
}
