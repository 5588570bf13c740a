import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, Ids, InputError, NotFoundError, faultAt, type Caller, type Fault } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { pctToPpm, ppmOf, kgToMg } from '../../domain/measure/quantities.js';
import { localDay, MAX_AHEAD_MS } from '../../domain/measure/time.js';
import type { BalanceSettings } from '../../domain/production/settings.js';
import { assayFaults, foundAssay, refuseFaults, type NewAssay } from '../batches/index.js';
import { PartiesQueries, type SiteFacts } from '../parties/index.js';
import { settingsOf } from './balance-settings.js';
import type { CountAnswer, CountedAssay, NewCount, NewCountLine } from './wip-count.dto.js';
import { WipCountLineRow, WipCountRow } from './wip-count.entity.js';
import { countAnswer } from './wip-counts.queries.js';

/** Physical counts of what is in progress at a plant: facts beside the books. */
@Injectable()
export class WipCountsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly parties: PartiesQueries,
  ) {}

  /** Records a count; one of the same day gives way, and is kept. @throws NotFoundError; InputError; DomainError `element-twice` */
  record(caller: Caller, siteId: string, body: NewCount): Promise<CountAnswer> {
    return this.work.run(async (tx) => {
      // The site is held, so that two counts of one day come one after the other.
      const [site] = await this.parties.lockSites(tx, [siteId]);
      if (!site || site.partyId !== caller.partyId) throw new NotFoundError('site');
      refuseFaults(this.faultsOf(body, site));
      const former = await tx.findOneBy(WipCountRow, { siteId, countedOn: body.countedOn, inForce: true });
      if (former && body.reason === undefined) throw new InputError([faultAt('/reason', 'no-reason')]);
      const count: WipCountRow = {
        id: this.ids.next(),
        siteId,
        partyId: site.partyId,
        countedOn: body.countedOn,
        inForce: true,
        replacesId: former?.id ?? null,
        reason: body.reason ?? null,
        note: body.note ?? null,
        createdAt: this.clock.now(),
        userId: caller.userId,
      };
      const lines = await this.linesOf(tx, count, body.lines);
      if (former) await tx.update(WipCountRow, { id: former.id }, { inForce: false });
      await tx.insert(WipCountRow, count);
      if (lines.length > 0) await tx.insert(WipCountLineRow, lines);
      return countAnswer({ count, lines });
    });
  }

  private async linesOf(
    tx: EntityManager,
    count: WipCountRow,
    lines: readonly NewCountLine[],
  ): Promise<WipCountLineRow[]> {
    const settings = await settingsOf(tx, count.siteId);
    return lines.map((line, ordinal) => ({
      countId: count.id,
      ordinal,
      stage: line.stage,
      dryMg: kgToMg(line.dryKg),
      estimated: line.estimated ?? false,
      relativePpm: relativeOf(line, settings),
      ...(line.assay ? analysed(line.assay, count.createdAt) : NOT_ANALYSED),
    }));
  }

  private faultsOf({ countedOn, lines }: NewCount, { timeZone }: SiteFacts): Fault[] {
    const now = this.clock.now();
    const ahead = countedOn > localDay(now + MAX_AHEAD_MS, timeZone) ? [faultAt('/countedOn', 'too-far-ahead')] : [];
    const ofAssays = lines.flatMap(({ assay }, index) =>
      assay ? assayFaults(asAssay(assay, now), `/lines/${index}/assay`, { now }) : [],
    );
    return [...ahead, ...ofAssays];
  }
}

function relativeOf(
  { standardUncertaintyPct, estimated }: NewCountLine,
  settings: BalanceSettings,
): WipCountLineRow['relativePpm'] {
  if (standardUncertaintyPct !== undefined) return pctToPpm(standardUncertaintyPct);
  return ppmOf(Math.round((estimated ? settings.countEstimatedPct : settings.countWeighedPct) * 10_000));
}

/** An assay of a count was sampled when it was counted. */
function asAssay(assay: CountedAssay, now: number): NewAssay {
  return { ...assay, sampledAt: new Date(now).toISOString() };
}

type Analysed = Pick<
  WipCountLineRow,
  'laboratory' | 'method' | 'compositionPpm' | 'given' | 'belowLimit' | 'expandedUncertainty'
>;

const NOT_ANALYSED: Analysed = {
  laboratory: null,
  method: null,
  compositionPpm: null,
  given: null,
  belowLimit: null,
  expandedUncertainty: null,
};

function analysed(assay: CountedAssay, now: number): Analysed {
  const { laboratory, method, compositionPpm, given, belowLimit, expandedUncertainty } = foundAssay(
    asAssay(assay, now),
  );
  return { laboratory, method, compositionPpm, given, belowLimit, expandedUncertainty };
}
