import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { listOf, runSql, runSums, toSafeInteger } from '../../database/index.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import { addedUp, mgToKg, type Mg } from '../../domain/measure/quantities.js';
import { lossesBeyond, type LossesBeyond, type LossOfMonth } from '../../domain/production/losses-beyond.js';
import type { DepartureAnswer } from './departure.dto.js';

interface LossLine extends Omit<LossOfMonth, 'massMg' | 'recordedAt'> {
  readonly recordedAt: unknown;
  readonly elements: string | Readonly<Record<string, Mg>>;
}

/** Process losses of the months of an agreement's sites that are a departure of it: no affair of its recycler. */
export async function departedLosses(
  manager: EntityManager,
  { id, generatorId }: Pick<AgreementFacts, 'id' | 'generatorId'>,
): Promise<LossesBeyond[]> {
  const lines = await runSql<LossLine>(
    manager,
    `SELECT l."siteId", l."entryId", l."occurredOn", l."reason", l."elements", e."recordedAt"
      FROM "process_loss" l JOIN "entry" e ON e."id" = l."entryId"
      WHERE l."partyId" = ? AND l."status" = 'booked' AND EXISTS (SELECT 1 FROM "agreement_reach" r
        WHERE r."agreementId" = ? AND r."siteId" = l."siteId" AND l."occurredOn" BETWEEN r."fromOn" AND r."toOn")`,
    [generatorId, id],
  );
  if (lines.length === 0) return [];
  const losses = lines.map(({ elements, recordedAt, ...line }): LossOfMonth => {
    const masses = typeof elements === 'string' ? (JSON.parse(elements) as Record<string, Mg>) : elements;
    return { ...line, recordedAt: toSafeInteger(recordedAt), massMg: addedUp(Object.values(masses)) };
  });
  const siteIds = [...new Set(losses.map(({ siteId }) => siteId))];
  const months = losses.map(({ occurredOn }) => occurredOn.slice(0, 7)).sort();
  const charged = await runSums<{ siteId: string; month: string }>(
    manager,
    `SELECT "siteId", SUBSTR("occurredOn", 1, 7) AS "month", SUM("dryMg") AS "massMg" FROM "charge"
      WHERE "siteId" IN ${listOf(siteIds)} AND "status" = 'booked' AND "occurredOn" BETWEEN ? AND ?
      GROUP BY "siteId", SUBSTR("occurredOn", 1, 7)`,
    [...siteIds, `${months[0] ?? ''}-01`, `${months.at(-1) ?? ''}-31`],
  );
  return lossesBeyond(
    losses,
    charged.map(({ siteId, month, massMg }) => ({ siteId, month, dryMg: massMg })),
  );
}

/** Where they stand among departures: an entry may have another one of its own. */
export function placeOfLosses({ siteId, month, last }: LossesBeyond): { readonly at: number; readonly id: string } {
  const key = ['process-loss', siteId, month].join(' ');
  return { at: last.recordedAt, id: createHash('sha256').update(key).digest('hex').slice(0, 36) };
}

export function lossesAnswer({ last, month, massMg, reason }: LossesBeyond): DepartureAnswer {
  return {
    entryId: last.entryId,
    kind: 'process-loss',
    direction: null,
    month,
    carveOut: null,
    reason,
    destination: null,
    occurredOn: last.occurredOn,
    dryKg: mgToKg(massMg),
    shipment: null,
    lines: [],
  };
}
