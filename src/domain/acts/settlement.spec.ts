import { ofPpm } from '../matter/composition.js';
import fc from 'fast-check';
import { catalogue } from '../../../test/support/reference-catalogue.js';
import { DRY_MASS, sumOf, totalMg, type Holding } from '../matter/holding.js';
import { weighedHolding } from './shipment.js';
import { settlementChange, type SettlementFacts } from './settlement.js';
import { ofMg, type Mg } from '../measure/quantities.js';

/** Milligrams by group, of dry mass and of neodymium. */
function holding(dryMg: Record<string, number>, NdMg: Record<string, number> = {}): Holding {
  return [[DRY_MASS, dryMg] as const, ['Nd', NdMg] as const].flatMap(([commodity, groups]) =>
    Object.entries(groups).map(([agreementId, massMg]) => ({
      commodity,
      agreementId,
      origin: 'pre-consumer' as const,
      country: null,
      massMg: ofMg(massMg),
    })),
  );
}

/** The change by group, as `commodity agreement: mg`. */
function change(facts: Omit<SettlementFacts, 'refusedDryMg'> & { refusedDryMg?: Mg }): string[] {
  return settlementChange({ refusedDryMg: 0, ...facts }).map(
    ({ commodity, agreementId, massMg }) => `${commodity} ${agreementId}: ${massMg}`,
  );
}

/** 1,000 mg of 25 % Nd, of which A gave 60 % of the mass and 80 % of the Nd. */
const dispatched = holding({ A: 600, B: 400 }, { A: 200, B: 50 });
const weighing = { dispatched, compositionPpm: ofPpm({ Nd: 250_000 }), catalogue };
const sent = { weighing, receivedDryMg: ofMg(1000) };

describe('a settlement on a lower figure', () => {
  it('takes what is missing from what is left of each group', () => {
    // 980 mg hold 245 mg of Nd: 20 mg less dry mass and 5 mg less Nd. Nothing was drawn: A gives 60 % and 80 % of it.
    expect(change({ ...sent, left: dispatched, settledDryMg: ofMg(980) })).toEqual([
      'dry-mass A: -12',
      'dry-mass B: -8',
      'Nd A: -4',
      'Nd B: -1',
    ]);
  });

  it('comes to the figure exactly where a group has been used up', () => {
    // Of the 1,000 mg 997 were drawn, and what is left is A's: B, which by what was sent would give one of the 2 mg, has none.
    // 998 mg hold 249.5, so 250 mg of Nd: none less.
    expect(change({ ...sent, left: holding({ A: 3 }, { A: 1 }), settledDryMg: ofMg(998) })).toEqual(['dry-mass A: -2']);
    // Where a milligram of B is left, 2 mg are shared 2 : 1, so 1.33 and 0.67.
    expect(change({ ...sent, left: holding({ A: 2, B: 1 }, { A: 1 }), settledDryMg: ofMg(998) })).toEqual([
      'dry-mass A: -1',
      'dry-mass B: -1',
    ]);
  });

  it('takes at most what is left of an element', () => {
    // 960 mg hold 240 mg of Nd, 10 less; 6 are left.
    expect(change({ ...sent, left: holding({ A: 60 }, { A: 4, B: 2 }), settledDryMg: ofMg(960) })).toEqual([
      'dry-mass A: -40',
      'Nd A: -4',
      'Nd B: -2',
    ]);
  });

  it('takes all elements where it takes all dry mass', () => {
    // 990 mg hold 247.5, so 248 mg of Nd, 2 less; but 3 are left in the last 10 mg.
    const left = holding({ A: 10 }, { A: 3 });
    expect(change({ ...sent, left, settledDryMg: ofMg(990) })).toEqual(['dry-mass A: -10', 'Nd A: -3']);
  });

  it('is refused below what was drawn, and below what was refused', () => {
    const below = expect.objectContaining({ code: 'settlement-below-drawn' });
    const left = holding({ A: 10 }, { A: 3 });
    expect(() => change({ ...sent, left, settledDryMg: ofMg(989) })).toThrow(below);
    // 100 of 300 mg were refused, and a count found 900 instead of the other 200: 700 less would still leave 200.
    const counted = { weighing, receivedDryMg: ofMg(300), refusedDryMg: ofMg(100), left: holding({ A: 900 }) };
    expect(() => change({ ...counted, settledDryMg: ofMg(99) })).toThrow(below);
    expect(change({ ...counted, settledDryMg: ofMg(100) })[0]).toBe('dry-mass A: -200');
  });
});

