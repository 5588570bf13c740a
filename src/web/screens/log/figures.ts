import { checkComposition } from '../../../domain/matter/composition-check.js';
import type { Alloy, Catalogue } from '../../../domain/matter/catalogue.js';
import { ALLOYS } from '../../../domain/matter/catalogue.js';
import {
  compositionWarnings,
  elementMassesMg,
  weightWarnings,
  type Warning,
} from '../../../domain/matter/composition.js';
import type { Fault } from '../../../domain/measure/faults.js';
import {
  dryMassMg,
  kgToMg,
  MAX_MASS_KG,
  netMassMg,
  pctToPpm,
  PPM,
  type Mg,
  type Ppm,
} from '../../../domain/measure/quantities.js';
import { numberIn, type TypedAmount } from '../../units/amount.js';
import { compositionOf, namedAssayLines } from './values.js';
import { type LogValues } from '../../forms/log-draft.js';

/** What would be booked as the form stands; null where a figure that it takes is missing or out of reason. */
export interface Figures {
  readonly netMg: Mg | null;
  readonly dryMg: Mg | null;
  readonly elements: ReadonlyMap<string, Mg> | null;
  readonly warnings: readonly Warning[];
  /** What is wrong with the composition. */
  readonly faults: readonly Fault[];
}

/** Computes with the functions that the service books with. */
export function figuresOf(values: LogValues, catalogue: Catalogue, pastNetKg: readonly number[]): Figures {
  const gross = massIn(values.gross);
  const tare = massIn(values.tare);
  const netMg = gross !== null && tare !== null && gross > tare ? netMassMg(gross, tare) : null;
  const moisture = fractionIn(values.moisture);
  const oil = values.oil === '' ? 0 : fractionIn(values.oil);
  const isDry = netMg !== null && moisture !== null && oil !== null && moisture + oil < PPM;
  const dryMg = isDry ? dryMassMg(netMg, moisture, oil) : null;
  const assay = assayOf(values, catalogue);
  const elements =
    dryMg !== null && assay && assay.faults.length === 0
      ? elementMassesMg(dryMg, assay.compositionPpm, catalogue)
      : null;
  return {
    netMg,
    dryMg,
    elements,
    faults: assay?.faults ?? [],
    warnings: [
      ...(netMg === null ? [] : weightWarnings(netMg, pastNetKg.map(kgToMg))),
      ...(assay && assay.faults.length === 0
        ? compositionWarnings(assay.compositionPpm, {
            catalogue,
            stream: catalogue.stream(values.stream),
            alloy: ALLOYS.find((alloy): alloy is Alloy => alloy === values.alloy),
          })
        : []),
    ],
  };
}

function assayOf(values: LogValues, catalogue: Catalogue): ReturnType<typeof checkComposition> | null {
  return namedAssayLines(values).length === 0 ? null : checkComposition(compositionOf(values), catalogue, '');
}

function massIn(amount: TypedAmount): Mg | null {
  const kg = numberIn(amount);
  return kg === null || kg < 0 || kg > MAX_MASS_KG ? null : kgToMg(kg);
}

function fractionIn(amount: TypedAmount): Ppm | null {
  const pct = numberIn(amount);
  return pct === null || pct < 0 || pct > 100 ? null : pctToPpm(pct);
}
