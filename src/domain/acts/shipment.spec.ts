import { ofPpm } from '../matter/composition.js';
import { Catalogue } from '../matter/catalogue.js';
import { DRY_MASS, type Holding } from '../matter/holding.js';
import { balanceDeltas, postingsOf } from '../books/ledger.js';
import {
  arrivalOf,
  dispatchMovements,
  nextShipmentStatus,
  receiptMovements,
  settledDryMg,
  weightFlag,
  type FlagFacts,
  type Leg,
} from './shipment.js';
import { settlementChange, settlementMovements } from './settlement.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const KG = 1_000_000;
const neodymium = {
  formula: 'Nd',
  name: 'neodymium',
  element: 'Nd',
  oxide: null,
  factor: 1_000_000,
  rareEarth: true,
  note: null,
  atomicWeight: 144.242,
  atoms: null,
  commercialOxide: false,
  source: 'CIAAW 2021',
  confidence: 'sourced' as const,
};
const catalogue = new Catalogue([neodymium], [], []);

const sides = new Map([
  ['A', { id: 'A', generatorId: 'plant', recyclerId: 'recycler', processorIds: ['metal-maker'] }],
]);
const leg = (more: Partial<Leg> = {}): Leg => ({
  shipmentId: 's',
  batchId: 'b',
  byProduct: true,
  leak: null,
  sides,
  from: { siteId: 'p1', partyId: 'plant' },
  to: { siteId: 'r1', partyId: 'recycler' },
  ...more,
});
const drum: Holding = [
  { commodity: DRY_MASS, agreementId: 'A', origin: 'pre-consumer', country: null, massMg: ofMg(880 * KG) },
  { commodity: 'Nd', agreementId: 'A', origin: 'pre-consumer', country: null, massMg: ofMg(220 * KG) },
];
const weighing = { dispatched: drum, compositionPpm: ofPpm({ Nd: 250_000 }), catalogue };
const days = { dispatched: '2027-03-03', received: '2027-03-05' };

const netOf = (movements: Parameters<typeof postingsOf>[0], commodity: string) => {
  const nets: Record<string, number> = {};
  for (const posting of postingsOf(movements)) {
    if (posting.commodity !== commodity) continue;
    for (const { measure, sign } of posting.counts) nets[measure] = (nets[measure] ?? 0) + sign * posting.massMg;
  }
  return nets;
};

describe('the flag of a weighing', () => {
  const facts: FlagFacts = {
    announcedDryMg: ofMg(1000 * KG),
    receivedDryMg: ofMg(1000 * KG),
    announcedPieces: 1,
    receivedPieces: 1,
    estimated: false,
    tolerancePpm: ppmOf(5_000),
  };
  it.each([
    ['the tolerance itself', { receivedDryMg: ofMg(1005 * KG) }, 'within-tolerance', true],
    ['a milligram above it', { receivedDryMg: ofMg(1005 * KG + 1) }, 'out-of-tolerance', false],
    ['ten percent', { receivedDryMg: ofMg(900 * KG) }, 'out-of-tolerance', false],
    ['more than ten percent', { receivedDryMg: ofMg(900 * KG - 1) }, 'significant', false],
    ['another number of pieces', { receivedPieces: 2 }, 'significant', false],
    ['an estimate', { estimated: true, receivedDryMg: ofMg(700 * KG) }, 'estimated', true],
    ['an estimate with another number of pieces', { estimated: true, receivedPieces: 2 }, 'significant', false],
    ['nothing', { receivedDryMg: ofMg(0) }, 'not-received', false],
  ])('of %s', (_, more, flag, settles) => {
    expect(weightFlag({ ...facts, ...more })).toEqual({ flag, settles });
  });

  it('settles on the figure that the agreement names, unless it lies below what was refused', () => {
    const received = { receivedDryMg: ofMg(101), refusedDryMg: ofMg(0) };
    expect(settledDryMg('receiver', ofMg(100), received)).toBe(101);
    expect(settledDryMg('sender', ofMg(100), received)).toBe(100);
    expect(settledDryMg('mean', ofMg(100), received)).toBe(101);
    expect(settledDryMg('sender', ofMg(100), { receivedDryMg: ofMg(120), refusedDryMg: ofMg(110) })).toBe(120);
  });
});

