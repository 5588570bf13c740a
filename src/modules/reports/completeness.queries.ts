import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, type Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import type { AgreementFacts, CompletenessShared } from '../../domain/agreement/agreement.js';
import { isOfTerm } from '../../domain/agreement/shared-completeness.js';
import { lastDayOf } from '../../domain/books/period-parts.js';
import { localDay, type Day, type Period } from '../../domain/measure/time.js';
import { NO_FIGURES } from '../../domain/production/completeness.js';
import { isOver } from '../../domain/reports/data-state.js';
import { AgreementsQueries } from '../agreements/index.js';
import { PartiesQueries } from '../parties/index.js';
import type { CompletenessAnswer, CompletenessMonthAnswer } from './completeness.dto.js';
import { CompletenessReader } from './completeness.js';
import { monthsOf } from './period.js';
import type { CoverageQuery } from './report.dto.js';
import { reportRows } from './report-rows.js';

/** How complete what was logged is, by calendar month: as far as the generator has agreed to say. */
@Injectable()
export class CompletenessQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly agreements: AgreementsQueries,
    private readonly parties: PartiesQueries,
    private readonly reader: CompletenessReader,
  ) {}

  /** @throws NotFoundError, InputError; DomainError `mass-too-large` */
  months(caller: Caller, agreementId: string, { from, to }: CoverageQuery): Promise<CompletenessAnswer> {
    const months = monthsOf(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.agreements.seenBy(caller, agreementId, manager);
      const today = await this.today(manager, facts);
      const items: CompletenessMonthAnswer[] = [];
      for (const month of months) {
        const period = { from: `${month}-01`, to: lastDayOf(month) };
        if (!isOver(period, today) || !isOfTerm(facts, period)) continue;
        const shared =
          side === 'generator' ? 'figures' : await this.agreements.completenessShared(manager, facts, period.to);
        if (shared !== 'none') items.push(await this.month(manager, facts, { month, period, shared }));
      }
      const now = localDay(this.clock.now(), 'UTC');
      return { agreementId, shared: await this.agreements.completenessShared(manager, facts, now), items };
    });
  }

  private async month(
    manager: EntityManager,
    facts: AgreementFacts,
    { month, period, shared }: { readonly month: string; readonly period: Period; readonly shared: CompletenessShared },
  ): Promise<CompletenessMonthAnswer> {
    const { id, generatorId } = facts;
    const rows = await reportRows(manager, { agreementId: id, generatorId }, period);
    const own = rows.filter(({ agreementId }) => agreementId === id);
    const { completeness: read } = await this.reader.read(manager, facts, period, own);
    const completeness = read.completeness ?? 'not-known';
    return shared === 'figures' ? { month, ...read, completeness } : { month, ...NO_FIGURES, completeness };
  }

  private async today(manager: EntityManager, { generatorId }: AgreementFacts): Promise<Day[]> {
    const sites = await this.parties.sitesOf(generatorId, manager);
    return sites.map(({ timeZone }) => localDay(this.clock.now(), timeZone));
  }
}
