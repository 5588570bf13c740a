import { Injectable } from '@nestjs/common';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database, listOf, runSql, runSums } from '../../database/index.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { windowBefore } from '../../domain/production/grade.js';
import { producersSeenBy } from '../../domain/sight/viewer.js';
import { batchesSeen, Viewers } from '../sight/index.js';
import type { UsedReturnsAnswer } from './used-returns.dto.js';

interface ReturnLine {
  readonly lotId: string;
  readonly code: string;
  readonly customer: string;
  readonly occurredOn: string;
  readonly windowDays: number;
}

/**
 * Used magnets that customers sent back and that may be in a by-product: what went back to production at its site in the window
 * of their grade before it was logged. The by-product keeps the origin of its stream; the kilograms stand beside it.
 */
@Injectable()
export class UsedReturnsQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
  ) {}

  /** Nothing for who does not look into the plant. @throws NotFoundError where the caller does not see the batch */
  of(caller: Caller, batchId: string): Promise<UsedReturnsAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      if (!(await batchesSeen(manager, viewer, [batchId])).has(batchId)) throw new NotFoundError('batch');
      const partyIds = producersSeenBy(viewer);
      const [logged] = await runSql<{ siteId: string; occurredOn: string }>(
        manager,
        `SELECT "originSiteId" AS "siteId", "occurredOn" FROM "batch" WHERE "id" = ? AND "kind" = 'by-product'`,
        [batchId],
      );
      if (!logged || partyIds.length === 0) return { batchId, items: [] };
      const key = 'l."id", b."code", l."returnedFrom", n."occurredOn", v."windowDays"';
      const lines = await runSums<ReturnLine>(
        manager,
        `SELECT l."id" AS "lotId", b."code", l."returnedFrom" AS "customer", n."occurredOn", v."windowDays",
            SUM(e."dryMg") AS "massMg"
          FROM "magnet_lot" l JOIN "batch" b ON b."id" = l."id"
            JOIN "grade_version" v ON v."gradeId" = l."gradeId" AND v."fromOn" = l."gradeFromOn"
            JOIN "batch_event" e ON e."batchId" = l."id" AND e."kind" = 'back-to-production'
            JOIN "entry" n ON n."id" = e."entryId"
          WHERE l."siteId" = ? AND l."partyId" IN ${listOf(partyIds)} AND l."returnedUse" = 'used' AND n."occurredOn" <= ?
            AND NOT EXISTS (SELECT 1 FROM "entry" r WHERE r."reversesId" = n."id")
          GROUP BY ${key} ORDER BY n."occurredOn", l."id"`,
        [logged.siteId, ...partyIds, logged.occurredOn],
      );
      const items = lines
        .filter((line) => line.occurredOn >= windowBefore(logged.occurredOn, line).from)
        .map(({ lotId, code, customer, occurredOn, massMg }) => {
          return { lotId, code, customer, occurredOn, dryKg: mgToKg(massMg) };
        });
      return { batchId, items };
    });
  }
}
