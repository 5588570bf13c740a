import type { EntityManager } from 'typeorm';
import { measuredTerm } from '../../domain/production/measured.js';
import { SIGNS } from '../../domain/production/balance.js';
import { summedOf, type MonthSums } from '../../domain/production/month-sums.js';
import { ERROR_KINDS, Errors, TOTAL } from '../../domain/production/uncertainty.js';
import { catalogue } from '../catalogue/index.js';
import { balanceDefaults, PlantSumsRow, settingsOf, type PlantMonth } from '../plant/index.js';
import type { PlantTerm } from './plant-rows.js';
import { sumsOf, termsOf } from './plant-sums.js';

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
 * The class sums of a month added up again, and what is uncertain in it worked out from each batch; the first difference from what
 * is kept, or null.
 *
 * @throws DomainError `mass-too-large`; an error where what is kept are no sums
 */
export async function sumsDifference(manager: EntityManager, kept: PlantMonth): Promise<SumsDifference | null> {
  const { sums } = await manager.findOneByOrFail(PlantSumsRow, { siteId: kept.siteId, month: kept.month });
  const terms = await termsOf(manager, kept);
  const expected = new Map(leavesOf(await sumsOf(manager, kept, terms)));
  const found = new Map(leavesOf(sums));
  for (const at of new Set([...expected.keys(), ...found.keys()])) {
    const difference = { at, expected: expected.get(at) ?? 'nothing', found: found.get(at) ?? 'nothing' };
    if (!isNear(difference, NOTHING)) return difference;
  }
  return uncertaintyDifference(manager, kept, { sums, terms });
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
  { sums, terms }: { readonly sums: MonthSums; readonly terms: readonly PlantTerm[] },
): Promise<SumsDifference | null> {
  const at = { siteId, month, settings: await settingsOf(manager, siteId), catalogue, shares: balanceDefaults.shares };
  const [byRow, bySums] = [0, 1].map(() => new Errors(catalogue.rareEarths, at.shares)) as [Errors, Errors];
  for (const term of terms) byRow.add(SIGNS[term.role], measuredTerm(term, at));
  for (const error of summedOf(sums, at).errors) bySums.addSummed(error);
  for (const element of [...Object.keys(sums.elementsMg), TOTAL]) {
    const [expected, found] = [byRow.partsOf(element), bySums.partsOf(element)];
    for (const kind of ERROR_KINDS) {
      const difference = {
        at: `${kind} of ${element}`,
        expected: expected.get(kind) ?? 0,
        found: found.get(kind) ?? 0,
      };
      if (!isNear(difference, NOTHING_MG)) return difference;
    }
  }
  return null;
}
