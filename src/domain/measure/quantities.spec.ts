import fc from 'fast-check';
import { DomainError } from './errors.js';
import {
  decimalsOf,
  dryMassMg,
  kgToMg,
  MAX_MASS_KG,
  MAX_MASS_MG,
  mgToKg,
  netMassMg,
  ofMg,
  pctToPpm,
  ppmOf,
  ppmToPct,
  ratioPct,
  roundedPct,
  roundedQuotient,
  safe,
  scaled,
  shareByLargestRemainder,
} from './quantities.js';

/** Above 2^33 kg a floating point number of kilograms no longer tells one milligram from the next. */
const LARGEST_TELLING_MG = 2 ** 33 * 1_000_000;

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? error.code : undefined;
  }
  return undefined;
}

describe('roundedQuotient', () => {
  it.each([
    [5n, 2n, 3],
    [4n, 3n, 1],
    [-5n, 2n, -2],
    [-7n, 2n, -3],
    [-4n, 3n, -1],
    [-5n, 3n, -2],
    [1n, 2n, 1],
    [-1n, 2n, 0],
    [0n, 7n, 0],
  ])('rounds %p / %p half up to %p', (numerator, denominator, rounded) => {
    expect(roundedQuotient(numerator, denominator)).toBe(rounded);
  });

  it('lies within half of the exact quotient, and above it where it is exactly half away', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.bigInt(1000n, 10n ** 12n), (numerator, denominator) => {
        const twiceError = 2n * (BigInt(roundedQuotient(numerator, denominator)) * denominator - numerator);
        expect(twiceError > -denominator && twiceError <= denominator).toBe(true);
      }),
    );
  });

  it('refuses a denominator that is not positive', () => {
    expect(() => roundedQuotient(1n, 0n)).toThrow(RangeError);
    expect(() => roundedQuotient(1n, -3n)).toThrow(RangeError);
  });

  it('loses no digit of masses near the limit', () => {
    expect(scaled(ofMg(9_007_199_254_740_991), 999_999, 1_000_000)).toBe(9_007_190_247_541_736);
    expect(scaled(ofMg(9_007_199_254_740_991), 9_007_199_254_740_991, 9_007_199_254_740_991)).toBe(
      9_007_199_254_740_991,
    );
  });

  it('refuses a result beyond the limit with a code', () => {
    const beyond = (): number => roundedQuotient(BigInt(MAX_MASS_MG) + 1n, 1n);
    expect(beyond).toThrow(DomainError);
    expect(codeOf(beyond)).toBe('mass-too-large');
    expect(codeOf(() => safe(-BigInt(MAX_MASS_MG) - 1n))).toBe('mass-too-large');
    expect(safe(-BigInt(MAX_MASS_MG))).toBe(-MAX_MASS_MG);
  });
});

describe('decimalsOf', () => {
  it.each([
    [1e-7, 7],
    [1.5e-7, 8],
    [0.000001, 6],
    [2.5, 1],
    [-2.25, 2],
    [12, 0],
    [1e21, 0],
    [1.5e21, 0],
    [0, 0],
  ])('counts the decimals of %p as %p', (value, decimals) => {
    expect(decimalsOf(value)).toBe(decimals);
  });
});

