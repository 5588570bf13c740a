import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import type { CircularityReport } from '../../domain/reports/circularity-report.js';
import { coverageOf, onHandMg } from '../../domain/reports/coverage.js';
import { mgToKg, safe } from '../../domain/measure/quantities.js';
import type { Period } from '../../domain/measure/time.js';
import { dryMg } from '../../domain/books/totals.js';
import { AgreementsQueries } from '../agreements/index.js';
import { cumulativeRows, oldestOnHandOn, reportRows } from './report-rows.js';
import { ReportMaker } from './report-maker.js';
import { requirePeriod } from './period.js';
import type { CoverageAnswer, CoverageQuery, PeriodQuery } from './report.dto.js';

/** The circularity report and the coverage, from the running totals on one snapshot. */
@Injectable()
export class ReportsQueries {
  constructor(
    private readonly database: Database,
    private readonly agreements: AgreementsQueries,
    private readonly maker: ReportMaker,
  ) {}

  /** @throws NotFoundError; InputError where the period ends before it begins; DomainError `mass-too-large` */
  async circularity(caller: Caller, { agreementId, from, to }: PeriodQuery): Promise<CircularityReport> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.agreements.seenBy(caller, agreementId, manager);
      return this.maker.report(manager, { facts, side }, { from, to });
    });
  }

  /** The whole report, for who may see everything. */
  reportFor(manager: EntityManager, facts: AgreementFacts, period: Period): Promise<CircularityReport> {
    return this.maker.report(manager, { facts, side: 'generator' }, period);
  }

  /** @throws NotFoundError; InputError where the period ends before it begins; DomainError `mass-too-large` */
  async coverage(caller: Caller, agreementId: string, { from, to }: CoverageQuery): Promise<CoverageAnswer> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts } = await this.agreements.seenBy(caller, agreementId, manager);
      const rows = await reportRows(manager, { agreementId, generatorId: facts.generatorId }, { from, to });
      const own = rows.filter((row) => row.agreementId === agreementId);
      const { coveragePct, coverageWithCarveOutsPct, coverageAsIfLeakedPct, ...mg } = coverageOf(own);
      return {
        agreementId,
        period: { from, to },
        coveragePct,
        coverageWithCarveOutsPct,
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
        recycledSoldElsewhereDryKg: mgToKg(mg.recycledSoldElsewhereMg),
        onHandDryKg: mgToKg(onHandMg(await cumulativeRows(manager, agreementId, to))),
        oldestOnHandOn: await oldestOnHandOn(manager, facts),
      };
    });
  }
}
