import { BATCH_STATUSES } from './batch-life.js';
import { batchMay, shipmentMay } from './may.js';

describe('what may be done with a batch', () => {
  const mayAs = (status: (typeof BATCH_STATUSES)[number] | null, partyId = 'plant') =>
    batchMay({ kind: 'by-product', holderId: 'plant', status }, partyId);

  it('is everything for who holds it at rest', () => {
    expect(mayAs('on-hand')).toEqual(['assay', 'dispose', 'edit', 'ship', 'split']);
    expect(mayAs('received')).toEqual(['assay', 'dispose', 'edit', 'ship', 'split']);
  });

  it('is what describes it where it is under way, promised or at an end', () => {
    for (const status of ['in-shipment', 'in-transit', 'processed', 'counted-out'] as const)
      expect(mayAs(status)).toEqual(['assay', 'edit']);
  });

  it('is an assay for another side that sees it', () => {
    expect(mayAs('on-hand', 'recycler')).toEqual(['assay']);
  });

  it('is nothing where it never came to be, where it is not told how it stands, and for who has no party', () => {
    expect(mayAs('void')).toEqual([]);
    expect(mayAs(null)).toEqual([]);
    expect(mayAs('on-hand', '')).toEqual([]);
  });

  it('is no edit of what is no by-product', () => {
    expect(batchMay({ kind: 'primary', holderId: 'plant', status: 'on-hand' }, 'plant')).toEqual([
      'assay',
      'dispose',
      'ship',
      'split',
    ]);
  });
});

describe('what may be done with a shipment', () => {
  const mayAs = (status: Parameters<typeof shipmentMay>[0]['status'], partyId: string) =>
    shipmentMay({ status, fromPartyId: 'plant', toPartyId: 'recycler' }, partyId);

  it.each([
    ['planned', ['cancel', 'dispatch', 'edit'], []],
    ['in-transit', ['edit'], ['receive']],
    ['in-dispute', ['settle'], ['settle']],
    ['settled', [], []],
    ['cancelled', [], []],
  ] as const)('that is %s', (status, sender, receiver) => {
    expect(mayAs(status, 'plant')).toEqual(sender);
    expect(mayAs(status, 'recycler')).toEqual(receiver);
    expect(mayAs(status, 'auditor')).toEqual([]);
  });

  it('is both ends for who sends to a site of its own', () => {
    expect(shipmentMay({ status: 'in-transit', fromPartyId: 'plant', toPartyId: 'plant' }, 'plant')).toEqual([
      'edit',
      'receive',
    ]);
  });
});
