import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { amountToDraw, drawStep } from '../../domain/acts/batch-life.js';
import { boundsMg, elementMassesMg, namedElements } from '../../domain/matter/composition.js';
import { bornAt, coded } from '../../domain/acts/born.js';
import type { MadeUpName } from '../../domain/matter/code.js';
import { DomainError } from '../../domain/measure/errors.js';
import { daysOf, type Moment } from '../../domain/measure/events.js';
import { drawn, DRY_MASS, groupsOf, totalMg, type Holding } from '../../domain/matter/holding.js';
import { postingsOf } from '../../domain/books/ledger.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import { checkNotPromised, decideRun, type RunDecision, type RunOutput } from '../../domain/acts/run.js';
import {
  assayRow,
  assaysInForce,
  BatchSight,
  BatchStore,
  insertAssay,
  readComposition,
  refuseFaults,
  type AssayRow,
  type BatchRow,
} from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Ledger, stockOf, type EntryRow } from '../ledger/index.js';
import type { SiteFacts } from '../parties/index.js';
import type { RunAnswer } from './run-answer.dto.js';
import { contextOf, type RunContext } from './run-context.js';
import { factsOf, type DecidableRun, type RunParts } from './run-facts.js';
import { runFaults, weightsOf } from './run-input.js';
import { insertRun, writeWarnings } from './run-rows.js';
import { RunsQueries } from './runs.queries.js';
import type { NewOutput, NewRun } from './run.dto.js';
import type { RunFeedRow, RunInputRow, RunResidueRow, RunRow } from './run.entity.js';

/** A run on its way into the books. */
interface Case {
  readonly caller: Caller;
  readonly body: NewRun;
  readonly site: SiteFacts;
  readonly moment: Moment;
  readonly runId: string;
}

/** What a run takes of a batch. */
interface Draw {
  readonly batch: BatchRow;
  readonly leftMg: number;
  readonly row: RunInputRow;
}

/** A batch that a run makes. */
interface Made {
  readonly batch: BatchRow;
  readonly assay: AssayRow;
  readonly output: RunOutput;
}

/** Everything about a run that was decided. */
interface Closing {
  readonly run: DecidableRun;
  readonly parts: RunParts;
  readonly draws: readonly Draw[];
  readonly made: readonly Made[];
  readonly decision: RunDecision;
}