describe('kilograms and milligrams', () => {
  it.each([
    [0.1, 100_000],
    [12.345678, 12_345_678],
    [1.005, 1_005_000],
    [-0.5, -500_000],
    [0.000001, 1],
    [MAX_MASS_KG, 9_007_199_254_000_000],
  ])('turns %p kg into %p mg', (kg, mg) => {
    expect(kgToMg(kg)).toBe(mg);
    expect(mgToKg(ofMg(mg))).toBe(kg);
  });

  it('makes no negative zero', () => {
    expect(Object.is(kgToMg(-0), 0)).toBe(true);
    expect(Object.is(pctToPpm(-0), 0)).toBe(true);
  });

  it('is exact where the product of floating point numbers is not', () => {
    const mg = 4_294_984_249_949_167;
    expect(Math.round(mgToKg(ofMg(mg)) * 1_000_000)).toBe(mg + 1);
    expect(kgToMg(mgToKg(ofMg(mg)))).toBe(mg);
  });

  it('come back as they went, with at most six decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: -LARGEST_TELLING_MG, max: LARGEST_TELLING_MG }), (mg) => {
        expect(decimalsOf(mgToKg(ofMg(mg)))).toBeLessThanOrEqual(6);
        expect(kgToMg(mgToKg(ofMg(mg)))).toBe(mg);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([0.0000001, 1.2345678, Number.NaN, Number.POSITIVE_INFINITY, 9_007_199_254.740992, 1e21])(
    'refuses %p kg',
    (kg) => {
      expect(() => kgToMg(kg)).toThrow(RangeError);
    },
  );
});

describe('scaled', () => {
  it('loses no digit of a product beyond 2^53', () => {
    // 9,007,199,254,740,991 x 999,999 / 1,000,000 = 9,007,190,247,541,736.26
    expect(scaled(ofMg(MAX_MASS_MG), 999_999, 1_000_000)).toBe(9_007_190_247_541_736);
    // 123,456,789,012,345 x 987,654,321,012 / 1,125,899,906,842,624 = 108,297,931,623.64
    expect(scaled(ofMg(123_456_789_012_345), 987_654_321_012, 2 ** 50)).toBe(108_297_931_624);
  });

  it('rounds halves up, whatever the sign', () => {
    expect([1, -1, -3, -0].map((mg) => scaled(ofMg(mg), 1, 2))).toEqual([1, 0, -1, 0]);
  });

  it('is the quotient of whole numbers of any size', () => {
    const safeInteger = fc.maxSafeInteger();
    fc.assert(
      fc.property(safeInteger, safeInteger, fc.integer({ min: 1, max: MAX_MASS_MG }), (factor, numerator, divisor) => {
        const exact = (): number => roundedQuotient(BigInt(factor) * BigInt(numerator), BigInt(divisor));
        expect(codeOf(() => scaled(ofMg(factor), numerator, divisor))).toBe(codeOf(exact));
        if (codeOf(exact) === undefined) expect(scaled(ofMg(factor), numerator, divisor)).toBe(exact());
      }),
    );
  });
});

describe('percent and parts per million', () => {
  it.each([
    [100, 1_000_000],
    [0.0001, 1],
    [68.11, 681_100],
    [35.1, 351_000],
    [0.07, 700],
  ])('turns %p %% into %p ppm', (pct, ppm) => {
    expect(pctToPpm(pct)).toBe(ppm);
    expect(ppmToPct(ppmOf(ppm))).toBe(pct);
  });

  it('come back as they went', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1_000_000 }), (ppm) => pctToPpm(ppmToPct(ppmOf(ppm))) === ppm));
  });

  it('refuses more than four decimals', () => {
    expect(() => pctToPpm(0.00001)).toThrow(RangeError);
    expect(() => pctToPpm(Number.NaN)).toThrow(RangeError);
  });
});

describe('roundedPct', () => {
  it.each([
    [0.0001, 0.1],
    [-0.0001, -0.1],
    [99.9999, 99.9],
    [100.0001, 100.1],
    [99.96, 99.9],
    [0, 0],
    [100, 100],
    [1.45, 1.5],
    [8.35, 8.4],
    [-0.06, -0.1],
  ])('shows %d with one decimal as %d', (pct, shown) => {
    expect(roundedPct(pct, 1)).toBe(shown);
  });

  it('keeps the four decimals that a figure was rounded to', () => {
    for (const pct of [99.9999, 100.0001, 0.0001, -0.0001, 33.3333]) expect(roundedPct(pct, 4)).toBe(pct);
  });
});

describe('ratioPct', () => {
  it('rounds half up to four decimals', () => {
    expect(ratioPct(1n, 3n)).toBe(33.3333);
    expect(ratioPct(2n, 3n)).toBe(66.6667);
    expect(ratioPct(1n, 2_000_000n)).toBe(0.0001);
    expect(ratioPct(-1n, 1_000_000n)).toBe(-0.0001);
    expect(ratioPct(604n, 610n)).toBe(99.0164);
  });

  it('never rounds onto 0 or 100 what is not exactly nothing or all', () => {
    // A breach of 2 g in 5,100 kg.
    expect(ratioPct(5_100_000_000n - 2_000n, 5_100_000_000n)).toBe(99.9999);
    expect(ratioPct(5_100_000_000n + 2_000n, 5_100_000_000n)).toBe(100.0001);
    expect(ratioPct(1n, 5_100_000_000n)).toBe(0.0001);
    expect(ratioPct(-1n, 5_100_000_000n)).toBe(-0.0001);
    expect(ratioPct(0n, 5_100_000_000n)).toBe(0);
    expect(ratioPct(7n, 7n)).toBe(100);
  });

  it('is null over nothing', () => {
    expect(ratioPct(5n, 0n)).toBeNull();
    expect(ratioPct(5n, -1n)).toBeNull();
  });

  it('states a ratio of tonnes over a milligram instead of refusing it', () => {
    expect(ratioPct(10n ** 13n, 1n)).toBe(1e15);
  });
});

