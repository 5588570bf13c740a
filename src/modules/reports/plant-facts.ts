import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { elementMassesMg } from '../../domain/matter/composition.js';
import type { Period } from '../../domain/measure/time.js';
import type { BalanceFacts, BalanceTerms, Moved } from '../../domain/production/balance.js';
import {
  daysBetweenCounts,
  edgesOf,
  wholeTimesIn,
  type Counted,
  type Edges,
  type WholeTimes,
} from '../../domain/production/edges.js';
import {
  countedTerm,
  measuredTerm,
  takesMethodsUncertainty,
  type CountedLine,
  type FoundFractions,
  type MeasuredAt,
} from '../../domain/production/measured.js';
import { summedOf, type MonthSums } from '../../domain/production/month-sums.js';
import type { BalanceSettings } from '../../domain/production/settings.js';
import { catalogue } from '../catalogue/index.js';
import { balanceDefaults, settingsOf, WipCountsQueries, type CountWithLines } from '../plant/index.js';
import { isDisputed, plantTerms, type PlantTerm } from './plant-rows.js';
import { PlantSums, type ReadSums } from './plant-sums.js';

/** What the balance of a site is struck from. */
export interface PlantFacts {
  readonly facts: BalanceFacts;
  readonly terms: BalanceTerms;
  /** How many assays have the uncertainty of their method, since their reports state none. */
  readonly assaysByDefault: number;
  /** Rare-earth milligrams that were logged, by the key of the agreement; empty of what no agreement covers. */
  readonly loggedMg: ReadonlyMap<string, number>;
}

/** A period of a site with its counts. */
interface Asked {
  readonly at: MeasuredAt;
  readonly period: Period;
  readonly edges: Edges | null;
  readonly counts: readonly Counted[];
}

/** Reads what was counted and what the books say of a plant. */
@Injectable()
export class PlantFactsReader {
  constructor(
    private readonly counts: WipCountsQueries,
    private readonly sums: PlantSums,
  ) {}

  /** @param isOnly whether the balance is of this site alone @throws DomainError `mass-too-large` */
  async read(manager: EntityManager, siteId: string, period: Period, isOnly: boolean): Promise<PlantFacts> {
    const [facts] = await this.readEach(manager, siteId, [period], isOnly);
    return facts as PlantFacts;
  }

  /**
   * Of several periods, in their order: whole months and years are read as they were added up, days at the edges as days. What is
   * read alone needs nothing of what the batches in it have in common with other times and places.
   *
   * @throws DomainError `mass-too-large`
   */
  async readEach(
    manager: EntityManager,
    siteId: string,
    periods: readonly Period[],
    isOnly: boolean,
  ): Promise<PlantFacts[]> {
    const asked = await this.counted(manager, siteId, periods);
    const cut = asked.map(({ edges }) => (edges ? wholeTimesIn(daysBetweenCounts(edges)) : null));
    const isAlone = (times: WholeTimes): boolean => isOnly && times.whole.length === 1 && times.rest.length === 0;
    const [alone, joined] = [new Set<string>(), new Set<string>()];
    for (const times of cut) {
      for (const time of times?.whole ?? []) (times && isAlone(times) ? alone : joined).add(time);
    }
    const single = await this.sums.read(manager, siteId, [...alone], { listed: false });
    const several = await this.sums.read(manager, siteId, [...joined], { listed: true });
    const all: PlantFacts[] = [];
    for (const [index, one] of asked.entries()) {
      const times = cut[index] ?? null;
      const known = times && isAlone(times) ? single : several;
      const summed = (times?.whole ?? []).flatMap((month) => {
        const read = known.get(month);
        return read ? [{ ...read, month, listed: known === single ? null : read.listed }] : [];
      });
      all.push(await factsOf(manager, one, { rest: times?.rest ?? [], summed }));
    }
    return all;
  }

  /** The same from each batch that moved: what sums are held against. @throws DomainError `mass-too-large` */
  async readByBatch(manager: EntityManager, siteId: string, period: Period): Promise<PlantFacts> {
    const [asked] = await this.counted(manager, siteId, [period]);
    const rest = asked?.edges ? [daysBetweenCounts(asked.edges)] : [];
    return factsOf(manager, asked as Asked, { rest, summed: [] });
  }

