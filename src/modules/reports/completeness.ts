import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  latestSigned,
  versionOn,
  type AgreementFacts,
  type AgreementVersion,
} from '../../domain/agreement/agreement.js';
import { isOfTerm } from '../../domain/agreement/shared-completeness.js';
import { lastDayOf, monthsIn } from '../../domain/books/period-parts.js';
import type { TotalRow } from '../../domain/books/totals.js';
import type { Day, Period } from '../../domain/measure/time.js';
import { plantsBalance, type PlantBalance } from '../../domain/production/balance.js';
import { balanceWarnings, completenessOf, type ToldCompleteness } from '../../domain/production/completeness.js';
import type { ReportWarning } from '../../domain/reports/circularity-report.js';
import { AgreementsQueries } from '../agreements/index.js';
import { catalogue } from '../catalogue/index.js';
import { WipCountsQueries } from '../plant/index.js';
import { PlantFactsReader, type PlantFacts } from './plant-facts.js';

/** Who looks at an agreement. */
interface Looking {
  readonly facts: AgreementFacts;
  readonly side: 'generator' | 'recycler';
}

export interface ReadCompleteness {
  readonly completeness: ToldCompleteness;
  readonly warnings: readonly ReportWarning[];
}

/** What the balances of an agreement's sites say of it. */
@Injectable()
export class CompletenessReader {
  constructor(
    private readonly agreements: AgreementsQueries,
    private readonly plants: PlantFactsReader,
    private readonly counts: WipCountsQueries,
  ) {}

  /** As far as a side may read figures; null where it may not, and where the sites were never counted: nobody has begun. @throws DomainError `mass-too-large` */
  async told(
    manager: EntityManager,
    { facts, side }: Looking,
    period: Period,
    own: readonly TotalRow[],
  ): Promise<ReadCompleteness | null> {
    const isTold = side === 'generator' || (await this.sharesFigures(manager, facts, period));
    return isTold && (await this.isCounted(manager, facts, period)) ? this.read(manager, facts, period, own) : null;
  }

  /** Of a period a recycler reads figures where it does so of each of its months: a longer one would tell of the others. */
  private async sharesFigures(manager: EntityManager, facts: AgreementFacts, { from, to }: Period): Promise<boolean> {
    const lastDays = new Map<AgreementVersion | null, Day>();
    for (const month of monthsIn(from, to)) {
      const [first, last] = [`${month}-01`, lastDayOf(month)];
      const part = { from: from > first ? from : first, to: to < last ? to : last };
      if (!isOfTerm(facts, part)) return false;
      lastDays.set(versionOn(facts, part.to), part.to);
    }
    for (const day of lastDays.values()) {
      if ((await this.agreements.completenessShared(manager, facts, day)) !== 'figures') return false;
    }
    return true;
  }

  private async isCounted(manager: EntityManager, facts: AgreementFacts, period: Period): Promise<boolean> {
    return this.counts.isAnyCounted(manager, siteIdsOn(facts, period));
  }

  /** @throws DomainError `mass-too-large` */
  async read(
    manager: EntityManager,
    facts: AgreementFacts,
    period: Period,
    own: readonly TotalRow[],
  ): Promise<ReadCompleteness> {
    const plants: PlantFacts[] = [];
    const siteIds = siteIdsOn(facts, period);
    const isOnly = siteIds.length === 1;
    for (const siteId of siteIds) plants.push(await this.plants.read(manager, siteId, period, isOnly));
    const balance = balanceOf(plants);
    const share = { ownMg: loggedMg(plants, (key) => key === facts.id), allMg: loggedMg(plants, () => true) };
    const { rareEarths } = catalogue;
    return {
      completeness: completenessOf(balance, own, { rareEarths, share }),
      warnings: balanceWarnings(balance),
    };
  }
}

/** The sites of the version at the end of the period, else of the last one. */
function siteIdsOn(facts: AgreementFacts, { to }: Period): readonly string[] {
  const version = versionOn(facts, to) ?? latestSigned(facts) ?? facts.versions.at(-1);
  return version?.scope.siteIds ?? [];
}

/** Limits are those of the first of the sites. */
function balanceOf(plants: readonly PlantFacts[]): PlantBalance {
  const terms = plants[0]?.terms ?? { ...NO_TERMS, rareEarths: catalogue.rareEarths };
  return plantsBalance(
    plants.map((plant) => plant.facts),
    terms,
  );
}

const NO_TERMS = { balanced: new Set<string>(), shares: { laboratory: 0, family: 0, assay: 0 }, coarsePct: 0 };

function loggedMg(plants: readonly PlantFacts[], isOf: (agreementKey: string) => boolean): number {
  const all = plants.flatMap((plant) => [...plant.loggedMg]);
  return all.reduce((sum, [key, mg]) => (isOf(key) ? sum + mg : sum), 0);
}
