import type { EntityManager } from 'typeorm';
import { runSql } from '../../database/index.js';
import { localDay } from '../../domain/measure/time.js';
import { countDue, type ChargedAndCounted } from '../../domain/production/count-due.js';
import type { TodoItem } from './todo.dto.js';

interface SiteLine extends ChargedAndCounted {
  readonly id: string;
  readonly code: string;
  readonly timeZone: string;
}

/** Sites of a party whose work in progress is to be counted. */
export async function countsDue(manager: EntityManager, partyId: string, nowMs: number): Promise<TodoItem[]> {
  const charge = (order: 'ASC' | 'DESC'): string => `SELECT c."occurredOn" FROM "charge" c
    WHERE c."siteId" = t."id" AND c."status" = 'booked' ORDER BY c."occurredOn" ${order} LIMIT 1`;
  const sites = await runSql<SiteLine>(
    manager,
    `SELECT t."id", t."code", t."timeZone", (${charge('ASC')}) AS "firstChargedOn", (${charge('DESC')}) AS "lastChargedOn",
        (SELECT MAX(w."countedOn") FROM "wip_count" w WHERE w."siteId" = t."id" AND w."inForce") AS "lastCountedOn"
      FROM "site" t WHERE t."partyId" = ?`,
    [partyId],
  );
  return sites.flatMap(({ id, code, timeZone, ...days }) => {
    const due = countDue(days, localDay(nowMs, timeZone));
    if (!due) return [];
    const nothing = { dryKg: null, count: null, agreementId: null };
    return [
      { kind: 'count-due' as const, subject: { type: 'site' as const, id, code }, siteId: id, ...due, ...nothing },
    ];
  });
}
