import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { CircularityReport, ReportRow } from '../../domain/reports/circularity-report.js';
import { flowsOf } from '../../domain/reports/flows.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import { WORLD } from '../../domain/books/ledger.js';
import { lastDayOf } from '../../domain/books/period-parts.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import { previousDay, type Period } from '../../domain/measure/time.js';
import type { TotalRow } from '../../domain/books/totals.js';
import { AgreementsQueries } from '../agreements/index.js';
import { commoditiesAsked } from './chart.dto.js';
import type { FlowsAnswer, FlowsQuery, MonthAnswer, MonthFigures, MonthsAnswer } from './chart.dto.js';
import { monthsOf, requirePeriod } from './period.js';
import { ReportMaker } from './report-maker.js';
import { cumulativeRows, flowRows, netOf, reportRowsByMonth } from './report-rows.js';
import { unassayedDays } from './unassayed.js';
import type { PeriodQuery } from './report.dto.js';

/** The circularity report cut up for charts, from the same running totals. */
@Injectable()
export class ChartsQueries {
  constructor(
    private readonly database: Database,
    private readonly agreements: AgreementsQueries,
    private readonly maker: ReportMaker,
  ) {}

  /** @throws NotFoundError; InputError for a period that is none or has too many months; DomainError `mass-too-large` */
  async months(caller: Caller, { agreementId, from, to }: PeriodQuery): Promise<MonthsAnswer> {
    const months = monthsOf(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.agreements.seenBy(caller, agreementId, manager);
      const { generatorId } = facts;
      const rows = await reportRowsByMonth(manager, { agreementId, generatorId }, { from, to });
      const unassayed = await unassayedDays(manager, agreementId, to);
      // What was there before the first month, and then month upon month.
      let cumulative: readonly TotalRow[] = await cumulativeRows(manager, agreementId, previousDay(from));
      const answers: MonthAnswer[] = [];
      for (const month of months) {
        const own = rows.get(month) ?? [];
        cumulative = [
          ...cumulative,
          ...own.filter((row) => row.commodity === DRY_MASS && row.agreementId === agreementId),
        ];
        const books = { rows: own, cumulative, unassayed };
        const report = await this.maker.made(manager, { facts, side }, withinMonth(month, { from, to }), books);
        answers.push(monthOf(month, report));
      }
      return { agreementId, period: { from, to }, months: answers };
    });
  }

  /** @throws NotFoundError; InputError where the period ends before it begins; DomainError `mass-too-large` */
  async flows(caller: Caller, { agreementId, from, to, element }: FlowsQuery): Promise<FlowsAnswer> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.agreements.seenBy(caller, agreementId, manager);
      const subject = { agreementId, commodities: commoditiesAsked(element) };
      const { dataState, mass, warnings } = await this.maker.report(manager, { facts, side }, { from, to });
      const { generatorId, recyclerId, versions } = facts;
      const { nodes, links } = flowsOf({
        generatorId,
        recyclerId,
        side,
        processorIds: [...new Set(versions.flatMap(({ terms }) => terms.processorIds))],
        rows: await flowRows(manager, subject, { from, to }),
        residueMg: await netOf(manager, { ...subject, account: WORLD.residue }, { from, to }),
        massChangeMg: await netOf(manager, { ...subject, account: WORLD.massChange }, { from, to }),
      });
      return {
        agreementId,
        period: { from, to },
        element,
        dataState,
        mass,
        warnings,
        nodes: nodes.map(({ massMg, ...node }) => ({ ...node, kg: mgToKg(massMg) })),
        links: links.map(({ massMg, ...link }) => ({ ...link, kg: mgToKg(massMg) })),
      };
    });
  }
}

/** The days of a calendar month that lie in a period. */
function withinMonth(month: string, { from, to }: Period): Period {
  const [first, last] = [`${month}-01`, lastDayOf(month)];
  return { from: from > first ? from : first, to: to < last ? to : last };
}

function monthOf(month: string, { elements, total, mass, dataState, warnings }: CircularityReport): MonthAnswer {
  const { coveragePct, generatedDryKg, sentDryKg } = mass;
  return {
    month,
    dataState,
    elements: elements.map((row) => ({ element: row.element, ...figuresOf(row) })),
    total: figuresOf(total),
    coveragePct,
    generatedDryKg,
    sentDryKg,
    mass,
    warnings,
  };
}

function figuresOf(row: ReportRow): MonthFigures {
  const { generatedKg, sentKg, confirmedKg, recoveredKg, returnedKg, consumedKg, substitutedKg } = row;
  const { primaryReplacementPct, incomplete } = row;
  return {
    generatedKg,
    sentKg,
    confirmedKg,
    recoveredKg,
    returnedKg,
    consumedKg,
    substitutedKg,
    primaryReplacementPct,
    incomplete,
  };
}
