import { chargedUsabilityPpm, chargeMovement, checkChargeKind, type UsabilityFacts } from './charge.js';
import { drawn, type Holding } from '../matter/holding.js';
import { postingsOf, totalDeltas } from '../books/ledger.js';
import { ofMg, PPM, ppmOf, type Ppm } from '../measure/quantities.js';

const A = 'agreement-a';
const B = 'agreement-b';

describe('the usability of a charged product', () => {
  const factors = new Map<string, Record<string, Ppm>>([
    [A, { rMREO: ppmOf(970_000), 'NdPr oxide': PPM }],
    [B, { Dy2O3: ppmOf(950_000) }],
  ]);
  const facts: UsabilityFacts = { product: 'rMREO', defaultPpm: ppmOf(990_000), factorsOf: (id) => factors.get(id) };

  it("is the agreement's own, else the catalogue's, and a million without an agreement", () => {
    const of = (agreementId: string | null) =>
      chargedUsabilityPpm({ agreementId, origin: 'pre-consumer', country: null }, facts);
    expect([of(A), of(B), of('agreement-c'), of(null)]).toEqual([970_000, 990_000, 990_000, 1_000_000]);
  });

  it('is a million for a product that the catalogue does not know', () => {
    const unknown: UsabilityFacts = { ...facts, product: null, defaultPpm: undefined };
    expect(chargedUsabilityPpm({ agreementId: A, origin: 'rework', country: null }, unknown)).toBe(1_000_000);
  });
});

describe('a charge', () => {
  it('takes a part of a blended batch from stock, each group at its own usability', () => {
    // Of 300 mg dry with 200 mg Nd, 100 mg dry are drawn: round(200 x 100 / 300) = 67 mg Nd. The groups of Nd are
    // 150 : 50, so 50.25 and 16.75 mg: the odd milligram goes to the larger remainder. Dry is 200 : 100, so 66.67 and 33.33.
    const stock: Holding = [
      { commodity: 'dry-mass', agreementId: A, origin: 'pre-consumer', country: null, massMg: ofMg(200) },
      { commodity: 'dry-mass', agreementId: null, origin: 'post-consumer', country: null, massMg: ofMg(100) },
      { commodity: 'Nd', agreementId: A, origin: 'pre-consumer', country: null, massMg: ofMg(150) },
      { commodity: 'Nd', agreementId: null, origin: 'post-consumer', country: null, massMg: ofMg(50) },
    ];
    const place = { batchId: 'batch', siteId: 'site', partyId: 'plant', day: '2027-03-02' };
    const usability = ({ agreementId }: { agreementId: string | null }) => (agreementId === A ? ppmOf(970_000) : PPM);
    const postings = postingsOf([
      chargeMovement(place, drawn(stock, ofMg(100)), { usabilityOf: usability, sides: new Map() }),
    ]);
    expect(postings).toHaveLength(4);
    expect(postings[0]).toEqual({
      day: '2027-03-02',
      from: 'stock:site',
      to: 'wip:site',
      fromBatchId: 'batch',
      toBatchId: 'batch',
      partyId: 'plant',
      commodity: 'dry-mass',
      agreementId: A,
      origin: 'pre-consumer',
      country: null,
      massMg: 67,
      counts: [
        { measure: 'consumed', sign: 1 },
        { measure: 'substituted', sign: 1 },
      ],
      usabilityPpm: 970_000,
    });
    const figures = totalDeltas(postings).filter(({ subject }) => !subject.includes(':'));
    expect(figures.map((figure) => [figure.subject, figure.commodity, figure.usabilityPpm, figure.deltaMg])).toEqual([
      ['consumed', 'Nd', 970_000, 50],
      ['consumed', 'dry-mass', 970_000, 67],
      ['consumed', 'Nd', 1_000_000, 17],
      ['consumed', 'dry-mass', 1_000_000, 33],
      // 50 x 0.97 = 48.5 and 67 x 0.97 = 64.99, half up.
      ['substituted', 'Nd', 970_000, 49],
      ['substituted', 'dry-mass', 970_000, 65],
      ['substituted', 'Nd', 1_000_000, 17],
      ['substituted', 'dry-mass', 1_000_000, 33],
    ]);
  });

  it.each(['recycled', 'intermediate', 'primary'] as const)('may be of a %s batch', (kind) => {
    expect(() => checkChargeKind(kind)).not.toThrow();
  });

  it('is refused for a by-product', () => {
    expect(() => checkChargeKind('by-product')).toThrow(expect.objectContaining({ code: 'charge-kind' }) as Error);
  });
});
