import { afterRecoveryOf } from './after-recovery.js';
import type { Measure } from '../books/ledger.js';
import type { TotalRow } from '../books/totals.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const total = (measure: Measure, partyId: string, massMg: number): TotalRow => ({
  measure,
  partyId,
  massMg: ofMg(massMg),
  commodity: 'Nd',
  agreementId: 'A',
  origin: 'pre-consumer',
  usabilityPpm: ppmOf(1_000_000),
});
const PARTIES = { generatorId: 'plant', recyclerId: 'recycler' };

describe('what becomes of what was made', () => {
  // Made 100: 80 returned, 10 to others, half a kilogram lost on the way, 2 in later stages; 7.5 are in stock.
  const rows = [
    ...[total('made', 'recycler', 100), total('returned', 'plant', 20), total('returned', 'metal-maker', 60)],
    ...[total('to-others', 'customer', 10), total('way-loss', 'plant', 0.5), total('lost-later', 'recycler', 2)],
    // Of the 80, 20 came straight to the plant, 50 by way of the processor, which lost 3 and has 7.
    ...[total('straight', 'plant', 20), total('sent-on', 'plant', 50), total('lost-later', 'metal-maker', 3)],
  ];

  it('closes at the recycler and at the processors', () => {
    expect(afterRecoveryOf(rows.map(tenths), PARTIES)).toEqual({
      recycler: {
        made: 1000n,
        returned: 800n,
        toOthers: 100n,
        soldOrDisposed: 0n,
        stockDifference: 0n,
        wayDifference: 5n,
        lostLater: 20n,
        stockIncrease: 75n,
      },
      processors: {
        returned: 800n,
        made: 0n,
        straight: 200n,
        sentOn: 500n,
        toOthers: 0n,
        soldOrDisposed: 0n,
        lost: 30n,
        difference: 0n,
        stockIncrease: 70n,
      },
    });
  });

  it('takes off what the plant sends back', () => {
    const back = [total('returned', 'recycler', -5), total('straight', 'recycler', -5)];
    const { recycler, processors } = afterRecoveryOf([...rows, ...back].map(tenths), PARTIES);
    expect(recycler).toMatchObject({ returned: 750n, stockIncrease: 125n });
    expect(processors).toMatchObject({ returned: 750n, straight: 150n, sentOn: 500n, lost: 30n, stockIncrease: 70n });
  });
});

function tenths(row: TotalRow): TotalRow {
  return { ...row, massMg: ofMg(row.massMg * 10) };
}
