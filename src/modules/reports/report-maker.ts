import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, type Caller } from '../../common/index.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import { reportOf, type CircularityReport, type ReportWarning } from '../../domain/reports/circularity-report.js';
import { chargedNoPrimary, isOver } from '../../domain/reports/data-state.js';
import type { StepDay } from '../../domain/reports/in-step.js';
import { inStepNamed } from '../../domain/reports/ladder-warnings.js';
import { ladderOf, type Ladder } from '../../domain/reports/ladder.js';
import { hiddenFromRecycler } from '../../domain/sight/hidden-report.js';
import { localDay, type Day, type Period } from '../../domain/measure/time.js';
import type { TotalRow } from '../../domain/books/totals.js';
import { withoutAssayOf, type UnassayedDay } from '../../domain/reports/without-assay.js';
import { AgreementsQueries } from '../agreements/index.js';
import { CompletenessReader, type ReadCompleteness } from './completeness.js';
import type { ToldCompleteness } from '../../domain/production/completeness.js';
import type { Completeness } from '../../domain/reports/verdicts.js';
import { catalogue } from '../catalogue/index.js';
import { NoPrimaryStatementsService } from '../charges/index.js';
import { PartiesQueries } from '../parties/index.js';
import { cumulativeRows, reportRows, stepDays } from './report-rows.js';
import { leavesWeightsOpen, reportWarnings } from './report-warnings.js';
import { unassayedDays } from './unassayed.js';
import { plus } from '../../domain/measure/quantities.js';

/** An agreement, and as which of its sides it is looked at. */
export interface ReportedAgreement {
  readonly facts: AgreementFacts;
  readonly side: 'generator' | 'recycler';
}

/** What a report is made of, as the running totals have it. */
interface ReportBooks {
  /** Of the period. */
  readonly rows: readonly TotalRow[];
  /** Of dry mass, from the beginning to the end of the period. */
  readonly cumulative: readonly TotalRow[];
  readonly unassayed: readonly UnassayedDay[];
  /** What the balances of the sites say, where it is asked for and told. */
  readonly told?: ReadCompleteness;
}

const NO_PRIMARY: ReportWarning = {
  code: 'no-primary-booked',
  message:
    'The plant charged material in the period and none of it is primary: either the primary material is not booked yet, or it is to be stated that there is none.',
};

/** Makes circularity reports from the running totals, of a period or of many: each with all that qualifies its figures. */
@Injectable()
export class ReportMaker {
  constructor(
    private readonly clock: Clock,
    private readonly agreements: AgreementsQueries,
    private readonly parties: PartiesQueries,
    private readonly statements: NoPrimaryStatementsService,
    private readonly completeness: CompletenessReader,
  ) {}

  /** An agreement as a caller sees it. @throws NotFoundError where the caller does not */
  async seenBy(caller: Caller, agreementId: string, manager: EntityManager): Promise<ReportedAgreement> {
    const { facts, side } = await this.agreements.seenBy(caller, agreementId, manager);
    return { facts, side };
  }

  async report(manager: EntityManager, seen: ReportedAgreement, period: Period): Promise<CircularityReport> {
    const { id, generatorId } = seen.facts;
    const books: ReportBooks = {
      rows: await reportRows(manager, { agreementId: id, generatorId }, period),
      cumulative: await cumulativeRows(manager, id, period.to),
      unassayed: await unassayedDays(manager, id, period.to, period.from),
    };
    const own = books.rows.filter((row) => row.agreementId === id);
    const told = await this.completeness.told(manager, seen, period, own);
    return this.made(manager, seen, period, told ? { ...books, told } : books);
  }

