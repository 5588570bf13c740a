import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import {
  amountToDraw,
  checkDispositionKind,
  drawStep,
  type BatchEnd,
  type BatchStepName,
} from '../../domain/acts/batch-life.js';
import { dispositionMovement, stockDifferenceMovement, type BatchPlace } from '../../domain/acts/batch-movements.js';
import { DomainError, InputError } from '../../domain/measure/errors.js';
import { decideDeparture } from '../../domain/acts/exclusivity.js';
import { requireCountable } from '../../domain/acts/count-guard.js';
import { daysOf, type Moment } from '../../domain/measure/events.js';
import { difference, drawn, DRY_MASS, groupsOf, totalMg, type Holding } from '../../domain/matter/holding.js';
import { postingsOf, type Movement } from '../../domain/books/ledger.js';
import { kgToMg } from '../../domain/measure/quantities.js';
import { gainOf } from '../../domain/matter/parts.js';
import type { AgreementSides } from '../../domain/agreement/sides.js';
import { AgreementsQueries } from '../agreements/index.js';
import { Ledger, stockOf } from '../ledger/index.js';
import { BatchStore } from './batch-store.js';
import { countedLife } from './counted-life.js';
import type { DispositionAnswer } from './batch-act.dto.js';
import type { NewDisposition } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';

interface Case {
  readonly batch: BatchRow;
  readonly stock: Holding;
  readonly moment: Moment;
  readonly body: NewDisposition;
  readonly caller: Caller;
}

/** What a case comes to: the movement, and the step that the batch takes. */
interface Outcome {
  readonly movement: Movement;
  readonly step: BatchStepName;
  readonly dryMg: number;
}

/** Ends of batches other than recycling: reuse, disposal, sale, and what a count corrects. */
@Injectable()
export class BatchDispositionService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly agreements: AgreementsQueries,
    private readonly ledger: Ledger,
  ) {}

  /**
   * Books a disposition. A covered by-product leaves the generator only with a carve-out that its agreement allows, or as
   * a breach that an admin books.
   *
   * @throws InputError; NotFoundError; DomainError `exclusivity-breach`, `more-than-left`, `nothing-left`, `out-of-order`,
   * `batch-state`, `disposition-kind`, `not-in-your-stock`
   */
  dispose(caller: Caller, batchId: string, body: NewDisposition): Promise<DispositionAnswer> {
    return this.work.run(async (tx) => {
      const [batch] = await this.store.lockHeld(tx, caller, [batchId]);
      if (!batch) throw new Error('A held batch was not loaded.');
      const site = await this.store.ownSite(tx, caller, batch.siteId);
      const moment = await this.store.momentFor(tx, body.occurredAt, site, [batch]);
      checkDispositionKind(batch.kind, body.kind);
      requireReason(body);
      const stock = (await stockOf(tx, [batch.id])).get(batch.id) ?? [];
      const sides = await this.agreements.sides(tx, agreementIdsOf(stock), moment.localOn);
      const outcome = await this.decide(tx, { batch, stock, moment, body, caller }, sides);
      const entry = await this.ledger.book(tx, {
        kind: 'disposed',
        ...{ occurredAt: moment.at, ...daysOf(moment) },
        ...{
          partyId: site.partyId,
          siteId: site.id,
          userId: caller.userId,
          subjectIds: [batch.id],
          reason: body.reason ?? null,
        },
        postings: postingsOf([outcome.movement]),
      });
      const { carveOut, breach, reason, destination } = body;
      const details = {
        kind: body.kind,
        dryMg: outcome.dryMg,
        carveOut,
        breachReason: breach?.reason,
        reason,
        destination,
      };
      await this.store.record(tx, entry, batch, details);
      await this.store.step(tx, batch, { step: outcome.step });
      return {
        entryId: entry.id,
        batchId: batch.id,
        status: batch.status,
        kind: body.kind,
        dryKg: outcome.dryMg / 1_000_000,
      };
    });
  }

  private async decide(tx: EntityManager, facts: Case, sides: ReadonlyMap<string, AgreementSides>): Promise<Outcome> {
    const { batch, stock, body, caller } = facts;
    const version = batch.agreementId
      ? await this.agreements.version(tx, batch.agreementId, batch.agreementVersion ?? 1)
      : null;
    if (body.kind === 'stock-difference') {
      const outcome = stockDifference(facts, sides);
      const life = await countedLife(tx, batch, version?.terms.weightTolerancePpm ?? null);
      requireCountable(life, outcome.dryMg - totalMg(stock, DRY_MASS), caller.role === 'admin');
      return outcome;
    }
    const { leak } = decideDeparture({
      covering: version && batch.kind === 'by-product' ? { ...version, carveOuts: version.terms.carveOuts } : null,
      batch: batch.code,
      holderId: batch.holderId,
      destination: body.kind,
      refusedByRecycler: batch.refused,
      carveOut: body.carveOut,
      breach: body.breach,
      mayBreach: caller.role === 'admin',
    });
    const dryMg = amountToDraw(stock, askedMg(body), batch.code);
    const movement = dispositionMovement(placeOf(facts), drawn(stock, dryMg), {
      ...{ kind: body.kind, batchKind: batch.kind, leak, holderId: batch.holderId, sides },
    });
    return { movement, dryMg, step: drawStep(body.kind satisfies BatchEnd, totalMg(stock, DRY_MASS), dryMg) };
  }
}

function placeOf({ batch, moment }: Case): BatchPlace {
  return { batchId: batch.id, siteId: batch.siteId, partyId: batch.holderId, day: moment.on };
}

function agreementIdsOf(stock: Holding): string[] {
  return groupsOf(stock).flatMap(({ agreementId }) => (agreementId ? [agreementId] : []));
}

/** What a count found, and what went back into the process, nobody else has seen. @throws InputError */
function requireReason({ kind, reason }: NewDisposition): void {
  if ((kind === 'stock-difference' || kind === 'reused-in-process') && !reason?.trim()) {
    throw new InputError([{ pointer: '/reason', message: 'must say why' }]);
  }
}

/** @throws InputError for zero */
function askedMg({ dryKg }: NewDisposition): number | undefined {
  if (dryKg === undefined) return undefined;
  if (dryKg === 0) throw new InputError([{ pointer: '/dryKg', message: 'must be above zero' }]);
  return kgToMg(dryKg);
}

/**
 * Books what was counted against what the books hold.
 *
 * @throws InputError where nothing was counted; DomainError `nothing-left`, `counted-as-booked`
 */
function stockDifference(facts: Case, sides: ReadonlyMap<string, AgreementSides>): Outcome {
  const { batch, stock, body } = facts;
  if (body.dryKg === undefined) throw new InputError([{ pointer: '/dryKg', message: 'must say what was counted' }]);
  for (const pointer of ['carveOut', 'breach'] as const) {
    if (body[pointer])
      throw new InputError([{ pointer: `/${pointer}`, message: 'does not go with a stock difference' }]);
  }
  const [counted, left] = [kgToMg(body.dryKg), amountToDraw(stock, undefined, batch.code)];
  if (counted === left) throw new DomainError('counted-as-booked', 'What was counted is what the books hold.');
  const change = counted > left ? gainOf(stock, counted - left) : difference([], drawn(stock, left - counted));
  const movement = stockDifferenceMovement(placeOf(facts), change, {
    ...{ batchKind: batch.kind, holderId: batch.holderId, sides, way: counted > left ? 'up' : 'down' },
  });
  return { movement, dryMg: counted, step: counted === 0 ? 'end-counted-out' : 'draw' };
}
