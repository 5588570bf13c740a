import type { Catalogue } from './catalogue.js';
import { DomainError } from '../measure/errors.js';
import { elementMassesMg, type CompositionPpm } from './composition.js';
import {
  byCountry,
  commoditiesOf,
  difference,
  drawn,
  DRY_MASS,
  shareOverGroups,
  totalMg,
  type Holding,
} from './holding.js';
import { addedUp, scaled, shareByLargestRemainder, type Mg } from '../measure/quantities.js';

/**
 * The element masses of a holding's dry mass by an assay: each shared over the groups that the holding has the element in,
 * or over those of its dry mass where it has none of it. Without an assay there are none.
 */
export function contentsOf(holding: Holding, compositionPpm: CompositionPpm | null, catalogue: Catalogue): Holding {
  if (!compositionPpm) return [];
  const elements = elementMassesMg(totalMg(holding, DRY_MASS), compositionPpm, catalogue);
  return [...elements].flatMap(([element, massMg]) => shareOverGroups(holding, element, massMg));
}

/** What a batch gains when more is counted than booked: `round(left_e * gain / left)` of each element. */
export function gainOf(stock: Holding, gainDryMg: Mg): Holding {
  const leftMg = totalMg(stock, DRY_MASS);
  return commoditiesOf(stock).flatMap((commodity) =>
    shareOverGroups(stock, commodity, scaled(totalMg(stock, commodity), gainDryMg, leftMg)),
  );
}

/**
 * Splits parts off a holding: their sum is drawn as one, then each commodity, agreement and origin is shared over the parts by
 * largest remainder in the order given, so that the parts add up to what was drawn, and in each part over its countries.
 */
export function splitHolding(stock: Holding, partsDryMg: readonly Mg[]): Holding[] {
  const whole = drawn(stock, addedUp(partsDryMg));
  const dryShares = dryPartsByGroup(whole, partsDryMg);
  const shares = byCountry(whole.filter(({ commodity }) => commodity !== DRY_MASS)).map((lot) => {
    const parts = shareByLargestRemainder(addedUp(lot.map(({ massMg }) => massMg)), partsDryMg);
    return handedDown(lot, parts);
  });
  return partsDryMg.map((_, index) => [...(dryShares[index] ?? []), ...shares.flatMap((parts) => parts[index] ?? [])]);
}

/** Shares of one commodity, agreement and origin over its countries: what is left of each goes down from part to part. */
function handedDown(lot: Holding, partsMg: readonly Mg[]): Holding[] {
  let left = lot;
  return partsMg.map((partMg) => {
    const taken = shareOverGroups(left, left[0]?.commodity ?? '', partMg);
    left = difference(left, taken);
    return taken;
  });
}

/**
 * How many pieces of a batch its parts take: each what is said of it, or one. What is one piece may be divided all the same:
 * of a drum that is poured into three, one remains as long as something is left in it.
 *
 * Shapes: whole pieces, at least one a part; answers the pieces of each part and those that stay, at least one.
 *
 * @throws DomainError `more-pieces-than-left` where more are named than there are
 */
export function splitPieces(
  left: number,
  asked: readonly (number | undefined)[],
): { readonly parts: readonly number[]; readonly stay: number } {
  const parts = asked.map((pieces) => pieces ?? 1);
  const taken = parts.reduce((sum, pieces) => sum + pieces, 0);
  if (taken > left && asked.some((pieces) => pieces !== undefined)) {
    throw new DomainError('more-pieces-than-left', `The batch has ${left} pieces left, and its parts name ${taken}.`, {
      leftPieces: left,
      askedPieces: taken,
    });
  }
  return { parts, stay: Math.max(1, left - taken) };
}

/** Each part's dry mass is given; what is left of each group goes down from part to part, so that both sums hold. */
function dryPartsByGroup(whole: Holding, partsDryMg: readonly Mg[]): Holding[] {
  let left: Holding = whole.filter(({ commodity }) => commodity === DRY_MASS);
  return partsDryMg.map((part) => {
    const taken = drawn(left, part);
    left = difference(left, taken);
    return taken;
  });
}
