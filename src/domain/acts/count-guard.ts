import { DomainError } from '../measure/errors.js';
import { larger, mgToKg, negative, plus, PPM, type Mg, type Ppm } from '../measure/quantities.js';
import { NO_WEIGHT_TERMS } from './receipt.js';

/** Below this nobody but the books notices. */
const LEAST_MG = 1_000_000;

/** How far counts and their brothers have taken from a batch and its parts, or added to them, over its life. */
export interface CountedLife {
  /** The mass with which it was logged or received, dry. */
  readonly baseMg: Mg;
  /** Of its agreement version; null without agreement, which is 10 %. */
  readonly tolerancePpm: Ppm | null;
  readonly takenMg: Mg;
  readonly addedMg: Mg;
}

/** Whether so much of a batch, in one direction, is more than scales and counts explain: above 1 kg and above the tolerance. */
export function isBeyond({ baseMg, tolerancePpm }: Pick<CountedLife, 'baseMg' | 'tolerancePpm'>, mg: Mg): boolean {
  const ppm = tolerancePpm ?? NO_WEIGHT_TERMS.tolerancePpm;
  return mg > LEAST_MG && BigInt(mg) * BigInt(PPM) > BigInt(ppm) * BigInt(baseMg);
}

/**
 * Only an `admin` takes from a batch, or adds to it, beyond what scales and counts explain; else a drum could be counted away by
 * whoever stands beside it.
 *
 * @param changeMg what is to be taken (below zero) or added
 * @throws DomainError `forbidden`
 */
export function requireCountable(life: CountedLife, changeMg: Mg, isAdmin: boolean): void {
  const [takenMg, addedMg] = [
    plus(life.takenMg, larger(0, negative(changeMg))),
    plus(life.addedMg, larger(0, changeMg)),
  ];
  const mg = changeMg < 0 ? takenMg : addedMg;
  if (isAdmin || changeMg === 0 || !isBeyond(life, mg)) return;
  throw new DomainError(
    'forbidden',
    'This is more than a scale explains, over the life of the batch and its parts: an admin of the party books it.',
    { totalDryKg: mgToKg(mg), ofDryKg: mgToKg(life.baseMg) },
  );
}