describe('net and dry mass', () => {
  it('is 16,400 kg dry of 20,000 kg with 18 % moisture (regulation and practice, worked weights)', () => {
    expect(dryMassMg(kgToMg(20_000), pctToPpm(18))).toBe(16_400_000_000);
  });

  it('takes oil off beside moisture: 900 kg of oily sludge with 12 % and 6 % is 738 kg dry', () => {
    expect(dryMassMg(kgToMg(900), pctToPpm(12), pctToPpm(6))).toBe(738_000_000);
  });

  it('rounds half up to the milligram', () => {
    expect(dryMassMg(ofMg(1), ppmOf(500_000))).toBe(1);
    expect(dryMassMg(ofMg(3), ppmOf(500_000))).toBe(2);
    expect(dryMassMg(ofMg(1), ppmOf(500_001))).toBe(0);
  });

  it('is gross less tare', () => {
    expect(netMassMg(kgToMg(212.4), kgToMg(18.65))).toBe(193_750_000);
  });
});

describe('shareByLargestRemainder', () => {
  const weightsArb = fc.array(fc.integer({ min: 0, max: MAX_MASS_MG }), { minLength: 1, maxLength: 12 });
  const totalArb = fc.integer({ min: 0, max: MAX_MASS_MG });
  const sumOf = (parts: readonly number[]): bigint => parts.reduce((running, part) => running + BigInt(part), 0n);

  it('gives ties to the earlier part', () => {
    expect(shareByLargestRemainder(ofMg(1), [1, 1, 1])).toEqual([1, 0, 0]);
    expect(shareByLargestRemainder(ofMg(2), [1, 1, 1])).toEqual([1, 1, 0]);
    expect(shareByLargestRemainder(ofMg(5), [2, 1, 1])).toEqual([3, 1, 1]);
  });

  it('gives the rest to the largest remainder, wherever it stands', () => {
    expect(shareByLargestRemainder(ofMg(10), [1, 1, 4])).toEqual([2, 2, 6]);
    expect(shareByLargestRemainder(ofMg(100), [1, 3, 3])).toEqual([14, 43, 43]);
    // Exactly ...666.83, ...666.83 and ...667.33, from products of 1.7e29 that no floating point number holds.
    expect(
      shareByLargestRemainder(
        ofMg(500_000_000_000_001),
        [333_333_333_333_333, 333_333_333_333_333, 333_333_333_333_334],
      ),
    ).toEqual([166_666_666_666_667, 166_666_666_666_667, 166_666_666_666_667]);
  });

  it('gives all to the first part where nothing has weight, and nothing to a part without weight otherwise', () => {
    expect(shareByLargestRemainder(ofMg(7), [0, 0])).toEqual([7, 0]);
    expect(shareByLargestRemainder(ofMg(7), [0, 3, 0])).toEqual([0, 7, 0]);
  });

  it('shares nothing over nothing, and refuses anything else over nothing', () => {
    expect(shareByLargestRemainder(0, [])).toEqual([]);
    expect(() => shareByLargestRemainder(ofMg(1), [])).toThrow(RangeError);
  });

  it('refuses what is negative', () => {
    expect(() => shareByLargestRemainder(ofMg(-1), [1, 1])).toThrow(RangeError);
    expect(() => shareByLargestRemainder(ofMg(1), [2, -1])).toThrow(RangeError);
  });

  it('conserves the total', () => {
    fc.assert(
      fc.property(totalArb, weightsArb, (total, weights) => {
        expect(sumOf(shareByLargestRemainder(ofMg(total), weights))).toBe(BigInt(total));
      }),
    );
  });

  it('keeps each share within one of the exact one', () => {
    fc.assert(
      fc.property(totalArb, weightsArb, (total, weights) => {
        const sum = sumOf(weights);
        fc.pre(sum > 0n);
        const shares = shareByLargestRemainder(ofMg(total), weights);
        for (const [index, share] of shares.entries()) {
          const error = BigInt(share) * sum - BigInt(total) * BigInt(weights[index] ?? 0);
          expect(error > -sum && error < sum).toBe(true);
        }
      }),
    );
  });

  it('gives no share above its weight where the total is at most the sum of the weights', () => {
    const drawArb = fc
      .array(fc.integer({ min: 0, max: 10 ** 14 }), { minLength: 1, maxLength: 12 })
      .chain((weights) => fc.tuple(fc.integer({ min: 0, max: Number(sumOf(weights)) }), fc.constant(weights)));
    fc.assert(
      fc.property(drawArb, ([total, weights]) => {
        const shares = shareByLargestRemainder(ofMg(total), weights);
        expect(shares.every((share, index) => share <= (weights[index] ?? 0))).toBe(true);
      }),
    );
  });
});
