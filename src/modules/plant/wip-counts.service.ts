import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, Ids, NotFoundError, faultAt, type Caller, type Fault } from '../../common/index.js';
import { UnitOfWork } from '../../database/index.js';
import { decideWipCount, type GivenCountLine, type WipCountAct } from '../../domain/acts/wip-count.js';
import { pctToPpm, ppmOf, kgToMg } from '../../domain/measure/quantities.js';
import { localDay, MAX_AHEAD_MS } from '../../domain/measure/time.js';
import type { BalanceSettings } from '../../domain/production/settings.js';
import { assayFaults, foundAssay, refuseFaults, type NewAssay } from '../batches/index.js';
import { Acts } from '../ledger/index.js';
import { PartiesQueries, type SiteFacts } from '../parties/index.js';
import { settingsOf } from './balance-settings.js';
import type { CountAnswer, CountedAssay, NewCount, NewCountLine } from './wip-count.dto.js';
import { WipCountLineRow, WipCountRow } from './wip-count.entity.js';
import { countAnswer, type CountWithLines } from './wip-counts.queries.js';

/** Physical counts of what is in progress at a plant: facts beside the books. */
@Injectable()
export class WipCountsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly parties: PartiesQueries,
    private readonly acts: Acts,
  ) {}

  /** Records a count; one of the same day gives way, and is kept. @throws NotFoundError; InputError; DomainError `element-twice` */
  record(caller: Caller, siteId: string, body: NewCount): Promise<CountAnswer> {
    return this.work.run(async (tx) => {
      const act = await this.recorded(tx, caller, siteId, body);
      await this.acts.apply(tx, act);
      return countAnswer(act);
    });
  }

  /** Decides what a count records, and records nothing. @throws NotFoundError; InputError; DomainError, as {@link record} */
  async recorded(tx: EntityManager, caller: Caller, siteId: string, body: NewCount): Promise<WipCountAct> {
    // The site is held, so that two counts of one day come one after the other.
    const [site] = await this.parties.lockSites(tx, [siteId]);
    if (!site || site.partyId !== caller.partyId) throw new NotFoundError('site');
    refuseFaults(this.faultsOf(body, site));
    const former = await this.inForce(tx, siteId, body.countedOn);
    const by = { userId: caller.userId, now: this.clock.now(), newId: () => this.ids.next() };
    const settings = await settingsOf(tx, siteId);
    return decideWipCount(
      { side: { partyId: site.partyId, siteId }, by, former },
      {
        countedOn: body.countedOn,
        reason: body.reason ?? null,
        note: body.note ?? null,
        lines: body.lines.map((line) => givenLine(line, settings, by.now)),
      },
    );
  }

  /** The count of a day that is in force, with its lines. */
  async ofDay(tx: EntityManager, siteId: string, countedOn: string): Promise<CountWithLines | null> {
    const count = await this.inForce(tx, siteId, countedOn);
    return count && { count, lines: await tx.findBy(WipCountLineRow, { countId: count.id }) };
  }

  private inForce(tx: EntityManager, siteId: string, countedOn: string): Promise<WipCountRow | null> {
    return tx.findOneBy(WipCountRow, { siteId, countedOn, inForce: true });
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

function givenLine(line: NewCountLine, settings: BalanceSettings, now: number): GivenCountLine {
  return {
    stage: line.stage,
    dryMg: kgToMg(line.dryKg),
    estimated: line.estimated ?? false,
    relativePpm: relativeOf(line, settings),
    ...(line.assay ? analysed(line.assay, now) : NOT_ANALYSED),
  };
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
