import type { SelectQueryBuilder } from 'typeorm';
import { eyesSeeRun, namedIn, type BatchEyes } from '../sight/index.js';
import type { RunRow } from './run.entity.js';

/** Whether the eyes see all of a run: its own party does. An auditor sees shares only, even of its host's run. */
export function isSeenWhole(run: RunRow, { partyId, only }: BatchEyes): boolean {
  return only === null && run.partyId === partyId;
}

/** Limits a query on runs to those that the eyes may see, wholly or an agreement's share of. */
export function limitRuns(query: SelectQueryBuilder<RunRow>, eyes: BatchEyes): void {
  query.andWhere(eyesSeeRun(eyes, 'run', namedIn(query)));
}

/**
 * Keeps the runs that an agreement has a share in. Not one of another's agreement: its runs must not be found out by
 * asking for it.
 */
export function limitToAgreement(query: SelectQueryBuilder<RunRow>, eyes: BatchEyes, agreementId: string): void {
  const isOwn = eyes.agreementIds.has(agreementId);
  query.andWhere(isOwn ? eyesSeeRun(eyes, 'run', namedIn(query), agreementId) : '1 = 0');
}

/** Keeps the runs at a site; where a run took place is hidden of what one sees a share of. */
export function limitToSite(query: SelectQueryBuilder<RunRow>, eyes: BatchEyes, siteId: string): void {
  if (eyes.only === null)
    query.andWhere('run.siteId = :siteId AND run.partyId = :eyes', { siteId, eyes: eyes.partyId });
  else query.andWhere('1 = 0');
}
