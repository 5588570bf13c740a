import { Injectable } from '@nestjs/common';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database, listOf, runSql, toSafeInteger } from '../../database/index.js';
import { DISPOSITION_KINDS, type DispositionKind } from '../../domain/batch-life.js';
import { mgToKg } from '../../domain/quantities.js';
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
  readonly reversedById: string | null;
}

/** Reads what was done with batches, for those who may see the batches. */
@Injectable()
export class BatchActsQueries {
  constructor(
    private readonly database: Database,
    private readonly batches: BatchesQueries,
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

  /** The dispositions of a batch, newest first; none for who sees a share of it only. @throws NotFoundError */
  async dispositions(caller: Caller, id: string): Promise<{ items: BookedDispositionAnswer[] }> {
    const { code } = await this.batches.one(caller, id);
    if (code === null) return { items: [] };
    const lines = await runSql<DispositionLine>(
      this.database.manager,
      `SELECT "v"."entryId", "v"."kind", "v"."dryMg", "v"."carveOut", "v"."breachReason", "v"."reason", "v"."destination",
          "e"."occurredAt", "e"."occurredOn", "r"."id" AS "reversedById"
        FROM "batch_event" "v" JOIN "entry" "e" ON "e"."id" = "v"."entryId"
          LEFT JOIN "entry" "r" ON "r"."reversesId" = "e"."id"
        WHERE "v"."batchId" = ? AND "v"."kind" IN ${listOf(DISPOSITION_KINDS)}
        ORDER BY "e"."recordedAt" DESC, "e"."id" DESC`,
      [id, ...DISPOSITION_KINDS],
    );
    return { items: lines.map((line) => dispositionAnswer(id, line)) };
  }

  /** @throws NotFoundError */
  async disposition(caller: Caller, id: string, entryId: string): Promise<BookedDispositionAnswer> {
    const found = (await this.dispositions(caller, id)).items.find((one) => one.entryId === entryId);
    if (!found) throw new NotFoundError('disposition');
    return found;
  }
}

function dispositionAnswer(batchId: string, line: DispositionLine): BookedDispositionAnswer {
  const { dryMg, breachReason, occurredAt, ...told } = line;
  return {
    ...{ ...told, batchId, dryKg: mgToKg(toSafeInteger(dryMg)) },
    breach: breachReason === null ? null : { reason: breachReason },
    occurredAt: new Date(toSafeInteger(occurredAt)).toISOString(),
  };
}
