import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockRows } from '../../database/index.js';
import { elementMassesMg } from '../../domain/matter/composition.js';
import { DomainError } from '../../domain/measure/errors.js';
import { singleGroupHolding } from '../../domain/matter/holding.js';
import type { Posting } from '../../domain/books/ledger.js';
import { factsOf } from '../../domain/acts/run-facts.js';
import { decideRun, type RunDecision, type RunFacts, type RunOutput } from '../../domain/acts/run.js';
import {
  bornElements,
  bornHolding,
  changesWhatIsFinal,
  closingPostings,
  residueCorrections,
} from '../../domain/acts/run-outputs.js';
import {
  assayInForce,
  BatchFamilies,
  OutputAssayHooks,
  type Family,
  type OutputAssay,
  type OutputCorrections,
} from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Ledger } from '../ledger/index.js';
import { contextOf } from './run-context.js';
import { writeWarnings } from './run-rows.js';
import { RunFeedRow, RunInputRow, RunOutputRow, RunResidueRow, RunRow } from './run.entity.js';

/** An output of a run with its parts, as their assays now have them. */
interface Again {
  readonly batchId: string;
  readonly family: Family;
  /** What its own assay says of it; assays of its parts come on top. */
  readonly ownMg: ReadonlyMap<string, number>;
  readonly output: RunOutput;
}

/** A run as it is decided with what its outputs now hold. */
interface Decided {
  readonly facts: RunFacts;
  readonly decision: RunDecision;
}

/** Decides runs again when their outputs are assayed anew. */
@Injectable()
export class RunOutputsService implements OnModuleInit {
  constructor(
    private readonly hooks: OutputAssayHooks,
    private readonly families: BatchFamilies,
    private readonly ledger: Ledger,
  ) {}

  onModuleInit(): void {
    this.hooks.register({
      correct: (tx, assay) => this.correct(tx, assay),
      follow: (tx, runId) => this.follow(tx, runId),
    });
  }

  /**
   * What brings the run's outputs, their parts and the residues to what they would hold had the assay been there from the
   * start; the difference passes through the process to what is unaccounted for.
   *
   * @throws DomainError `matter-created`; `batch-sealed` where what has left the stock would change; `batch-state` where
   * the run was reversed
   */
  private async correct(tx: EntityManager, { runId, family }: OutputAssay): Promise<OutputCorrections> {
    const [run] = await lockRows(tx, RunRow, [runId]);
    if (run?.status !== 'closed') {
      throw new DomainError('batch-state', 'The run that made this batch was reversed.');
    }
    const outputs = await this.outputsOf(tx, run, family);
    const { facts, decision } = await this.decide(tx, run, outputs);
    const ofOutputs = outputs.flatMap(({ family: own, ownMg }, index) =>
      this.families.corrections(own, bornHolding(decision.outputHoldings[index] ?? [], ownMg)),
    );
    if (changesWhatIsFinal(ofOutputs, runId)) {
      throw new DomainError(
        'batch-sealed',
        'The assay would change what an output of the run held that has been dispatched or drawn on since.',
      );
    }
    const moved = [...ofOutputs, ...residueCorrections(decision, await this.bookedBy(tx, runId))];
    const postings = [...moved, ...closingPostings(facts, moved)];
    return { postings, subjectIds: [runId, ...batchesIn(postings)] };
  }

  private async follow(tx: EntityManager, runId: string): Promise<void> {
    const [run] = await lockRows(tx, RunRow, [runId]);
    if (run?.status === 'closed') await this.decide(tx, run, await this.outputsOf(tx, run));
  }

  /** Decides the run with what its outputs now hold, and keeps what does not close in it. */
  private async decide(tx: EntityManager, run: RunRow, outputs: readonly Again[]): Promise<Decided> {
    const of = { where: { runId: run.id }, order: { ordinal: 'ASC' } } as const;
    const inputs = await tx.find(RunInputRow, of);
    const parts = {
      inputs,
      feeds: await tx.find(RunFeedRow, of),
      residues: await tx.find(RunResidueRow, of),
      context: await contextOf(tx, inputs, run.localOn ?? run.occurredOn),
    };
    const facts = factsOf(
      run,
      parts,
      outputs.map(({ output }) => output),
      catalogue,
    );
    const decision = decideRun(facts);
    await writeWarnings(tx, run, decision);
    return { facts, decision };
  }

  private async outputsOf(tx: EntityManager, run: RunRow, assayed?: Family): Promise<Again[]> {
    const rows = await tx.find(RunOutputRow, { where: { runId: run.id }, order: { ordinal: 'ASC' } });
    const outputs: Again[] = [];
    for (const row of rows) {
      const isAssayed = assayed?.members.some(({ id }) => id === row.batchId);
      outputs.push(this.again(row, assayed && isAssayed ? assayed : await this.families.load(tx, row.batchId)));
    }
    return outputs;
  }

  private again({ runId, batchId, dryMg }: RunOutputRow, family: Family): Again {
    const kind = family.members.find(({ id }) => id === batchId)?.kind === 'intermediate' ? 'intermediate' : 'recycled';
    const ownMg = elementMassesMg(dryMg, assayInForce(family, batchId)?.composition ?? {}, catalogue);
    // A first life, in no matter which group, tells what the output holds in all with the assays of its parts.
    const anyGroup = singleGroupHolding({ agreementId: null, origin: 'unknown' }, dryMg, ownMg);
    const booked = family.history.flatMap(({ postings }) => postings);
    const lived = [...booked, ...this.families.corrections(family, anyGroup)];
    const elementsMg = bornElements(lived, { runId, batchId });
    return { batchId, family, ownMg, output: { batchId, kind, dryMg, elementsMg } };
  }

  private async bookedBy(tx: EntityManager, runId: string): Promise<Posting[]> {
    const entries = await this.ledger.chainOf(tx, [runId]);
    return this.ledger.postingsOf(
      tx,
      entries.map(({ id }) => id),
    );
  }
}

function batchesIn(postings: readonly Posting[]): string[] {
  const ids = postings.flatMap(({ fromBatchId, toBatchId }) => [fromBatchId, toBatchId]);
  return [...new Set(ids.filter((id) => id !== null))];
}
