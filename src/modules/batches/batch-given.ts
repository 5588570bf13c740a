import type { GivenByProduct, GivenSupply, GrossWeights } from '../../domain/acts/born.js';
import { kgToMg, pctToPpm } from '../../domain/measure/quantities.js';
import type { NewBatch, NewSupply } from './batch.dto.js';

/*
 * Where what was sent becomes what is counted with: kilograms milligrams, percent parts per million, what was left out its
 * default.
 */

export function grossWeights(body: Pick<NewBatch, 'grossKg' | 'tareKg' | 'moisturePct' | 'oilPct'>): GrossWeights {
  return {
    grossMg: kgToMg(body.grossKg),
    tareMg: kgToMg(body.tareKg),
    moisturePpm: pctToPpm(body.moisturePct),
    oilPpm: pctToPpm(body.oilPct ?? 0),
  };
}

export function givenByProduct(body: NewBatch): GivenByProduct {
  return {
    ...grossWeights(body),
    stream: body.stream,
    alloy: body.alloy,
    grade: body.grade ?? null,
    pieces: body.pieces ?? 1,
    containerId: body.containerId ?? null,
    estimated: body.estimated ?? false,
    reclaimable: body.reclaimableInProcess ?? null,
    note: body.note ?? null,
  };
}

export function givenSupply(body: NewSupply): GivenSupply {
  return {
    product: body.product,
    origin: body.origin ?? 'primary',
    netMg: kgToMg(body.netKg),
    moisturePpm: pctToPpm(body.moisturePct ?? 0),
    supplierName: body.supplierName,
    originCountry: body.originCountry ?? null,
    separationCountry: body.separationCountry ?? null,
    metalCountry: body.metalCountry ?? null,
    note: body.note ?? null,
  };
}