  private async counted(manager: EntityManager, siteId: string, periods: readonly Period[]): Promise<Asked[]> {
    const at: MeasuredAt = { siteId, settings: await settingsOf(manager, siteId), catalogue };
    const rows = await this.counts.daysOf(manager, siteId);
    const days = rows.map(({ countedOn: day }) => ({ day, lines: [] }));
    const asked = periods.map((period) => ({ period, edges: edgesOf(days, period) }));
    const ends = new Set(asked.flatMap(({ edges }) => (edges ? [edges.opening.day, edges.closing.day] : [])));
    const lined = await this.counts.lined(
      manager,
      rows.filter(({ countedOn }) => ends.has(countedOn)),
    );
    const counts = new Map(lined.map((one) => [one.count.countedOn, countedOf(one, at)]));
    return asked.map(({ period, edges }) => {
      const days = edges ? [edges.opening.day, edges.closing.day] : [];
      return { at, period, edges, counts: days.flatMap((day) => counts.get(day) ?? []) };
    });
  }
}

/** What moved: days that are read batch by batch, and what was added up before. */
interface MovedAt {
  readonly rest: readonly Period[];
  readonly summed: readonly (ReadSums & { readonly month: string })[];
}

async function factsOf(
  manager: EntityManager,
  { at, period, edges, counts }: Asked,
  { rest, summed }: MovedAt,
): Promise<PlantFacts> {
  const { siteId, settings } = at;
  const terms = termsOf(settings);
  if (!edges) {
    const facts = { period, counts: [], moved: [], inDispute: false };
    return { facts, terms, assaysByDefault: 0, loggedMg: new Map() };
  }
  const between = daysBetweenCounts(edges);
  const booked: PlantTerm[] = [];
  for (const part of rest) booked.push(...(await plantTerms(manager, siteId, part)));
  const { shares } = terms;
  return {
    facts: {
      period,
      counts,
      moved: booked.map((term): Moved => ({ ...measuredTerm(term, at), role: term.role, day: between.to })),
      summed: summed.map(({ month, sums, listed }) => summedOf(sums, listed, { ...at, month, shares })),
      inDispute: await isDisputed(manager, siteId, between),
    },
    terms,
    assaysByDefault: byDefault(booked, summed),
    loggedMg: loggedByAgreement(
      booked,
      summed.map(({ sums }) => sums),
    ),
  };
}

function termsOf({ balancedElements, coarsePct }: BalanceSettings): BalanceTerms {
  return {
    balanced: new Set(balancedElements),
    rareEarths: catalogue.rareEarths,
    shares: balanceDefaults.shares,
    coarsePct,
  };
}

function countedOf({ count, lines }: CountWithLines, at: MeasuredAt): Counted {
  return {
    day: count.countedOn,
    lines: lines.map((line) => {
      const id = `${count.id}|${line.ordinal}`;
      const { stage, dryMg, relativePpm, compositionPpm, laboratory, method } = line;
      const { expandedUncertainty, belowLimit } = line;
      const assay: FoundFractions | null =
        compositionPpm === null
          ? null
          : { id, laboratory: laboratory ?? '', method: method ?? '', compositionPpm, expandedUncertainty, belowLimit };
      const elementsMg = compositionPpm ? elementMassesMg(dryMg, compositionPpm, catalogue) : new Map<string, number>();
      return countedTerm({ id, stage, dryMg, elementsMg, relativePpm, assay } satisfies CountedLine, at);
    }),
  };
}

function byDefault(terms: readonly PlantTerm[], summed: readonly ReadSums[]): number {
  const ids = new Set(terms.flatMap(({ assay }) => (assay && takesMethodsUncertainty(assay) ? [assay.id] : [])));
  let alone = 0;
  for (const { sums, listed } of summed) {
    alone += sums.assaysByMethod.alone + (listed ? 0 : sums.assaysByMethod.listed);
    for (const { assay, takesMethods } of listed?.assays ?? []) if (takesMethods) ids.add(assay);
  }
  return ids.size + alone;
}

function loggedByAgreement(terms: readonly PlantTerm[], months: readonly MonthSums[]): ReadonlyMap<string, number> {
  const logged = new Map<string, number>();
  const add = (key: string, mg: number): void => void logged.set(key, (logged.get(key) ?? 0) + mg);
  for (const { role, agreementKey, elementsMg } of terms) {
    if (role !== 'logged') continue;
    add(agreementKey, 0);
    for (const [element, mg] of elementsMg) if (catalogue.rareEarths.has(element)) add(agreementKey, mg);
  }
  for (const { loggedMg } of months) for (const [key, mg] of Object.entries(loggedMg)) add(key, mg);
  return logged;
}
