import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { decideSplit } from '../../domain/acts/split.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import { Acts, stockOf } from '../ledger/index.js';
import { sightFacts } from './batch-sight.js';
import { partsHad } from './batches-by-id.js';
import { BatchStore } from './batch-store.js';
import { BatchesQueries } from './batches.queries.js';
import type { SplitAnswer } from './batch-act.dto.js';
import type { NewSplit } from './batch.dto.js';

/** Parts of a batch with codes of their own. */
@Injectable()
export class BatchSplitService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly acts: Acts,
    private readonly queries: BatchesQueries,
  ) {}

  /**
   * Splits parts off a batch; what is not split off stays.
   *
   * @throws InputError; NotFoundError; DomainError `code-taken`, `out-of-order`, `not-in-your-stock`, and what the act throws
   */
  split(caller: Caller, batchId: string, body: NewSplit): Promise<SplitAnswer> {
    return this.work.run(async (tx) => {
      const [batch] = await this.store.lockHeld(tx, caller, [batchId]);
      if (!batch) throw new Error('A held batch was not loaded.');
      const site = await this.store.ownSite(tx, caller, batch.siteId);
      const moment = await this.store.momentFor(tx, body.occurredAt, site, [batch]);
      const went = (await sightFacts(tx, [batch])).get(batch.id);
      if (!went) throw new Error('The way of a batch was not loaded.');
      const facts = {
        batch,
        stock: (await stockOf(tx, [batch.id])).get(batch.id) ?? [],
        moment,
        side: { partyId: site.partyId, siteId: site.id },
        by: this.store.entering(caller),
        partsHad: (await partsHad(tx, [batch.id], 'split')).get(batch.id) ?? 0,
        went,
      };
      const given = body.parts.map(({ code = null, dryKg, pieces }) => ({ code, dryMg: kgToMg(dryKg), pieces }));
      const act = decideSplit(facts, given);
      await this.acts.apply(tx, act);
      const children = await this.store.lock(
        tx,
        act.parts.map(({ row }) => row.id),
      );
      return { entryId: act.entry?.id ?? '', parts: await this.queries.answers(tx, caller, children) };
    });
  }
}