  /** The report of a period whose totals were read before. */
  async made(
    manager: EntityManager,
    seen: ReportedAgreement,
    period: Period,
    books: ReportBooks,
  ): Promise<CircularityReport> {
    const { facts, side } = seen;
    const ladder = await this.ladder(manager, seen, period, books);
    const warnings = await reportWarnings(manager, facts, period);
    // The recycler is told nothing that would tell of what the generator buys, neither by a state nor by a warning.
    const lacksPrimary = side === 'generator' && (await this.lacksPrimary(manager, facts, period, books.rows));
    const isOpen = leavesWeightsOpen(warnings) || lacksPrimary || !(await this.isOver(manager, facts, period));
    const report = reportOf(ladder, {
      agreement: await this.head(manager, facts),
      period,
      isOpen,
      completeness: books.told ? reported(books.told.completeness) : null,
      warnings: [...warnings, ...(lacksPrimary ? [NO_PRIMARY] : []), ...(books.told?.warnings ?? [])],
    });
    return side === 'recycler' ? hiddenFromRecycler(report) : report;
  }

  private async ladder(
    manager: EntityManager,
    seen: ReportedAgreement,
    period: Period,
    books: ReportBooks,
  ): Promise<Ladder> {
    const { id: agreementId, generatorId, recyclerId } = seen.facts;
    const own = books.rows.filter((row) => row.agreementId === agreementId);
    const ladder = ladderOf({
      agreementId,
      generatorId,
      recyclerId,
      rareEarths: catalogue.rareEarths,
      rows: seen.side === 'recycler' ? own : books.rows,
      cumulativeRows: books.cumulative,
      withoutAssay: withoutAssayOf(books.unassayed, period),
    });
    if (ladder.warnings.every(({ code }) => code !== 'out-of-step')) return ladder;
    const days = await stepDays(manager, agreementId);
    return { ...ladder, warnings: inStepNamed(ladder.warnings, (element) => daysOf(days, element), period) };
  }

  private async lacksPrimary(
    manager: EntityManager,
    { id: agreementId, generatorId }: AgreementFacts,
    period: Period,
    rows: readonly TotalRow[],
  ): Promise<boolean> {
    if (!chargedNoPrimary(rows, { agreementId, generatorId })) return false;
    return !(await this.statements.cover(manager, generatorId, period));
  }

  private async isOver(manager: EntityManager, { generatorId }: AgreementFacts, period: Period): Promise<boolean> {
    const now = this.clock.now();
    const sites = await this.parties.sitesOf(generatorId, manager);
    const zones = sites.length > 0 ? sites.map(({ timeZone }) => timeZone) : ['UTC'];
    return isOver(
      period,
      zones.map((zone): Day => localDay(now, zone)),
    );
  }

  private async head(
    manager: EntityManager,
    { id, reference, generatorId, recyclerId }: AgreementFacts,
  ): Promise<CircularityReport['agreement']> {
    const names = await this.parties.parties([generatorId, recyclerId], manager);
    const nameOf = (partyId: string): string => names.get(partyId)?.name ?? '';
    return { id, reference, generator: nameOf(generatorId), recycler: nameOf(recyclerId) };
  }
}

/** The range of the coverage stands where completeness is read by itself. */
function reported(told: ToldCompleteness): Completeness {
  const { completenessPct, coverageOfExpectedPct, unexplainedKg, unexplainedUncertaintyKg, completeness } = told;
  return { completenessPct, coverageOfExpectedPct, unexplainedKg, unexplainedUncertaintyKg, completeness };
}

/** The days of an element, or of the rare earths together. */
function daysOf(days: ReadonlyMap<string, readonly StepDay[]>, element: string | undefined): readonly StepDay[] {
  if (element !== undefined) return days.get(element) ?? [];
  const sums = new Map<Day, StepDay>();
  for (const one of [...catalogue.rareEarths].flatMap((symbol) => days.get(symbol) ?? [])) {
    const known: StepDay = sums.get(one.day) ?? { day: one.day, processed: 0, recovered: 0, intermediate: 0 };
    sums.set(one.day, {
      day: one.day,
      processed: plus(known.processed, one.processed),
      recovered: plus(known.recovered, one.recovered),
      intermediate: plus(known.intermediate, one.intermediate),
    });
  }
  return [...sums.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
