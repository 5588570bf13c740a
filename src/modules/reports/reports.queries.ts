import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { AgreementFacts } from '../../domain/agreement.js';
import { recyclerView, reportOf, type CircularityReport } from '../../domain/circularity-report.js';
import { coverageOf, onHandMg } from '../../domain/coverage.js';
import { ladderOf } from '../../domain/ladder.js';
import { mgToKg, safe } from '../../domain/quantities.js';
import { dryMg } from '../../domain/totals.js';
import { AgreementsQueries } from '../agreements/index.js';
import { catalogue } from '../catalogue/index.js';
import { PartiesQueries } from '../parties/index.js';
import { cumulativeRows, oldestOnHandOn, reportRows, withoutAssayMg } from './report-rows.js';
import { requirePeriod } from './period.js';
import { leavesWeightsOpen, reportWarnings } from './report-warnings.js';
import type { CoverageAnswer, CoverageQuery, PeriodQuery } from './report.dto.js';

/** The circularity report and the coverage, from the running totals on one snapshot. */
@Injectable()
export class ReportsQueries {
  constructor(
    private readonly database: Database,
    private readonly agreements: AgreementsQueries,
    private readonly parties: PartiesQueries,
  ) {}

  /** @throws NotFoundError; InputError where the period ends before it begins; DomainError `mass-too-large` */
  async circularity(caller: Caller, { agreementId, from, to }: PeriodQuery): Promise<CircularityReport> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.agreements.viewOf(caller, agreementId, manager);
      const report = await this.reportFor(manager, facts, { from, to });
      return side === 'recycler' ? recyclerView(report) : report;
    });
  }

  /** The whole report, for who may see everything. */
  async reportFor(
    manager: EntityManager,
    facts: AgreementFacts,
    period: { from: string; to: string },
  ): Promise<CircularityReport> {
    const { id, reference, generatorId, recyclerId } = facts;
    const rows = await reportRows(manager, { agreementId: id, generatorId }, period);
    const ladder = ladderOf({
      ...{ agreementId: id, generatorId, rows, rareEarths: catalogue.rareEarths },
      cumulativeRows: await cumulativeRows(manager, id, period.to),
      withoutAssayDryMg: await withoutAssayMg(manager, id, period),
    });
    const warnings = await reportWarnings(manager, facts, period);
    const names = await this.parties.parties([generatorId, recyclerId], manager);
    return reportOf(ladder, {
      agreement: {
        ...{ id, reference },
        generator: names.get(generatorId)?.name ?? '',
        recycler: names.get(recyclerId)?.name ?? '',
      },
      ...{ period, warnings, hasOpenWeights: leavesWeightsOpen(warnings) },
    });
  }

  /** @throws NotFoundError; InputError where the period ends before it begins; DomainError `mass-too-large` */
  async coverage(caller: Caller, agreementId: string, { from, to }: CoverageQuery): Promise<CoverageAnswer> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts } = await this.agreements.viewOf(caller, agreementId, manager);
      const rows = await reportRows(manager, { agreementId, generatorId: facts.generatorId }, { from, to });
      const own = rows.filter((row) => row.agreementId === agreementId);
      const { coveragePct, coverageWithCarveOutsPct, coverageAsIfLeakedPct, ...mg } = coverageOf(own);
      return {
        ...{ agreementId, period: { from, to }, coveragePct, coverageWithCarveOutsPct },
        coverageAsIfLeakedPct,
        countedDownDryKg: mgToKg(mg.countedDownMg),
        countedUpDryKg: mgToKg(mg.countedUpMg),
        ownDifferenceDryKg: mgToKg(mg.ownDifferenceMg),
        generatedDryKg: mgToKg(safe(dryMg(own, 'generated'))),
        reusedInProcessDryKg: mgToKg(safe(dryMg(own, 'reused'))),
        sentDryKg: mgToKg(mg.sentMg),
        leakedDryKg: mgToKg(mg.leakedMg),
        carvedOutDryKg: mgToKg(mg.carvedOutMg),
        breachDryKg: mgToKg(mg.breachMg),
        recyclerDisposedDryKg: mgToKg(mg.recyclerDisposedMg),
        recycledSoldElsewhereDryKg: mgToKg(mg.recycledSoldMg),
        onHandDryKg: mgToKg(onHandMg(await cumulativeRows(manager, agreementId, to))),
        oldestOnHandOn: await oldestOnHandOn(manager, facts),
      };
    });
  }
}
