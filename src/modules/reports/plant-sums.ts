import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { monthsIn } from '../../domain/books/period-parts.js';
import { daysOfWhole } from '../../domain/production/edges.js';
import { mergedSums, monthSums } from '../../domain/production/month-adder.js';
import type { ListedSums, MonthSums, WholeSums } from '../../domain/production/month-sums.js';
import { catalogue } from '../catalogue/index.js';
import { KeptSums } from '../plant/index.js';
import { leftInParts, movedElsewhere, plantTerms } from './plant-rows.js';

/** Class sums; what is listed in them only where it was asked for. */
export interface ReadSums {
  readonly sums: MonthSums;
  readonly listed: ListedSums | null;
}

/** The class sums of the months and years of plants: those that are kept where they still hold, else added up, and kept soon after. */
@Injectable()
export class PlantSums {
  constructor(private readonly kept: KeptSums) {}

  /** @param times `YYYY-MM` or `YYYY` @throws DomainError `mass-too-large` */
  async read(
    manager: EntityManager,
    siteId: string,
    times: readonly string[],
    asked: { readonly listed: boolean },
  ): Promise<Map<string, ReadSums>> {
    const found = new Map<string, ReadSums>();
    if (times.length === 0) return found;
    const states = await this.kept.states(manager, siteId, times, asked);
    for (const time of times) {
      const { changes, sums, listed } = states.get(time) ?? { changes: 0, sums: null, listed: null };
      if (sums) found.set(time, { sums, listed });
      else {
        const whole = await this.addedUp(manager, siteId, time);
        this.kept.keepSoon([{ siteId, month: time, changes, ...whole }]);
        found.set(time, whole);
      }
    }
    return found;
  }

  private async addedUp(manager: EntityManager, siteId: string, time: string): Promise<WholeSums> {
    const days = daysOfWhole(time);
    const elsewhere = async (all: Iterable<string>): Promise<ReadonlySet<string>> => {
      const roots = [...new Set(all)];
      const moved = await movedElsewhere(manager, roots, { siteId, ...days });
      return new Set([...moved, ...(await leftInParts(manager, roots))]);
    };
    const months = monthsIn(days.from, days.to);
    if (months.length === 1) {
      const terms = await plantTerms(manager, siteId, days);
      const listed = await elsewhere(terms.flatMap(({ batch }) => batch?.rootId ?? []));
      return monthSums(terms, (rootId) => listed.has(rootId), catalogue);
    }
    const read = [...(await this.read(manager, siteId, months, { listed: true })).values()];
    const wholes = read.flatMap(({ sums, listed }) => (listed ? [{ sums, listed }] : []));
    const roots = wholes.flatMap(({ listed }) => [...listed.weighings, ...listed.assays].map(({ root }) => root));
    const listed = await elsewhere(roots);
    return mergedSums(wholes, (rootId) => listed.has(rootId), catalogue);
  }
}