/** Closes runs: what went in, what came out, and what is left over. */
@Injectable()
export class RunsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly sight: BatchSight,
    private readonly ledger: Ledger,
    private readonly queries: RunsQueries,
  ) {}

  /**
   * Enters a run that is over: draws its inputs, makes its outputs and attributes what they hold, and closes its process.
   *
   * @throws InputError; NotFoundError; DomainError `not-in-your-stock`, `not-at-site`, `batch-state`, `out-of-order`,
   * `nothing-left`, `more-than-left`, `missing-assay`, `exclusivity-breach`, `not-segregated`, `matter-created`, `code-taken`
   */
  close(caller: Caller, body: NewRun): Promise<RunAnswer> {
    return this.work.run(async (tx) => {
      const site = await this.store.ownSite(tx, caller, body.siteId);
      refuseFaults(runFaults(body, this.store.now()));
      const inputIds = body.inputs.map(({ batchId }) => batchId);
      const batches = await this.store.lockHeldAt(tx, caller, inputIds, site.id);
      const moment = await this.store.momentFor(tx, body.occurredAt, site, batches);
      checkNotPromised(site.partyId, batches);
      const facts = { caller, body, site, moment, runId: this.store.nextId() };
      const draws = await this.draw(tx, facts, batches);
      // What a run draws on was there when it began, as it is drawn on now.
      await this.store.requireForward(tx, batches, Date.parse(body.startedAt));
      const rows = draws.map(({ row }) => row);
      const closing = this.decide(facts, draws, await contextOf(tx, rows, moment.localOn));
      const run = await this.save(tx, closing, this.namesOf(facts, closing));
      return this.queries.answer(tx, caller, run);
    });
  }

  /** @throws DomainError `missing-assay`, `nothing-left`, `more-than-left` */
  private async draw(tx: EntityManager, { body, runId }: Case, batches: readonly BatchRow[]): Promise<Draw[]> {
    const assays = await assaysInForce(tx, batches);
    requireAssays(batches.filter(({ id }) => !assays.has(id)));
    const stocks = await stockOf(
      tx,
      batches.map(({ id }) => id),
    );
    return batches.map((batch, ordinal) => {
      const stock = stocks.get(batch.id) ?? [];
      const dryKg = body.inputs[ordinal]?.dryKg;
      const dryMg = amountToDraw(stock, dryKg === undefined ? undefined : kgToMg(dryKg), batch.code);
      const { composition = {}, belowLimit = null } = assays.get(batch.id) ?? {};
      const named = [...namedElements(composition, catalogue)];
      const bounds = belowLimit && Object.fromEntries(boundsMg(dryMg, belowLimit, catalogue));
      const { id: batchId, kind } = batch;
      return {
        ...{ batch, leftMg: totalMg(stock, DRY_MASS) },
        row: { runId, batchId, ordinal, kind, dryMg, contents: drawn(stock, dryMg), named, bounds },
      };
    });
  }

  /** @throws DomainError `matter-created`, `not-segregated` */
  private decide(facts: Case, draws: readonly Draw[], context: RunContext): Closing {
    const { body, caller, site, moment, runId } = facts;
    const run = {
      ...{ id: runId, ...coded(body.code ?? ''), status: 'closed' as const, kind: body.kind },
      ...{ partyId: site.partyId, siteId: site.id, custodyModel: body.custodyModel },
      ...{ startedAt: Date.parse(body.startedAt), occurredAt: moment.at, ...daysOf(moment) },
      ...{ overrideReason: body.override?.reason ?? null, createdAt: this.store.now(), userId: caller.userId },
    };
    const parts = {
      inputs: draws.map(({ row }) => row),
      feeds: feedRows(runId, body),
      residues: residueRows(runId, body),
      context,
    };
    const made = body.outputs.map((output) => this.made(facts, output));
    const decision = decideRun(
      factsOf(
        run,
        parts,
        made.map(({ output }) => output),
      ),
    );
    return { run, parts, draws, made, decision };
  }

  /** The batch that an output becomes, with its assay. */
  private made({ caller, site, moment, runId }: Case, body: NewOutput): Made {
    const [now, weights] = [this.store.now(), weightsOf(body)];
    const code = body.code ?? '';
    const kind = catalogue.product(body.product)?.kind ?? 'recycled';
    const born = bornAt({ id: this.store.nextId(), code, site, moment, by: this.store.entering(caller) });
    const assay = assayRow(
      { id: this.store.nextId(), batchId: born.id, caller, partyId: site.partyId, now },
      body.assay,
    );
    const elementsMg = elementMassesMg(weights.dryMg, assay.composition, catalogue);
    return {
      batch: { ...born, ...weights, kind, product: body.product, runId, assayId: assay.id },
      assay,
      output: { batchId: born.id, kind, dryMg: weights.dryMg, elementsMg },
    };
  }

  /** The names of what nobody gave a code: by id, of the run itself and of its outputs. */
  private namesOf({ body, site, moment, runId }: Case, { made }: Closing): ReadonlyMap<string, MadeUpName> {
    const unnamed = made.filter((_, index) => body.outputs[index]?.code === undefined);
    const names = new Map(unnamed.map(({ batch }) => [batch.id, this.store.nameFor(site.code, moment.localOn)]));
    if (body.code === undefined) names.set(runId, this.store.nameFor(`${site.code}-RUN`, moment.localOn));
    return names;
  }

  private async save(
    tx: EntityManager,
    { run, parts, draws, made, decision }: Closing,
    names: ReadonlyMap<string, MadeUpName>,
  ): Promise<RunRow> {
    const batches = made.map(({ batch }) => batch);
    await this.store.insert(tx, batches, names);
    for (const { assay } of made) await insertAssay(tx, assay);
    const { occurredAt, occurredOn, localOn, partyId, siteId, userId } = run;
    const entry = await this.ledger.book(tx, {
      ...{ kind: 'run', occurredAt, occurredOn, localOn, partyId, siteId, userId },
      subjectIds: [run.id, ...draws.map(({ batch }) => batch.id), ...batches.map(({ id }) => id)],
      postings: postingsOf(decision.movements),
    });
    await this.takeFrom(tx, entry, draws);
    const closed = { ...run, entryId: entry.id };
    const drawn = agreementsIn(parts.inputs.map(({ contents }) => contents));
    await insertRun(tx, {
      ...{ run: closed, name: names.get(run.id) ?? null, ...parts },
      shares: drawn.map((agreementId) => ({ agreementId, recovered: decision.recoveredFor.has(agreementId) })),
      outputs: made.map(({ output: { batchId, dryMg } }, ordinal) => ({ runId: run.id, batchId, ordinal, dryMg })),
    });
    await writeWarnings(tx, closed, decision);
    await this.sight.lookAgain(tx, batches);
    return closed;
  }

  private async takeFrom(tx: EntityManager, entry: EntryRow, draws: readonly Draw[]): Promise<void> {
    for (const { batch, leftMg, row } of draws) {
      await this.store.record(tx, entry, batch, { kind: 'run', dryMg: row.dryMg });
      await this.store.step(tx, batch, { step: drawStep('processed', leftMg, row.dryMg) });
    }
  }
}

/** @throws DomainError `missing-assay` naming all of them, where there are any */
function requireAssays(without: readonly BatchRow[]): void {
  if (without.length === 0) return;
  const codes = without.map(({ code }) => code);
  throw new DomainError('missing-assay', `Every input needs an assay. These have none: ${codes.join(', ')}.`, {
    batches: codes,
    batchIds: without.map(({ id }) => id),
  });
}

function agreementsIn(holdings: readonly Holding[]): string[] {
  const groups = holdings.flatMap((holding) => groupsOf(holding));
  return [...new Set(groups.flatMap(({ agreementId }) => (agreementId ? [agreementId] : [])))];
}

function feedRows(runId: string, { otherFeed = [] }: NewRun): RunFeedRow[] {
  return otherFeed.map(({ origin, description, dryKg, composition }, ordinal) => ({
    ...{ runId, ordinal, origin, description, dryMg: kgToMg(dryKg), ...readComposition(composition) },
  }));
}

function residueRows(runId: string, { residues = [] }: NewRun): RunResidueRow[] {
  return residues.map(({ kind, destination, dryKg, composition }, ordinal) => ({
    ...{ runId, ordinal, kind, destination, dryMg: kgToMg(dryKg) },
    composition: composition ? readComposition(composition).composition : null,
  }));
}
