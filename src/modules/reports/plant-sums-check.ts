import type { EntityManager } from 'typeorm';
import { measuredTerm } from '../../domain/production/measured.js';
import { SIGNS } from '../../domain/production/balance.js';
import { daysOfWhole } from '../../domain/production/edges.js';
import { monthSums } from '../../domain/production/month-adder.js';
import { summedOf, type WholeSums } from '../../domain/production/month-sums.js';
import { ERROR_KINDS, Errors, TOTAL } from '../../domain/production/uncertainty.js';
import { catalogue } from '../catalogue/index.js';
import { balanceDefaults, PlantSumsRow, settingsOf, type PlantMonth } from '../plant/index.js';
import { movedElsewhere, plantTerms, type PlantTerm } from './plant-rows.js';

/** Where kept sums are other than what they should be. */
export interface SumsDifference {
  /** Of a number in the sums, or of an uncertainty that comes of them. */
  readonly at: string;
  readonly expected: number | string;
  readonly found: number | string;
}

/** Sums of the same numbers in another order differ by so much, relative. */
const MOST_OFF = 1e-9;
/** And by so much where they cancel: what is added up again comes in the same order, what is worked out by batch does not. */
const NOTHING = 1e-12;
const NOTHING_MG = 1e-3;

/**
 * The class sums of a month or year added up again, and what is uncertain in it worked out from each batch; the first difference
 * from what is kept, or null. More batches may be listed than have to be by now.
 *
 * @throws DomainError `mass-too-large`; an error where what is kept are no sums
 */
export async function sumsDifference(manager: EntityManager, kept: PlantMonth): Promise<SumsDifference | null> {
  const { siteId, month } = kept;
  const { sums, listed } = await manager.findOneByOrFail(PlantSumsRow, { siteId, month });
  const days = daysOfWhole(month);
  const terms = await plantTerms(manager, siteId, days);
  const roots = new Set(terms.flatMap(({ batch }) => batch?.rootId ?? []));
  const elsewhere = await movedElsewhere(manager, [...roots], { siteId, ...days });
  const isListed = new Set([...elsewhere, ...[...listed.weighings, ...listed.assays].map(({ root }) => root)]);
  const expected = new Map(leavesOf(named(monthSums(terms, (rootId) => isListed.has(rootId), catalogue))));
  const found = new Map(leavesOf(named({ sums, listed })));
  for (const at of new Set([...expected.keys(), ...found.keys()])) {
    const difference = { at, expected: expected.get(at) ?? 'nothing', found: found.get(at) ?? 'nothing' };
    if (!isNear(difference, SMALL.test(at) ? NOTHING : NOTHING_MG)) return difference;
  }
  return uncertaintyDifference(manager, kept, { sums, listed, terms });
}

/** What is of milligrams in a milligram. */
const SMALL = /^.weighed.[^/]*.(squares|listedSquares)|^.weighings/;

/** Classes by their names: they come in the order in which there was something of each. */
function named({ sums, listed }: WholeSums): object {
  const { weighed, found, graded, ...rest } = sums;
  const weighedAs = weighed.map(({ use, supplier }) => `${use}|${supplier ?? ''}`);
  const foundBy = found.map(({ laboratory, method, family }) => `${laboratory}|${method}|${family}`);
  return {
    ...rest,
    weighed: Object.fromEntries(weighed.map((one, index) => [weighedAs[index] ?? '', one])),
    found: Object.fromEntries(found.map((one, index) => [foundBy[index] ?? '', one])),
    graded: Object.fromEntries(graded.map((one) => [`${one.grade}|${one.method}`, one])),
    weighings: Object.fromEntries(listed.weighings.map((one) => [`${weighedAs[one.of]}|${one.root}`, one.parts])),
    assays: Object.fromEntries(
      listed.assays.map(({ of, assay, ...one }) => [`${of === null ? '' : foundBy[of]}|${assay}`, one]),
    ),
  };
}

/** Every value with the way to it. */
function leavesOf(value: unknown, at = ''): (readonly [string, number | string])[] {
  if (typeof value !== 'object' || value === null) return [[at, typeof value === 'number' ? value : String(value)]];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, `${at}/${name}`));
}

function isNear({ expected, found }: Pick<SumsDifference, 'expected' | 'found'>, nothing: number): boolean {
  if (typeof expected !== 'number' || typeof found !== 'number') return expected === found;
  return Math.abs(expected - found) <= Math.max(nothing, MOST_OFF * Math.max(Math.abs(expected), Math.abs(found)));
}

async function uncertaintyDifference(
  manager: EntityManager,
  { siteId, month }: PlantMonth,
  { sums, listed, terms }: WholeSums & { readonly terms: readonly PlantTerm[] },
): Promise<SumsDifference | null> {
  const at = { siteId, month, settings: await settingsOf(manager, siteId), catalogue, shares: balanceDefaults.shares };
  const byRow = new Errors(catalogue.rareEarths, at.shares);
  for (const term of terms) byRow.add(SIGNS[term.role], measuredTerm(term, at));
  // Alone or with what is listed: of one time it is the same.
  for (const one of [listed, null]) {
    const bySums = new Errors(catalogue.rareEarths, at.shares);
    for (const error of summedOf(sums, one, at).errors) bySums.addSummed(error);
    const difference = partsDifference([...Object.keys(sums.elementsMg), TOTAL], byRow, bySums);
    if (difference) return difference;
  }
  return null;
}

function partsDifference(elements: readonly string[], byRow: Errors, bySums: Errors): SumsDifference | null {
  for (const element of elements) {
    const [expected, found] = [byRow.partsOf(element), bySums.partsOf(element)];
    for (const kind of ERROR_KINDS) {
      const at = `${kind} of ${element}`;
      const difference = { at, expected: expected.get(kind) ?? 0, found: found.get(kind) ?? 0 };
      if (!isNear(difference, NOTHING_MG)) return difference;
    }
  }
  return null;
}
