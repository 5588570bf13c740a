import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { elementMassesMg } from '../../domain/matter/composition.js';
import type { Period } from '../../domain/measure/time.js';
import {
  daysBetweenCounts,
  edgesOf,
  type BalanceFacts,
  type BalanceTerms,
  type Counted,
  type Moved,
} from '../../domain/production/balance.js';
import {
  countedTerm,
  measuredTerm,
  takesMethodsUncertainty,
  type CountedLine,
  type FoundFractions,
  type MeasuredAt,
} from '../../domain/production/measured.js';
import type { BalanceSettings } from '../../domain/production/settings.js';
import { catalogue } from '../catalogue/index.js';
import { balanceDefaults, settingsOf, WipCountsQueries, type CountWithLines } from '../plant/index.js';
import { plantTerms, type PlantTerm } from './plant-rows.js';

/** What the balance of a site is struck from. */
export interface PlantFacts {
  readonly facts: BalanceFacts;
  readonly terms: BalanceTerms;
  /** How many assays have the uncertainty of their method, since their reports state none. */
  readonly assaysByDefault: number;
  /** Rare-earth milligrams that were logged, by the key of the agreement; empty of what no agreement covers. */
  readonly loggedMg: ReadonlyMap<string, number>;
}

/** Reads what was counted and what the books say of a plant. */
@Injectable()
export class PlantFactsReader {
  constructor(private readonly counts: WipCountsQueries) {}

  /** @throws DomainError `mass-too-large` */
  async read(manager: EntityManager, siteId: string, period: Period): Promise<PlantFacts> {
    const settings = await settingsOf(manager, siteId);
    const at: MeasuredAt = { siteId, settings, catalogue };
    const days = await this.counts.daysOf(manager, siteId);
    const edges = edgesOf(
      days.map(({ countedOn: day }) => ({ day, lines: [] })),
      period,
    );
    const terms = termsOf(settings);
    if (!edges) {
      const facts = { period, counts: [], moved: [], inDispute: false };
      return { facts, terms, assaysByDefault: 0, loggedMg: new Map() };
    }
    const ends = days.filter(({ countedOn }) => [edges.opening.day, edges.closing.day].includes(countedOn));
    const lined = await this.counts.lined(manager, ends);
    const between = daysBetweenCounts(edges);
    const { terms: booked, isDisputed } = await plantTerms(manager, siteId, between);
    const moved = booked.map((term): Moved => ({ ...measuredTerm(term, at), role: term.role, day: between.to }));
    return {
      facts: { period, counts: lined.map((count) => countedOf(count, at)), moved, inDispute: isDisputed },
      terms,
      assaysByDefault: byDefault(booked),
      loggedMg: loggedByAgreement(booked),
    };
  }
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

function byDefault(terms: readonly PlantTerm[]): number {
  const assays = terms.flatMap(({ assay }) => (assay && takesMethodsUncertainty(assay) ? [assay.id] : []));
  return new Set(assays).size;
}

function loggedByAgreement(terms: readonly PlantTerm[]): ReadonlyMap<string, number> {
  const logged = new Map<string, number>();
  for (const { role, agreementKey, elementsMg } of terms) {
    if (role !== 'logged') continue;
    let sum = logged.get(agreementKey) ?? 0;
    for (const [element, mg] of elementsMg) if (catalogue.rareEarths.has(element)) sum += mg;
    logged.set(agreementKey, sum);
  }
  return logged;
}
