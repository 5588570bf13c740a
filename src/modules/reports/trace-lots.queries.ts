import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { DRY_MASS, totalMg } from '../../domain/matter/holding.js';
import { addedUp, mgToKg, ratioPct, type Mg } from '../../domain/measure/quantities.js';
import type { Day } from '../../domain/measure/time.js';
import { windowBefore } from '../../domain/production/grade.js';
import { lotWays, madeFrom, type ChargedPart } from '../../domain/production/lot-ways.js';
import { producersSeenBy, type Viewer } from '../../domain/sight/viewer.js';
import type { TraceDirection, TraceLeaf } from '../../domain/trace/trace.js';
import { batchesSeen, Viewers } from '../sight/index.js';
import { batchNames, chargedAt, heatsOf, lotOf, lotsOfSites, sitesOfParties } from './trace-lot-rows.js';
import type { TracedChargeAnswer, TraceLotsAnswer } from './trace-lots.dto.js';
import { TraceQueries } from './trace.queries.js';

/** Lots that one answer names. */
const MOST_LOTS = 200;

/**
 * Where a trace goes on into magnet lots, and where it comes out of one: for the party of the site, and for the auditors whom
 * it invited. It is asked for on its own, so that a trace costs nothing more where there are none.
 */
@Injectable()
export class TraceLotsQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly traces: TraceQueries,
  ) {}

  /** @throws NotFoundError where the caller does not see the batch; DomainError `trace-too-large` */
  lots(caller: Caller, batchId: string, direction: TraceDirection): Promise<TraceLotsAnswer> {
    return this.database.snapshot(async (manager) => {
      const viewer = await this.viewers.viewerOf(caller, manager);
      const nothing = { batchId, direction, lots: [], basis: null, charges: [], otherDryKg: 0 };
      const found =
        direction === 'down'
          ? { lots: await this.down(manager, viewer, batchId) }
          : await this.up(manager, viewer, batchId);
      return { ...nothing, ...found };
    });
  }

  private async down(manager: EntityManager, viewer: Viewer, batchId: string): Promise<TraceLotsAnswer['lots']> {
    const { leaves } = await this.traces.traceFor(manager, viewer, { batchId, direction: 'down' });
    const parts = await chargedParts(manager, leaves, producersSeenBy(viewer));
    const days = parts.map(({ occurredOn }) => occurredOn).sort();
    const [first] = days;
    if (first === undefined) return [];
    const siteIds = [...new Set(parts.map(({ siteId }) => siteId))];
    const lots = await lotsOfSites(manager, siteIds, first);
    if (lots.length === 0) return [];
    const from = lots.map((lot) => windowBefore(lot.occurredOn, lot).from).reduce(earlier, first);
    const to = lots.map(({ occurredOn }) => occurredOn).reduce(later, first);
    const heats = [...new Set(lots.flatMap(({ heat }) => heat ?? []))];
    const charged = await chargedAt(manager, siteIds, { from, to, heats });
    return lotWays(lots, parts, charged)
      .slice(0, MOST_LOTS)
      .map(({ lot: { id: lotId, code, grade, siteId, occurredOn }, basis, dryMg, pct }) => {
        return { lotId, code, grade, siteId, occurredOn, basis, dryKg: mgToKg(dryMg), pct };
      });
  }

  private async up(
    manager: EntityManager,
    viewer: Viewer,
    lotId: string,
  ): Promise<Pick<TraceLotsAnswer, 'basis' | 'charges' | 'otherDryKg'>> {
    const lot = await lotOf(manager, lotId, producersSeenBy(viewer));
    if (!lot) {
      if ((await batchesSeen(manager, viewer, [lotId])).size === 0) throw new NotFoundError('batch');
      return { basis: null, charges: [], otherDryKg: 0 };
    }
    const heats = lot.heat === null ? [] : [lot.heat];
    const charged = await chargedAt(manager, [lot.siteId], { ...windowBefore(lot.occurredOn, lot), heats });
    const { basis, parts } = madeFrom(lot, charged);
    const byBatch = new Map<string, Mg>();
    for (const { batchId, dryMg } of parts) byBatch.set(batchId, addedUp([byBatch.get(batchId) ?? ZERO, dryMg]));
    const ids = [...byBatch.keys()];
    const [seen, names] = [await batchesSeen(manager, viewer, ids), await batchNames(manager, ids)];
    const allMg = addedUp([...byBatch.values()]);
    const charges = [...byBatch].flatMap(([batchId, dryMg]): TracedChargeAnswer[] => {
      const [sees, batch] = [seen.get(batchId), names.get(batchId)];
      if (!sees || !batch) return [];
      const code = sees === 'all' ? batch.code : null;
      return [{ batchId, code, kind: batch.kind, dryKg: mgToKg(dryMg), pct: ratioPct(BigInt(dryMg), BigInt(allMg)) }];
    });
    const otherMg = addedUp([...byBatch].flatMap(([id, dryMg]) => (seen.has(id) ? [] : [dryMg])));
    charges.sort((a, b) => b.dryKg - a.dryKg || (a.batchId < b.batchId ? -1 : 1));
    return { basis, charges, otherDryKg: mgToKg(otherMg) };
  }
}

const ZERO = addedUp([]);
const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
const later = (one: Day, other: Day): Day => (one > other ? one : other);

/** What a trace says was charged at the sites of some parties; where it does not say where, that is not for who asks. */
async function chargedParts(
  manager: EntityManager,
  leaves: readonly TraceLeaf[],
  partyIds: readonly string[],
): Promise<ChargedPart[]> {
  const ends = leaves.flatMap(({ kind, siteId, occurredOn, entryIds = [], holding }) =>
    kind === 'charged' && siteId !== undefined && occurredOn !== undefined
      ? [{ siteId, occurredOn, entryIds, dryMg: totalMg(holding, DRY_MASS) }]
      : [],
  );
  if (ends.length === 0) return [];
  const sites = await sitesOfParties(manager, [...new Set(ends.map(({ siteId }) => siteId))], partyIds);
  const own = ends.filter(({ siteId }) => sites.has(siteId));
  const heats = await heatsOf(
    manager,
    own.flatMap(({ entryIds }) => entryIds),
  );
  return own.map(({ siteId, occurredOn, entryIds, dryMg }) => {
    // Charges of one day stand together in a trace; of two heats nobody says which had which part.
    const named = [...new Set(entryIds.map((id) => heats.get(id) ?? null))];
    return { siteId, occurredOn, dryMg, heat: named.length === 1 ? (named[0] ?? null) : null };
  });
}
