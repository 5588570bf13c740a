import { Injectable } from '@nestjs/common';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database, listOf, runSql, toSafeInteger } from '../../database/index.js';
import { DISPOSITION_KINDS, type DispositionKind } from '../../domain/acts/dispositions.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { type Viewer, knowsParty, textTold } from '../../domain/sight/viewer.js';
import { Viewers } from '../sight/index.js';
import { BatchesQueries } from './batches.queries.js';
import type { AssayAnswer } from './batch-answer.dto.js';
import type { BookedDispositionAnswer } from './batch-act.dto.js';

interface DispositionLine {
  readonly entryId: string;
  readonly kind: DispositionKind;
  readonly dryMg: unknown;
  readonly carveOut: string | null;
  readonly breachReason: string | null;
  readonly reason: string | null;
  readonly destination: string | null;
  readonly occurredAt: unknown;
  readonly occurredOn: string;
  readonly localOn: string;
  readonly partyId: string;
  readonly reversedById: string | null;
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
      const lines = await runSql<DispositionLine>(
        manager,
        `SELECT "v"."entryId", "v"."kind", "v"."dryMg", "v"."carveOut", "v"."breachReason", "v"."reason", "v"."destination",
            "e"."occurredAt", "e"."occurredOn",
            COALESCE("e"."localOn", "e"."occurredOn") AS "localOn", "e"."partyId", "r"."id" AS "reversedById"
          FROM "batch_event" "v" JOIN "entry" "e" ON "e"."id" = "v"."entryId"
            LEFT JOIN "entry" "r" ON "r"."reversesId" = "e"."id"
          WHERE "v"."batchId" = ? AND "v"."kind" IN ${listOf(DISPOSITION_KINDS)}
          ORDER BY "e"."recordedAt" DESC, "e"."id" DESC`,
        [id, ...DISPOSITION_KINDS],
      );
      const covering = kind === 'by-product' ? agreementId : null;
      const seen = lines.filter(({ partyId }) => knowsParty(viewer, partyId, covering));
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

function dispositionAnswer({ batchId, covering, viewer }: Reader, line: DispositionLine): BookedDispositionAnswer {
  const { entryId, kind, carveOut, breachReason, occurredOn, localOn, reversedById, partyId: bookedBy } = line;
  const departs = carveOut !== null || breachReason !== null;
  const text = textTold({ bookedBy, departsFrom: departs ? covering : null }, viewer);
  const isRead = text !== 'nothing';
  return {
    ...{ entryId, kind, carveOut, occurredOn, localOn, reversedById, batchId },
    dryKg: mgToKg(toSafeInteger(line.dryMg)),
    reason: isRead ? line.reason : null,
    destination: text === 'all' ? line.destination : null,
    breach: isRead && breachReason !== null ? { reason: breachReason } : null,
    occurredAt: new Date(toSafeInteger(line.occurredAt)).toISOString(),
  };
}
