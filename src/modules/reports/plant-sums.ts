import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lastDayOf } from '../../domain/books/period-parts.js';
import type { Period } from '../../domain/measure/time.js';
import { monthSums } from '../../domain/production/month-adder.js';
import type { MonthSums } from '../../domain/production/month-sums.js';
import { catalogue } from '../catalogue/index.js';
import { KeptSums, type PlantMonth } from '../plant/index.js';
import { movedElsewhere, plantTerms, type PlantTerm } from './plant-rows.js';

/** The class sums of the months of plants: those that are kept where they still hold, else added up, and kept soon after. */
@Injectable()
export class PlantSums {
  constructor(private readonly kept: KeptSums) {}

  /** @param months `YYYY-MM`, in their order @throws DomainError `mass-too-large` */
  async read(
    manager: EntityManager,
    siteId: string,
    months: readonly string[],
  ): Promise<ReadonlyMap<string, MonthSums>> {
    const found = new Map<string, MonthSums>();
    const [first, last] = [months[0], months.at(-1)];
    if (first === undefined || last === undefined) return found;
    const states = await this.kept.states(manager, siteId, first, last);
    for (const month of months) {
      const { changes, sums: kept } = states.get(month) ?? { changes: 0, sums: null };
      const of = { siteId, month };
      const sums = kept ?? (await sumsOf(manager, of, await termsOf(manager, of)));
      if (!kept) this.kept.keepSoon([{ siteId, month, changes, sums }]);
      found.set(month, sums);
    }
    return found;
  }
}

/** What was booked in a month. @throws DomainError `mass-too-large` */
export function termsOf(manager: EntityManager, { siteId, month }: PlantMonth): Promise<readonly PlantTerm[]> {
  return plantTerms(manager, siteId, daysOf(month));
}

/** The class sums of what was booked in a month. */
export async function sumsOf(
  manager: EntityManager,
  { siteId, month }: PlantMonth,
  terms: readonly PlantTerm[],
): Promise<MonthSums> {
  const roots = [...new Set(terms.flatMap(({ batch }) => batch?.rootId ?? []))];
  const elsewhere = await movedElsewhere(manager, roots, { siteId, ...daysOf(month) });
  return monthSums(terms, (rootId) => elsewhere.has(rootId), catalogue);
}

function daysOf(month: string): Period {
  return { from: `${month}-01`, to: lastDayOf(month) };
}
