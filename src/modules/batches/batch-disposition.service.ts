import { COUNT_KIND } from '../../domain/acts/dispositions.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { after, type Act } from '../../domain/acts/act.js';
import {
  decideCount,
  decideDisposition,
  type DispositionFacts,
  type GivenDisposition,
} from '../../domain/acts/dispose.js';
import { groupsOf } from '../../domain/matter/holding.js';
import { kgToMg, mgToKg } from '../../domain/measure/quantities.js';
import { AgreementsQueries, type CoveringVersion } from '../agreements/index.js';
import { Acts, stockOf } from '../ledger/index.js';
import { BatchStore } from './batch-store.js';
import { countedLife } from './counted-life.js';
import type { DispositionAnswer } from './batch-act.dto.js';
import type { NewDisposition } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';

/** Ends of batches other than recycling: reuse, disposal, sale, and what a count corrects. */
@Injectable()
export class BatchDispositionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly agreements: AgreementsQueries,
    private readonly acts: Acts,
  ) {}

  /**
   * Books a disposition or a count.
   *
   * @throws NotFoundError; DomainError `out-of-order`, `not-in-your-stock`, and what the act throws
   */
  dispose(caller: Caller, batchId: string, body: NewDisposition): Promise<DispositionAnswer> {
    return this.work.run(async (tx) => {
      const [batch] = await this.store.lockHeld(tx, caller, [batchId]);
      if (!batch) throw new Error('A held batch was not loaded.');
      const version = await this.versionOf(tx, batch);
      const facts = await this.factsOf(tx, caller, { batch, version, body });
      const act = await this.decide(tx, facts, { given: givenOf(body), version });
      await this.acts.apply(tx, act);
      return answerOf(act);
    });
  }

  private async factsOf(
    tx: EntityManager,
    caller: Caller,
    { batch, version, body }: { batch: BatchRow; version: CoveringVersion | null; body: NewDisposition },
  ): Promise<DispositionFacts> {
    const site = await this.store.ownSite(tx, caller, batch.siteId);
    const moment = await this.store.momentFor(tx, body.occurredAt, site, [batch]);
    const stock = (await stockOf(tx, [batch.id])).get(batch.id) ?? [];
    const agreementIds = groupsOf(stock).flatMap(({ agreementId }) => agreementId ?? []);
    return {
      batch,
      stock,
      moment,
      side: { partyId: site.partyId, siteId: site.id },
      by: this.store.entering(caller),
      isAdmin: caller.role === 'admin',
      sides: await this.agreements.sides(tx, agreementIds, moment.localOn),
      covering: version && { ...version, carveOuts: version.terms.carveOuts },
    };
  }

  private async decide(
    tx: EntityManager,
    facts: DispositionFacts,
    { given, version }: { given: GivenDisposition; version: CoveringVersion | null },
  ): Promise<Act> {
    const { kind } = given;
    if (kind !== COUNT_KIND) return decideDisposition(facts, { ...given, kind });
    const life = await countedLife(tx, facts.batch, version?.terms.weightTolerancePpm ?? null);
    return decideCount(facts, given, life);
  }

  private async versionOf(tx: EntityManager, batch: BatchRow): Promise<CoveringVersion | null> {
    const { agreementId, agreementVersion } = batch;
    return agreementId ? this.agreements.version(tx, agreementId, agreementVersion ?? 1) : null;
  }
}

function givenOf({ kind, dryKg, reason, destination, carveOut, breach }: NewDisposition): GivenDisposition {
  return {
    kind,
    dryMg: dryKg === undefined ? null : kgToMg(dryKg),
    reason: reason ?? null,
    destination: destination ?? null,
    carveOut: carveOut ?? null,
    breach: breach ?? null,
  };
}

function answerOf({ entry, steps: [step], events: [event] }: Act): DispositionAnswer {
  if (!entry || !step || !event) throw new Error('A disposition is booked.');
  return {
    entryId: entry.id,
    batchId: step.before.id,
    status: after(step).status,
    kind: event.kind as DispositionAnswer['kind'],
    dryKg: mgToKg(event.dryMg ?? 0),
  };
}
