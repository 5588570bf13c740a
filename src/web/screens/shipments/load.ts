import { addedUp, kgToMg, mgToKg, plus, scaled, type Mg } from '../../../domain/measure/quantities.js';
import type { ShipmentBatch } from './shipment-data.js';

/** A batch with the dry mass of it that travels. */
export interface Load {
  readonly batch: ShipmentBatch;
  readonly dryKg: number;
}

export interface Sum {
  readonly key: string;
  readonly kg: number;
}

export interface LoadSums {
  readonly batches: number;
  readonly pieces: number;
  readonly dryKg: number;
  /** By the code of the stream, or of the product. */
  readonly byMaterial: readonly Sum[];
  /** Metal basis, the heaviest first. */
  readonly byElement: readonly Sum[];
  /** Dry mass of which nobody knows the elements. */
  readonly withoutAssayKg: number;
}

/**
 * What travels, summed in whole milligrams: what is left of a batch, and of what has left it since
 * `round(element * travelling / what the batch held)`, as the books draw a part of a batch.
 */
export function sumsOf(loads: readonly Load[]): LoadSums {
  const materials = new Map<string, Mg>();
  const elements = new Map<string, Mg>();
  let [dryMg, withoutAssayMg]: [Mg, Mg] = [0, 0];
  const add = (sums: Map<string, Mg>, key: string, mg: Mg) => sums.set(key, plus(sums.get(key) ?? 0, mg));
  for (const { batch, dryKg } of loads) {
    const travelMg = kgToMg(dryKg);
    const heldMg = kgToMg(batch.dryKg);
    // All that is left takes along what is left of each element: a part that was drawn before has taken its own.
    const isRest = dryKg > 0 && dryKg === batch.remainingDryKg;
    const contents = Object.entries((isRest && batch.remainingElements) || batch.elements);
    dryMg = plus(dryMg, travelMg);
    add(materials, batch.stream ?? batch.product ?? batch.kind, travelMg);
    if (contents.length === 0) withoutAssayMg = plus(withoutAssayMg, travelMg);
    for (const [element, { kg }] of contents) {
      add(elements, element, isRest ? kgToMg(kg) : heldMg === 0 ? 0 : scaled(kgToMg(kg), travelMg, heldMg));
    }
  }
  const sums = (of: Map<string, Mg>): Sum[] =>
    [...of].map(([key, mg]) => ({ key, kg: mgToKg(mg) })).sort((a, b) => b.kg - a.kg);
  return {
    batches: loads.length,
    pieces: loads.reduce((sum, { batch }) => sum + batch.pieces, 0),
    dryKg: mgToKg(dryMg),
    withoutAssayKg: mgToKg(withoutAssayMg),
    byMaterial: sums(materials),
    byElement: sums(elements),
  };
}

/** The dry mass that a shipment announces. */
export function announcedKgOf(lines: readonly { readonly announcedDryKg: number }[]): number {
  return mgToKg(addedUp(lines.map(({ announcedDryKg }) => kgToMg(announcedDryKg))));
}
