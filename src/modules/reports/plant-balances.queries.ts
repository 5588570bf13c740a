import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Period } from '../../domain/measure/time.js';
import { type Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { lastDayOf } from '../../domain/books/period-parts.js';
import { SiteSight } from '../plant/index.js';
import { plantAnswer } from './plant-answers.js';
import type { PlantBalanceAnswer, PlantBalanceQuery, PlantMonthsAnswer } from './plant-balance.dto.js';
import { PlantFactsReader } from './plant-facts.js';
import { monthsOf, requirePeriod } from './period.js';

/** Whether a plant closes: what it must have left over against what was logged, from count to count. */
@Injectable()
export class PlantBalancesQueries {
  constructor(
    private readonly database: Database,
    private readonly sight: SiteSight,
    private readonly plants: PlantFactsReader,
  ) {}

  /** @throws NotFoundError, InputError; DomainError `mass-too-large` */
  balance(caller: Caller, siteId: string, { from, to }: PlantBalanceQuery): Promise<PlantBalanceAnswer> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      await this.sight.seen(caller, siteId, manager);
      return this.balanceFor(manager, siteId, { from, to });
    });
  }

  /** The whole of it, for whoever reaches the database. */
  async balanceFor(manager: EntityManager, siteId: string, period: Period): Promise<PlantBalanceAnswer> {
    return plantAnswer(siteId, period, await this.plants.read(manager, siteId, period, true));
  }

  /** Of each calendar month that a period touches. @throws NotFoundError, InputError; DomainError `mass-too-large` */
  months(caller: Caller, siteId: string, { from, to }: PlantBalanceQuery): Promise<PlantMonthsAnswer> {
    const months = monthsOf(from, to);
    return this.database.snapshot(async (manager) => {
      await this.sight.seen(caller, siteId, manager);
      const periods = months.map((month) => ({ from: `${month}-01`, to: lastDayOf(month) }));
      const plants = await this.plants.readEach(manager, siteId, periods, true);
      return { items: plants.map((plant) => plantAnswer(siteId, plant.facts.period, plant)) };
    });
  }
}
