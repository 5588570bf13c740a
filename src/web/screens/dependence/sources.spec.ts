import type { ElementDependence, StageDependence } from '../../../domain/production/dependence-report.js';
import { allSources, sourcesOf } from './sources.js';

const NOTHING = { largest: null, index: null, largestCountry: null };

describe('the sources of an element as bars show them', () => {
  const stage: StageDependence = {
    stage: 'mined',
    unknownKg: 30,
    unknownOtherRecycledKg: 10,
    unknownPct: 30,
    countries: [
      { country: 'CN', primaryKg: 40, otherRecycledKg: 5, pct: 45 },
      { country: 'AU', primaryKg: 5, otherRecycledKg: 0, pct: 5 },
    ],
    withLoop: NOTHING,
    withoutLoop: NOTHING,
    thresholds: [],
  };
  const element: ElementDependence = {
    element: 'Nd',
    chargedKg: 100,
    loopKg: 20,
    loopPct: 20,
    supplierIndex: null,
    stages: [stage],
  };

  it('add up to the whole, with the loop and without it', () => {
    const shares = sourcesOf(element, stage);
    expect(shares).toEqual([
      { kind: 'country', country: 'CN', kg: 40, pct: 40, pctWithout: 50 },
      { kind: 'country', country: 'AU', kg: 5, pct: 5, pctWithout: 6.25 },
      { kind: 'recycled', country: 'CN', kg: 5, pct: 5, pctWithout: 6.25 },
      { kind: 'loop', country: null, kg: 20, pct: 20, pctWithout: null },
      { kind: 'other-recycled', country: null, kg: 10, pct: 10, pctWithout: 12.5 },
      { kind: 'unknown', country: null, kg: 20, pct: 20, pctWithout: 25 },
    ]);
  });

  it('are none without the loop where all came from it', () => {
    const alone = { ...stage, unknownKg: 0, unknownOtherRecycledKg: 0, countries: [] };
    expect(sourcesOf({ ...element, chargedKg: 20 }, alone)).toEqual([
      { kind: 'loop', country: null, kg: 20, pct: 100, pctWithout: null },
    ]);
  });

  it('stand in one order for all elements', () => {
    const [cn, , , loop] = sourcesOf(element, stage);
    const au = { kind: 'country' as const, country: 'AU', kg: 1, pct: 1, pctWithout: 1 };
    expect(allSources([loop ? [loop] : [], [au], cn ? [cn] : []])).toEqual([
      { kind: 'country', country: 'AU' },
      { kind: 'country', country: 'CN' },
      { kind: 'loop', country: null },
    ]);
  });
});
