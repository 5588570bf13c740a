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
import { BatchWarnings } from './batch-warnings.js';
import type { BatchAnswer } from './batch-answer.dto.js';
import type { NewBatch, NewSupply } from './batch.dto.js';

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
      const birth = await this.birth(tx, caller, body);
      const place = { siteId: birth.site.id, stream: body.stream, day: birth.moment.localOn };
      const covering = await this.agreements.covering(tx, place);
      const assay = this.assayOf(caller, birth, body);
      const act = decideLog(birth, givenByProduct(body), { covering, assay, catalogue });
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
      const birth = await this.birth(tx, caller, body);
      const assay = this.assayOf(caller, birth, body);
      return this.save(tx, decideSupply(birth, givenSupply(body), { assay, catalogue }), { assay, odd: [] });
    });
  }

  /** Faults of times are named together with those of the assay. */
  private async birth(tx: EntityManager, caller: Caller, body: NewBatch | NewSupply): Promise<Birth> {
    const site = await this.store.ownSite(tx, caller, body.siteId);
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
