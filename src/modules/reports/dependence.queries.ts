import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, type Caller } from '../../common/index.js';
import { Database, runSql, runSums } from '../../database/index.js';
import { chargeKind } from '../../domain/reports/figures.js';
import { codeKey } from '../../domain/matter/code.js';
import type { Origin } from '../../domain/matter/holding.js';
import type { Period } from '../../domain/measure/time.js';
import { dependenceReport, type ChargedMass } from '../../domain/production/dependence-report.js';
import { SiteSight } from '../plant/index.js';
import { dependenceThresholds } from './dependence-thresholds.js';
import type { DependenceAnswer, DependenceQuery } from './dependence.dto.js';
import { requirePeriod } from './period.js';

interface ChargedLine {
  readonly element: string;
  readonly agreementKey: string;
  readonly origin: Origin;
  readonly countryKey: string;
  readonly kind: string;
  readonly bornBy: string;
  readonly separationCountry: string | null;
  readonly metalCountry: string | null;
  readonly supplierName: string | null;
}

/** How far a plant depends on single countries and suppliers, by what it charged. */
@Injectable()
export class DependenceQueries {
  constructor(
    private readonly database: Database,
    private readonly sight: SiteSight,
  ) {}

  /** @throws NotFoundError for another party than the own, or than one that invited the auditor who asks; InputError; DomainError `mass-too-large` */
  dependence(caller: Caller, partyId: string, { from, to }: DependenceQuery): Promise<DependenceAnswer> {
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      if (!(await this.sight.seesPlantOf(caller, partyId, manager))) throw new NotFoundError('party');
      return this.dependenceFor(manager, partyId, { from, to });
    });
  }

  /** The whole of it, for whoever reaches the database. */
  async dependenceFor(manager: EntityManager, partyId: string, period: Period): Promise<DependenceAnswer> {
    const charged = await chargedMasses(manager, partyId, period);
    return {
      partyId,
      period: { ...period },
      basis: 'metal',
      elements: dependenceReport(charged, dependenceThresholds),
      thresholds: [...dependenceThresholds],
    };
  }
}

const KEY = `"element", "agreementKey", "origin", "countryKey", "kind", "bornBy", "separationCountry", "metalCountry",
  "supplierName"`;

/** Postings are found by the batches that were charged: what assays corrected and what was taken back is among them. */
const CHARGED = (side: 'from' | 'to', sign: '' | '-'): string => `
  SELECT p."commodity" AS "element", p."agreementKey", p."origin", p."countryKey", b."kind", b."partyId" AS "bornBy",
      b."separationCountry", b."metalCountry", b."supplierName", ${sign}p."massMg" AS "massMg"
    FROM "posting" p JOIN "batch" b ON b."id" = p."${side}BatchId"
    WHERE p."${side}BatchId" IN (SELECT c."batchId" FROM "charge" c WHERE c."partyId" = ? AND c."occurredOn" BETWEEN ? AND ?)
      AND p."partyId" = ? AND p."day" BETWEEN ? AND ? AND p."commodity" <> 'dry-mass'
      AND p."counts" LIKE 'consumed${side === 'from' ? '+' : '-'}%'`;

async function chargedMasses(manager: EntityManager, partyId: string, { from, to }: Period): Promise<ChargedMass[]> {
  const values = [partyId, from, to, partyId, from, to];
  const lines = await runSums<ChargedLine>(
    manager,
    `SELECT ${KEY}, SUM("massMg") AS "massMg" FROM (${CHARGED('from', '')} UNION ALL ${CHARGED('to', '-')}) AS "charged"
      GROUP BY ${KEY} HAVING SUM("massMg") > 0 ORDER BY ${KEY}`,
    [...values, ...values],
  );
  const agreements = await runSql<{ id: string }>(manager, 'SELECT "id" FROM "agreement" WHERE "generatorId" = ?', [
    partyId,
  ]);
  const own = new Set(agreements.map(({ id }) => id));
  return lines.map(({ massMg, ...line }) => ({ ...sourceOf(line, partyId, own), massMg }));
}

/**
 * Of what others gave, the recycler's other feed and other plants' material among it, no country is told, whatever the books
 * hold: it stands with what is unknown.
 */
function sourceOf(line: ChargedLine, partyId: string, own: ReadonlySet<string>): Omit<ChargedMass, 'massMg'> {
  const { element, agreementKey, origin, countryKey, kind, separationCountry, metalCountry, supplierName } = line;
  const isOwn = line.bornBy === partyId && (kind === 'primary' || kind === 'by-product');
  const told = (country: string | null): string | null => (isOwn ? country : null);
  const isLoop = own.has(agreementKey);
  const bought =
    chargeKind({ agreementId: agreementKey || null, origin }, '') === 'primary' ? 'primary' : 'other-recycled';
  return {
    element,
    source: isLoop ? 'loop' : bought,
    countries: { mined: told(countryKey || null), separated: told(separationCountry), metal: told(metalCountry) },
    supplier: isOwn && supplierName !== null ? codeKey(supplierName) : null,
  };
}
