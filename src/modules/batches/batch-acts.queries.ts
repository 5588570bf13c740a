import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { DISPOSITION_KINDS, type DispositionKind } from '../../domain/acts/dispositions.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { type Viewer, knowsParty, textTold } from '../../domain/sight/viewer.js';
import { Viewers } from '../sight/index.js';
import { bookedEntries } from '../ledger/index.js';
import { BatchEventRow } from './batch-event.entity.js';
import { BatchesQueries } from './batches.queries.js';
import type { AssayAnswer } from './batch-answer.dto.js';
import type { BookedDispositionAnswer } from './batch-act.dto.js';

/** A disposition as it was booked. */
interface DispositionLine {
  readonly entry: Awaited<ReturnType<typeof bookedEntries>>[number];
  readonly event: BatchEventRow;
}

/** Reads what was done with batches, for those who may see the batches. */
@Injectable()
export class BatchActsQueries {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchesQueries,
    private readonly viewers: Viewers,
  ) {}

  /** The assays of a batch. @throws NotFoundError */
  async assays(caller: Caller, id: string): Promise<{ items: AssayAnswer[] }> {
    return { items: (await this.batches.one(caller, id)).assays };
  }

  /** @throws NotFoundError */
  async assay(caller: Caller, id: string, assayId: string): Promise<AssayAnswer> {
    const assay = (await this.assays(caller, id)).items.find((one) => one.id === assayId);
    if (!assay) throw new NotFoundError('assay');
    return assay;
  }

  /**
   * The dispositions of a batch, newest first: what the own party did, and of a by-product what the members of its agreement
   * did. @throws NotFoundError
   */
  async dispositions(caller: Caller, id: string): Promise<{ items: BookedDispositionAnswer[] }> {
    return this.database.snapshot(async (manager) => {
      const { kind, agreementId } = await this.batches.oneIn(manager, caller, id);
      const viewer = await this.viewers.viewerOf(caller, manager);
      const events = await manager.findBy(BatchEventRow, { batchId: id, kind: In([...DISPOSITION_KINDS]) });
      const entries = await bookedEntries(
        manager,
        events.map(({ entryId }) => entryId),
      );
      const lines = entries.flatMap((entry) =>
        events.filter(({ entryId }) => entryId === entry.id).map((event) => ({ entry, event })),
      );
      const covering = kind === 'by-product' ? agreementId : null;
      const seen = lines.filter(({ entry }) => knowsParty(viewer, entry.partyId, covering));
      return { items: seen.map((line) => dispositionAnswer({ batchId: id, covering, viewer }, line)) };
    });
  }

  /** @throws NotFoundError */
  async disposition(caller: Caller, id: string, entryId: string): Promise<BookedDispositionAnswer> {
    const found = (await this.dispositions(caller, id)).items.find((one) => one.entryId === entryId);
    if (!found) throw new NotFoundError('disposition');
    return found;
  }
}

interface Reader {
  readonly batchId: string;
  /** The agreement of the reader that covers the batch. */
  readonly covering: string | null;
  readonly viewer: Viewer;
}

function dispositionAnswer(
  { batchId, covering, viewer }: Reader,
  { entry, event }: DispositionLine,
): BookedDispositionAnswer {
  const { kind, carveOut, breachReason } = event;
  const departs = carveOut !== null || breachReason !== null;
  const text = textTold({ bookedBy: entry.partyId, departsFrom: departs ? covering : null }, viewer);
  const isRead = text !== 'nothing';
  return {
    entryId: entry.id,
    kind: kind as DispositionKind,
    carveOut,
    occurredOn: entry.occurredOn,
    localOn: entry.localOn ?? entry.occurredOn,
    reversedById: entry.reversedById,
    batchId,
    dryKg: mgToKg(event.dryMg ?? 0),
    reason: isRead ? event.reason : null,
    destination: text === 'all' ? event.destination : null,
    breach: isRead && breachReason !== null ? { reason: breachReason } : null,
    occurredAt: new Date(entry.occurredAt).toISOString(),
  };
}
