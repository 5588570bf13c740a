import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { elementMassesMg } from '../../domain/matter/composition.js';
import type { Period } from '../../domain/measure/time.js';
import type { BalanceFacts, BalanceTerms, Moved } from '../../domain/production/balance.js';
import { daysBetweenCounts, edgesOf, wholeMonthsIn, type Counted, type Edges } from '../../domain/production/edges.js';
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
import { PlantSums } from './plant-sums.js';

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

  /** @throws DomainError `mass-too-large` */
  async read(manager: EntityManager, siteId: string, period: Period): Promise<PlantFacts> {
    const [facts] = await this.readEach(manager, siteId, [period]);
    return facts as PlantFacts;
  }

  /**
   * Of several periods, in their order: whole months are read as they were added up, days at the edges as days.
   *
   * @throws DomainError `mass-too-large`
   */
  async readEach(manager: EntityManager, siteId: string, periods: readonly Period[]): Promise<PlantFacts[]> {
    const asked = await this.counted(manager, siteId, periods);
    const betweens = asked.flatMap(({ edges }) => (edges ? [daysBetweenCounts(edges)] : []));
    const months = new Set(betweens.flatMap((between) => wholeMonthsIn(between).months));
    const sums = await this.sums.read(manager, siteId, [...months].sort());
    const all: PlantFacts[] = [];
    for (const one of asked) all.push(await factsOf(manager, one, sums));
    return all;
  }

  /** The same from each batch that moved: what sums are held against. @throws DomainError `mass-too-large` */
  async readByBatch(manager: EntityManager, siteId: string, period: Period): Promise<PlantFacts> {
    const [asked] = await this.counted(manager, siteId, [period]);
    return factsOf(manager, asked as Asked, new Map());
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

async function factsOf(
  manager: EntityManager,
  { at, period, edges, counts }: Asked,
  known: ReadonlyMap<string, MonthSums>,
): Promise<PlantFacts> {
  const { siteId, settings } = at;
  const terms = termsOf(settings);
  if (!edges) {
    const facts = { period, counts: [], moved: [], inDispute: false };
    return { facts, terms, assaysByDefault: 0, loggedMg: new Map() };
  }
  const between = daysBetweenCounts(edges);
  const { months, rest } = known.size > 0 ? wholeMonthsIn(between) : { months: [], rest: [between] };
  const booked: PlantTerm[] = [];
  for (const part of rest) booked.push(...(await plantTerms(manager, siteId, part)));
  const summed = months.flatMap((month) => {
    const sums = known.get(month);
    return sums ? [{ month, sums }] : [];
  });
  const all = summed.map(({ sums }) => sums);
  return {
    facts: {
      period,
      counts,
      moved: booked.map((term): Moved => ({ ...measuredTerm(term, at), role: term.role, day: between.to })),
      summed: summed.map(({ month, sums }) => summedOf(sums, { ...at, month, shares: terms.shares })),
      inDispute: await isDisputed(manager, siteId, between),
    },
    terms,
    assaysByDefault: byDefault(booked, all),
    loggedMg: loggedByAgreement(booked, all),
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

function byDefault(terms: readonly PlantTerm[], months: readonly MonthSums[]): number {
  const assays = terms.flatMap(({ assay }) => (assay && takesMethodsUncertainty(assay) ? [assay.id] : []));
  const listed = new Set([...assays, ...months.flatMap(({ assaysByMethod }) => assaysByMethod.listed)]);
  return months.reduce((sum, { assaysByMethod }) => sum + assaysByMethod.alone, listed.size);
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
