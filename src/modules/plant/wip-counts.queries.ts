import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { NotFoundError, pageOf, type Caller, type Page, type PageQuery } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { elementMassesMg, type CompositionPpm } from '../../domain/matter/composition.js';
import { mgToKg, ppmToPct, type Mg } from '../../domain/measure/quantities.js';
import type { MassAnswer } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { SiteSight } from './site-sight.js';
import type { CountAnswer, CountLineAnswer } from './wip-count.dto.js';
import { WipCountLineRow, WipCountRow } from './wip-count.entity.js';

/** A count with its lines. */
export interface CountWithLines {
  readonly count: WipCountRow;
  readonly lines: readonly WipCountLineRow[];
}

/** Reads what was counted in plants. */
@Injectable()
export class WipCountsQueries {
  constructor(
    private readonly database: Database,
    private readonly sight: SiteSight,
  ) {}

  /** @throws NotFoundError */
  list(caller: Caller, siteId: string, page: PageQuery): Promise<Page<CountAnswer>> {
    return this.database.snapshot(async (manager) => {
      await this.sight.seen(caller, siteId, manager);
      const query = manager.createQueryBuilder(WipCountRow, 'count').where('count.siteId = :siteId', { siteId });
      const { rows, nextCursor } = await pageOf(query, page);
      return { items: (await withLines(manager, rows)).map(countAnswer), nextCursor };
    });
  }

  /** @throws NotFoundError */
  one(caller: Caller, siteId: string, id: string): Promise<CountAnswer> {
    return this.database.snapshot(async (manager) => {
      await this.sight.seen(caller, siteId, manager);
      const row = await manager.findOneBy(WipCountRow, { id, siteId });
      const [count] = await withLines(manager, row ? [row] : []);
      if (!count) throw new NotFoundError('count');
      return countAnswer(count);
    });
  }

  /** The days on which a site was counted, the earliest first. */
  async daysOf(manager: EntityManager, siteId: string): Promise<WipCountRow[]> {
    return manager.find(WipCountRow, { where: { siteId, inForce: true }, order: { countedOn: 'ASC' } });
  }

  /** Whether any of some sites was ever counted. */
  isAnyCounted(manager: EntityManager, siteIds: readonly string[]): Promise<boolean> {
    return manager.existsBy(WipCountRow, { siteId: In([...siteIds]) });
  }

  /** Counts with their lines. */
  lined(manager: EntityManager, counts: readonly WipCountRow[]): Promise<CountWithLines[]> {
    return withLines(manager, counts);
  }
}

async function withLines(manager: EntityManager, counts: readonly WipCountRow[]): Promise<CountWithLines[]> {
  if (counts.length === 0) return [];
  const rows = await manager.find(WipCountLineRow, {
    where: { countId: In(counts.map(({ id }) => id)) },
    order: { countId: 'ASC', ordinal: 'ASC' },
  });
  return counts.map((count) => ({ count, lines: rows.filter(({ countId }) => countId === count.id) }));
}

export function countAnswer({ count, lines }: CountWithLines): CountAnswer {
  const { id, siteId, countedOn, inForce, replacesId, reason, note, createdAt } = count;
  return {
    id,
    siteId,
    countedOn,
    inForce,
    replacesId,
    reason,
    note,
    lines: lines.map(lineAnswer),
    createdAt: new Date(createdAt).toISOString(),
  };
}

function lineAnswer({
  stage,
  dryMg,
  estimated,
  relativePpm,
  laboratory,
  method,
  compositionPpm,
  belowLimit,
}: WipCountLineRow): CountLineAnswer {
  return {
    stage,
    dryKg: mgToKg(dryMg),
    estimated,
    standardUncertaintyPct: ppmToPct(relativePpm),
    laboratory,
    method,
    composition: compositionPpm && mapped(compositionPpm, ppmToPct),
    // Limits are kept in 10^-10.
    belowLimitPct: mapped(belowLimit ?? {}, (limit) => limit / 10 ** 8),
    elements: elementsOf(dryMg, compositionPpm),
  };
}

function mapped<Value extends number>(
  values: Readonly<Record<string, Value>>,
  told: (value: Value) => number,
): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([formula, value]) => [formula, told(value)]));
}

function elementsOf(dryMg: Mg, compositionPpm: CompositionPpm | null): Record<string, MassAnswer> {
  const masses = compositionPpm ? [...elementMassesMg(dryMg, compositionPpm, catalogue)] : [];
  return Object.fromEntries(masses.map(([element, massMg]) => [element, { kg: mgToKg(massMg) }]));
}