describe('a receipt', () => {
  // 884 kg arrive instead of 880 kg: 221 kg of Nd by the assay. 84 kg are refused, with 221 x 84 / 884 = 21 kg.
  const arrival = arrivalOf(weighing, { receivedDryMg: ofMg(884 * KG), refusedDryMg: ofMg(84 * KG) });
  const dispatch = dispatchMovements(leg(), drum, days.dispatched);
  const receipt = receiptMovements(leg(), arrival, days, 'b/R1');

  it('takes element masses from the assay in force', () => {
    expect(arrival.accepted.map(({ massMg }) => massMg)).toEqual([800 * KG, 200 * KG]);
    expect(arrival.refused.map(({ massMg }) => massMg)).toEqual([84 * KG, 21 * KG]);
    expect(arrival.lost.map(({ massMg }) => massMg)).toEqual([-4 * KG, -KG]);
  });

  it('counts the refused part as never sent, on the day of the dispatch', () => {
    expect(netOf([...dispatch, ...receipt], DRY_MASS)).toEqual({
      sent: 796 * KG,
      refused: 84 * KG,
      confirmed: 800 * KG,
      difference: -4 * KG,
    });
    const refused = postingsOf(receipt).filter(({ toBatchId }) => toBatchId === 'b/R1');
    expect(new Set(refused.map(({ day }) => day))).toEqual(new Set(['2027-03-03']));
  });

  it('leaves nothing on the way, and a settlement neither', () => {
    const left = arrival.accepted;
    const change = settlementChange({
      weighing,
      left,
      receivedDryMg: ofMg(884 * KG),
      refusedDryMg: ofMg(84 * KG),
      settledDryMg: ofMg(880 * KG),
    });
    expect(change.map(({ massMg }) => massMg)).toEqual([-4 * KG, -KG]);
    const settled = settlementMovements(leg(), change, days.received);
    const open = balanceDeltas(postingsOf([...dispatch, ...receipt, ...settled])).filter(
      ({ account }) => account === 'transit:s',
    );
    expect(open).toEqual([]);
    expect(netOf([...dispatch, ...receipt, ...settled], DRY_MASS)).toMatchObject({
      confirmed: 796 * KG,
      difference: 0,
    });
  });

  it('cannot settle below what was drawn', () => {
    const left = arrival.accepted.map((amount) => ({ ...amount, massMg: ofMg(amount.massMg / 400) }));
    const facts = { weighing, left, receivedDryMg: ofMg(884 * KG), refusedDryMg: ofMg(84 * KG) };
    expect(() => settlementChange({ ...facts, settledDryMg: ofMg(880 * KG) })).toThrow(
      expect.objectContaining({ code: 'settlement-below-drawn' }),
    );
    expect(settlementChange({ ...facts, settledDryMg: ofMg(882 * KG) }).map(({ massMg }) => massMg)).toEqual([
      -2 * KG,
      -KG / 2,
    ]);
  });
});

describe('what a leg counts to', () => {
  const whole = { accepted: drum, refused: [], lost: [] };
  const counts = (more: Partial<Leg>) => {
    const one = leg(more);
    return netOf([...dispatchMovements(one, drum, days.dispatched), ...receiptMovements(one, whole, days, null)], 'Nd');
  };
  const recycler = { siteId: 'r1', partyId: 'recycler' };
  const plant = { siteId: 'p1', partyId: 'plant' };
  const processor = { siteId: 'm', partyId: 'metal-maker' };

  it('is nothing between sites of one party', () => {
    expect(counts({ to: { siteId: 'p2', partyId: 'plant' } })).toEqual({});
  });

  it('is a leak where by-product leaves the agreement', () => {
    expect(counts({ to: { siteId: 'x', partyId: 'laboratory' }, leak: 'leaked-carve-out' })).toEqual({
      'leaked-carve-out': 220 * KG,
    });
  });

  it('is a return at the generator and at a named processor, net of what goes back', () => {
    const recycled = { byProduct: false, from: recycler };
    expect(counts({ ...recycled, to: plant })).toEqual({ returned: 220 * KG, straight: 220 * KG });
    expect(counts({ ...recycled, to: processor })).toEqual({ returned: 220 * KG });
    expect(counts({ byProduct: false, from: plant, to: recycler })).toEqual({
      returned: -220 * KG,
      straight: -220 * KG,
    });
    expect(counts({ byProduct: false, from: processor, to: recycler })).toEqual({ returned: -220 * KG });
  });

  it('is no return between the generator and a named processor, nor between processors', () => {
    expect(counts({ byProduct: false, from: processor, to: plant })).toEqual({ 'sent-on': 220 * KG });
    expect(counts({ byProduct: false, from: plant, to: processor })).toEqual({ 'sent-on': -220 * KG });
  });

  it('goes to others, net of what they send back, whoever they are', () => {
    const other = { siteId: 'x', partyId: 'somebody' };
    expect(counts({ byProduct: false, from: recycler, to: other })).toEqual({ 'to-others': 220 * KG });
    expect(counts({ byProduct: false, from: other, to: recycler })).toEqual({ 'to-others': -220 * KG });
    expect(counts({ byProduct: false, from: processor, to: other })).toEqual({ 'others-there': 220 * KG });
    expect(counts({ byProduct: false, from: other, to: processor })).toEqual({ 'others-there': -220 * KG });
    expect(counts({ byProduct: false, from: other, to: { siteId: 'y', partyId: 'anybody' } })).toEqual({});
  });

  it('tells whose way a difference of recycled material was on', () => {
    const lost = drum;
    const nothing = { accepted: [], refused: [], lost };
    const of = (from: Leg['from'], to: Leg['to']) =>
      netOf(receiptMovements(leg({ byProduct: false, from, to }), nothing, days, null), 'Nd');
    const other = { siteId: 'x', partyId: 'somebody' };
    expect(of(recycler, plant)).toEqual({ difference: 220 * KG, 'way-loss': 220 * KG });
    expect(of(recycler, { siteId: 'r2', partyId: 'recycler' })).toEqual({ difference: 220 * KG, 'way-loss': 220 * KG });
    expect(of(processor, plant)).toEqual({ difference: 220 * KG, 'way-there': 220 * KG });
    expect(of(plant, recycler)).toEqual({ difference: 220 * KG, 'way-plant': 220 * KG });
    expect(of(other, recycler)).toEqual({ difference: 220 * KG, 'way-others': 220 * KG });
  });

  it('is neither sent nor confirmed where by-product comes back unprocessed', () => {
    expect(counts({ from: recycler, to: plant })).toEqual({ sent: -220 * KG, confirmed: -220 * KG });
  });
});

describe('the steps of a shipment', () => {
  it('are those of the table', () => {
    expect(nextShipmentStatus('dispatch', 'planned')).toBe('in-transit');
    expect(nextShipmentStatus('undo-receive', 'in-dispute')).toBe('in-transit');
    expect(() => nextShipmentStatus('cancel', 'in-transit')).toThrow(
      expect.objectContaining({ code: 'shipment-state' }),
    );
  });
});
