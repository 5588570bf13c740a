import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { recyclerView, reportOf, type CircularityReport, type ReportFigures } from '../../domain/circularity-report.js';
import { flowsOf } from '../../domain/flows.js';
import { ladderOf } from '../../domain/ladder.js';
import { WORLD } from '../../domain/ledger.js';
import { mgToKg } from '../../domain/quantities.js';
import { AgreementsQueries } from '../agreements/index.js';
import { catalogue } from '../catalogue/index.js';
import { commoditiesOf } from './chart.dto.js';
import type { FlowsAnswer, FlowsQuery, MonthAnswer, MonthFigures, MonthsAnswer } from './chart.dto.js';
import { monthsOf, requirePeriod } from './period.js';
import { flowRows, netOf, reportRowsByMonth } from './report-rows.js';
import type { PeriodQuery } from './report.dto.js';

/** The circularity report cut up for charts, from the same running totals. */
@Injectable()
export class ChartsQueries {
  constructor(
    private readonly database: Database,
    private readonly agreements: AgreementsQueries,
  ) {}

  /** @throws NotFoundError; InputError for a period that is none or has too many months; DomainError `mass-too-large` */
  async months(caller: Caller, { agreementId, from, to }: PeriodQuery): Promise<MonthsAnswer> {
    const months = monthsOf(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.agreements.viewOf(caller, agreementId, manager);
      const { reference, generatorId } = facts;
      const subject = { agreementId, generatorId };
      const rows = await reportRowsByMonth(manager, subject, { from, to });
      const answers = months.map((month): MonthAnswer => {
        const ladder = ladderOf({
          ...{ ...subject, rows: rows.get(month) ?? [], rareEarths: catalogue.rareEarths },
          // A month shows neither what is on hand nor what has no assay.
          ...{ cumulativeRows: [], withoutAssayDryMg: 0 },
        });
        const agreement = { id: agreementId, reference, generator: '', recycler: '' };
        const report = reportOf(ladder, { agreement, period: { from, to }, hasOpenWeights: false, warnings: [] });
        return monthOf(month, side === 'recycler' ? recyclerView(report) : report);
      });
      return { agreementId, period: { from, to }, months: answers };
    });
  }

  /** @throws NotFoundError; InputError where the period ends before it begins; DomainError `mass-too-large` */
  async flows(caller: Caller, { agreementId, from, to, element }: FlowsQuery): Promise<FlowsAnswer> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.agreements.viewOf(caller, agreementId, manager);
      const subject = { agreementId, commodities: commoditiesOf(element) };
      const { nodes, links } = flowsOf({
        ...{ generatorId: facts.generatorId, recyclerId: facts.recyclerId, side },
        rows: await flowRows(manager, subject, { from, to }),
        residueMg: await netOf(manager, { ...subject, account: WORLD.residue }, { from, to }),
        massChangeMg: await netOf(manager, { ...subject, account: WORLD.massChange }, { from, to }),
      });
      return {
        ...{ agreementId, period: { from, to }, element },
        nodes: nodes.map(({ massMg, ...node }) => ({ ...node, kg: mgToKg(massMg) })),
        links: links.map(({ massMg, ...link }) => ({ ...link, kg: mgToKg(massMg) })),
      };
    });
  }
}

function monthOf(month: string, { elements, total, mass }: CircularityReport): MonthAnswer {
  const { coveragePct, generatedDryKg, sentDryKg } = mass;
  return {
    month,
    elements: elements.map((row) => ({ element: row.element, ...figuresOf(row) })),
    total: figuresOf(total),
    ...{ coveragePct, generatedDryKg, sentDryKg },
  };
}

function figuresOf(row: ReportFigures): MonthFigures {
  const { generatedKg, sentKg, confirmedKg, recoveredKg, returnedKg, consumedKg, substitutedKg } = row;
  const { primaryReplacementPct } = row;
  return {
    ...{ generatedKg, sentKg, confirmedKg, recoveredKg, returnedKg, consumedKg, substitutedKg },
    primaryReplacementPct,
  };
}
