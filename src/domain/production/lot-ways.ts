import { addedUp, ratioPct, type Mg } from '../measure/quantities.js';
import type { Day } from '../measure/time.js';
import { windowBefore } from './grade.js';

/** What the mix of a lot is of: what went into the same melt, or all that was charged at the site in the grade's window. */
export const MIX_BASES = ['site average, not lot-specific', 'of its heat'] as const;
export type MixBasis = (typeof MIX_BASES)[number];

/** What was charged at a site on a day, into the melt of that name if one was given. */
export interface ChargedPart {
  readonly siteId: string;
  readonly occurredOn: Day;
  readonly heat: string | null;
  readonly dryMg: Mg;
}

/** A magnet lot, with the days from charge to magnet of its grade. */
export interface MadeLot {
  readonly id: string;
  readonly siteId: string;
  readonly occurredOn: Day;
  readonly heat: string | null;
  readonly windowDays: number;
}

/** That something that was charged may be in a lot. */
export interface LotWay<Lot> {
  readonly lot: Lot;
  readonly basis: MixBasis;
  /** What of it was charged where the lot was made from. */
  readonly dryMg: Mg;
  /** Of all that the lot was made from, in percent. */
  readonly pct: number | null;
}

/**
 * What of all that was charged a lot was made from: what went into its heat where charges of its site name that, else what was
 * charged in the window of its grade, of which nobody knows which grain went where.
 */
export function madeFrom<Part extends ChargedPart>(
  lot: MadeLot,
  charged: readonly Part[],
): { readonly basis: MixBasis; readonly parts: readonly Part[] } {
  const isOfHeat = ({ siteId, heat }: ChargedPart): boolean => siteId === lot.siteId && heat === lot.heat;
  if (lot.heat !== null && charged.some(isOfHeat)) return { basis: 'of its heat', parts: charged.filter(isOfHeat) };
  const { from, to } = windowBefore(lot.occurredOn, lot);
  const isInWindow = ({ siteId, occurredOn }: ChargedPart): boolean =>
    siteId === lot.siteId && occurredOn >= from && occurredOn <= to;
  return { basis: 'site average, not lot-specific', parts: charged.filter(isInWindow) };
}

/**
 * The lots into which what is traced may have gone, in the order of the lots: a trace goes on into magnets as far as anybody
 * knows.
 *
 * @param traced what of the traced batch was charged
 * @param charged all that was charged, the traced among it
 */
export function lotWays<Lot extends MadeLot>(
  lots: readonly Lot[],
  traced: readonly ChargedPart[],
  charged: readonly ChargedPart[],
): LotWay<Lot>[] {
  const massOf = (parts: readonly ChargedPart[]): Mg => addedUp(parts.map(({ dryMg }) => dryMg));
  return lots.flatMap((lot) => {
    const { basis, parts } = madeFrom(lot, charged);
    // By the same rule: of its heat, else of the window.
    const own = madeFrom(basis === 'of its heat' ? lot : { ...lot, heat: null }, traced).parts;
    const ofBasis = basis === 'of its heat' ? own.filter(({ heat }) => heat === lot.heat) : own;
    const dryMg = massOf(ofBasis);
    return dryMg > 0 ? [{ lot, basis, dryMg, pct: ratioPct(BigInt(dryMg), BigInt(massOf(parts))) }] : [];
  });
}