describe('a settlement on a higher figure', () => {
  it('adds what the higher figure holds more, group by group', () => {
    // 900 mg hold 225 mg of Nd, 180 and 45 by what was sent.
    const received = { weighing, receivedDryMg: ofMg(900) };
    expect(change({ ...received, left: weighedHolding(weighing, ofMg(900)), settledDryMg: ofMg(1000) })).toEqual([
      'dry-mass A: 60',
      'dry-mass B: 40',
      'Nd A: 20',
      'Nd B: 5',
    ]);
    expect(change({ ...received, left: [], settledDryMg: ofMg(1000) })).toHaveLength(4);
    expect(change({ ...received, left: [], settledDryMg: ofMg(900) })).toEqual([]);
  });

  it('takes from no group what it does not have', () => {
    // Six, six and two shared by largest remainder: 10 mg are 4, 4 and 2, but 11 mg are 5, 5 and 1 (the Alabama paradox).
    const seats = { dispatched: holding({ A: 6, B: 6, C: 2 }), compositionPpm: null, catalogue };
    const whole = { weighing: seats, receivedDryMg: ofMg(10), settledDryMg: ofMg(11) };
    expect(change({ ...whole, left: holding({ A: 4, B: 4, C: 2 }) })).toEqual([
      'dry-mass A: 1',
      'dry-mass B: 1',
      'dry-mass C: -1',
    ]);
    // Nothing of C is left: the milligram goes where five, five and one share it.
    expect(change({ ...whole, left: holding({ A: 3, B: 3 }) })).toEqual(['dry-mass A: 1']);
  });

  it('takes an element back where the assay gives less of it than was sent', () => {
    // After a draw 1,000 mg travel with 252 mg of Nd, but 998 mg hold 249.5, so 250 by the assay: the sender's 1,000 mg give 2
    // back. The other way round 1,002 mg hold 250.5, so 251: one less.
    const drifted = { ...weighing, dispatched: holding({ A: 1000 }, { A: 252 }) };
    const left = holding({ A: 998 }, { A: 250 });
    expect(change({ weighing: drifted, receivedDryMg: ofMg(998), left, settledDryMg: ofMg(1000) })).toEqual([
      'dry-mass A: 2',
      'Nd A: 2',
    ]);
    expect(
      change({ weighing: drifted, receivedDryMg: ofMg(1000), left: drifted.dispatched, settledDryMg: ofMg(1002) }),
    ).toEqual(['dry-mass A: 2', 'Nd A: -1']);
  });
});

describe('any settlement', () => {
  const mg = fc.integer({ min: 1, max: 5000 });
  const thousandths = fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 });

  it('comes to the figure and leaves nothing below zero, whatever is left of which group', () => {
    fc.assert(
      fc.property(fc.array(mg, { minLength: 1, maxLength: 4 }), mg, mg, thousandths, (groups, received, to, kept) => {
        const byGroup = (mgs: readonly number[]) => Object.fromEntries(mgs.map((massMg, i) => [`ABCD`[i], massMg]));
        const sentMg = holding(byGroup(groups), byGroup([...groups].reverse()));
        const facts = {
          weighing: { ...weighing, dispatched: sentMg },
          receivedDryMg: ofMg(received),
          refusedDryMg: ofMg(0),
        };
        const left = weighedHolding(facts.weighing, ofMg(received))
          .map((amount, index) => ({
            ...amount,
            massMg: ofMg(Math.floor((amount.massMg * (kept[index] ?? 0)) / 1000)),
          }))
          .filter(({ massMg }) => massMg > 0);
        const settledDryMg = Math.max(to, received - totalMg(left, DRY_MASS));
        const changed = settlementChange({ ...facts, left, settledDryMg: ofMg(settledDryMg) });
        expect(totalMg(changed, DRY_MASS)).toBe(settledDryMg - received);
        expect(sumOf(left, changed).filter(({ massMg }) => massMg < 0)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
