import { CONFIDENCES, type Confidence, type FieldReader } from './catalogue-reader.js';
import { PPM } from '../measure/quantities.js';

/**
 * `salt` and `oxide` hold what they name in compounds, `alloy` as metal. `gangue` names nothing and counts in the sum as given
 * only, `volatile` in no sum: what is lost on ignition.
 */
export const COMPOUND_KINDS = ['salt', 'oxide', 'alloy', 'gangue', 'volatile'] as const;

/** A key of a composition that is neither an element nor the oxide of one element alone. */
export interface Compound {
  readonly formula: string;
  readonly name: string;
  readonly kind: (typeof COMPOUND_KINDS)[number];
  /** What it says of which element: a salt names the rare earth alone, an alloy every metal, others nothing. */
  readonly parts: readonly { readonly element: string; readonly factor: number }[];
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** A compound with its stoichiometry, from which its factors must follow. */
export interface CheckableCompound extends Compound {
  readonly atoms: Readonly<Record<string, number>> | null;
}

export function readCompound(reader: FieldReader): CheckableCompound {
  return {
    formula: reader.text('formula'),
    name: reader.text('name'),
    kind: reader.oneOf('kind', COMPOUND_KINDS),
    atoms: reader.objectOrNull('atoms', (atoms) => atoms.numbers(0, 100)),
    parts: reader.objectsOrNone('parts', (part) => ({
      element: part.text('element'),
      factor: part.whole('factor', 1, PPM),
    })),
    source: reader.text('source'),
    confidence: reader.oneOf('confidence', CONFIDENCES),
    note: reader.textOrNull('note'),
  };
}

/** A factor is `round(10^6 n A / M)`, M the mass of all atoms of the formula. */
export function checkCompounds(
  compounds: readonly CheckableCompound[],
  weights: ReadonlyMap<string, number>,
  faults: string[],
): void {
  for (const { formula, kind, atoms, parts } of compounds) {
    const fault = (message: string): unknown => faults.push(`compounds: ${formula} ${message}`);
    const isMute = kind === 'gangue' || kind === 'volatile';
    if (isMute !== (parts.length === 0)) fault(isMute ? 'names an element' : 'names no element');
    if (parts.length === 0) continue;
    const counts = Object.entries(atoms ?? {});
    const unknown = counts.filter(([element]) => !weights.has(element)).map(([element]) => element);
    if (unknown.length > 0) fault(`consists of ${unknown.join(', ')}, which the catalogue does not list`);
    const massOf = (element: string): number => (atoms?.[element] ?? 0) * (weights.get(element) ?? 0);
    const whole = counts.reduce((sum, [element]) => sum + massOf(element), 0);
    for (const { element, factor } of parts) {
      const expected = whole === 0 ? 0 : Math.round((PPM * massOf(element)) / whole);
      if (factor !== expected) fault(`has the factor ${factor} for ${element}; the atomic weights give ${expected}`);
    }
  }
}
