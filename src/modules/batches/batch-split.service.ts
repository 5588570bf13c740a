import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { amountToDraw, drawStep } from '../../domain/acts/batch-life.js';
import { splitMovements } from '../../domain/acts/batch-movements.js';
import { daysOf } from '../../domain/measure/events.js';
import { DRY_MASS, totalMg } from '../../domain/matter/holding.js';
import { postingsOf } from '../../domain/books/ledger.js';
import { kgToMg, scaled } from '../../domain/measure/quantities.js';
import { splitHolding, splitPieces } from '../../domain/matter/parts.js';
import { Ledger, stockOf } from '../ledger/index.js';
import { coded } from '../../domain/acts/born.js';
import { BatchSight } from './batch-sight.js';
import { BatchStore } from './batch-store.js';
import { BatchesQueries } from './batches.queries.js';
import type { SplitAnswer } from './batch-act.dto.js';
import type { NewSplit } from './batch.dto.js';
import type { BatchRow } from './batch.entity.js';

/** Parts of a batch with codes of their own. */
@Injectable()
export class BatchSplitService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: BatchStore,
    private readonly ledger: Ledger,
    private readonly queries: BatchesQueries,
    private readonly sight: BatchSight,
  ) {}

  /**
   * Splits parts off a batch; what is not split off stays.
   *
   * @throws InputError; NotFoundError; DomainError `more-than-left`, `more-pieces-than-left`, `nothing-left`, `code-taken`,
   * `out-of-order`, `batch-state`
   */
  split(caller: Caller, batchId: string, body: NewSplit): Promise<SplitAnswer> {
    return this.work.run(async (tx) => {
      const [batch] = await this.store.lockHeld(tx, caller, [batchId]);
      if (!batch) throw new Error('A held batch was not loaded.');
      const site = await this.store.ownSite(tx, caller, batch.siteId);
      const moment = await this.store.momentFor(tx, body.occurredAt, site, [batch]);
      const stock = (await stockOf(tx, [batch.id])).get(batch.id) ?? [];
      const partsMg = body.parts.map(({ dryKg }) => kgToMg(dryKg));
      const dryMg = amountToDraw(
        stock,
        partsMg.reduce((sum, part) => sum + part, 0),
        batch.code,
      );
      const name = await this.store.partNameOf(tx, batch, 'split');
      const pieces = splitPieces(
        batch.pieces,
        body.parts.map((part) => part.pieces),
      );
      const children = body.parts.map(({ code }, index) =>
        this.partOf(batch, { code: code ?? name.base, dryMg: partsMg[index] ?? 0, pieces: pieces.parts[index] ?? 1 }),
      );
      const names = children.flatMap(({ id }, index) =>
        body.parts[index]?.code === undefined ? [[id, { ...name, first: name.first + index }] as const] : [],
      );
      await this.store.insert(tx, children, new Map(names));
      const holdings = splitHolding(stock, partsMg);
      const place = { batchId: batch.id, siteId: site.id, partyId: site.partyId, day: moment.on };
      const parts = children.map(({ id }, index) => ({ batchId: id, holding: holdings[index] ?? [] }));
      const entry = await this.ledger.book(tx, {
        kind: 'split',
        ...{ occurredAt: moment.at, ...daysOf(moment) },
        ...{ partyId: site.partyId, siteId: site.id, userId: caller.userId },
        subjectIds: [batch.id, ...children.map(({ id }) => id)],
        postings: postingsOf(splitMovements(place, parts)),
      });
      await this.store.record(tx, entry, batch, { kind: 'split', dryMg });
      await this.store.step(tx, batch, {
        ...{ step: drawStep('split', totalMg(stock, DRY_MASS), dryMg), pieces: pieces.stay },
      });
      await this.sight.lookAgain(tx, children);
      return { entryId: entry.id, parts: await this.queries.answers(tx, caller, children) };
    });
  }

  /** A part takes over what its parent is; its net mass is its share of the parent's. */
  private partOf(batch: BatchRow, { code, dryMg, pieces }: { code: string; dryMg: number; pieces: number }): BatchRow {
    return {
      ...batch,
      ...{ id: this.store.nextId(), ...coded(code), parentId: batch.id, parentRelation: 'split', runId: null },
      ...{ grossMg: null, tareMg: null, netMg: scaled(dryMg, batch.netMg, batch.dryMg), dryMg, pieces },
      ...{ status: batch.resting, createdAt: this.store.now(), version: 1, shipmentId: null },
    };
  }
}
