import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { rowsAdded } from '../../domain/acts/act.js';
import { decideCloseRun, type ClosingFacts } from '../../domain/acts/close-run.js';
import { assaysInForce, BatchStore, refuseFaults, reportsElsewhere } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Acts, Ledger, stockOf } from '../ledger/index.js';
import type { SiteFacts } from '../parties/index.js';
import { closedRunAnswer } from './closed-run-answer.js';
import type { RunAnswer } from './run-answer.dto.js';
import { contextOf } from './run-context.js';
import { givenRun, runFaults } from './run-input.js';
import type { NewRun } from './run.dto.js';

/** Closes runs: what went in, what came out, and what is left over. */
@Injectable()
export class RunsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly ledger: Ledger,
    private readonly acts: Acts,
  ) {}

  /**
   * Enters a run that is over: draws its inputs, makes its outputs and attributes what they hold, and closes its process.
   *
   * @throws InputError; NotFoundError; DomainError `not-in-your-stock`, `not-at-site`, `element-twice`, `code-taken`, and what
   * `decideCloseRun` throws
   */
  close(caller: Caller, body: NewRun): Promise<RunAnswer> {
    return this.work.run(async (tx) => {
      const site = await this.store.ownSite(tx, caller, body.siteId);
      refuseFaults(runFaults(body, this.store.now()));
      const facts = await this.factsOf(tx, { caller, body, site });
      const act = decideCloseRun(facts, givenRun(body));
      const codes = await this.acts.apply(tx, act);
      const elsewhere = await reportsElsewhere(tx, rowsAdded(act, 'assay'));
      return closedRunAnswer(act, facts, { codes, elsewhere });
    });
  }

  private async factsOf(
    tx: EntityManager,
    { caller, body, site }: { readonly caller: Caller; readonly body: NewRun; readonly site: SiteFacts },
  ): Promise<ClosingFacts> {
    const ids = body.inputs.map(({ batchId }) => batchId);
    const batches = await this.store.lockHeldAt(tx, caller, ids, site.id);
    const moment = this.store.moment(body.occurredAt, site);
    const assays = await assaysInForce(tx, batches);
    const stocks = await stockOf(tx, ids);
    const contents = batches.map(({ id: batchId, kind }) => ({ batchId, kind, contents: stocks.get(batchId) ?? [] }));
    return {
      runId: this.store.nextId(),
      site,
      moment,
      by: this.store.entering(caller),
      sources: batches.map((batch) => ({
        batch,
        stock: stocks.get(batch.id) ?? [],
        assay: assays.get(batch.id) ?? null,
      })),
      past: await this.ledger.pastOf(tx, ids),
      context: await contextOf(tx, contents, moment.localOn),
      catalogue,
    };
  }
}
