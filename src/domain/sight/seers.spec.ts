import { seersOf, type AgreementMembers, type Sees, type WentBatch, type WentLeg } from './seers.js';

/** Agreement A: generator G, recycler R, processor P. Agreement B: generator H, recycler R. Strangers to both: C and D. */
const A: AgreementMembers = { id: 'a', generatorId: 'G', recyclerId: 'R', memberIds: new Set(['G', 'R', 'P']) };
const B: AgreementMembers = { id: 'b', generatorId: 'H', recyclerId: 'R', memberIds: new Set(['H', 'R']) };

const leg = (way: string, more: Partial<WentLeg> = {}): WentLeg => ({
  fromPartyId: way[0] ?? '',
  toPartyId: way[1] ?? '',
  ended: 'accepted',
  agreementId: null,
  isOwn: true,
  ...more,
});
const under = { agreementId: 'a' };
const travelling = { ended: null };
const told = (batch: Partial<WentBatch>): Record<string, Sees> =>
  Object.fromEntries(seersOf({ kind: 'by-product', originPartyId: 'G', legs: [], covering: A, sharing: [], ...batch }));
const oxide = (legs: readonly WentLeg[], more: Partial<WentBatch> = {}): Record<string, Sees> =>
  told({ kind: 'recycled', originPartyId: 'R', covering: null, sharing: [A, B], legs, ...more });

describe('who sees a by-product', () => {
  it('are the sides of its agreement, while it is with one who works under it', () => {
    expect(told({})).toEqual({ G: 'all', R: 'all' });
    expect(told({ legs: [leg('GR', under)] })).toEqual({ G: 'all', R: 'all' });
    expect(told({ legs: [leg('GR', under), leg('RP', under)] })).toEqual({ G: 'all', R: 'all', P: 'all' });
    // A processor that has sent it on is no side.
    expect(told({ legs: [leg('GR', under), leg('RP', under), leg('PR', under)] })).toEqual({
      G: 'all',
      R: 'all',
      P: 'past',
    });
  });

  it('are not told where it went from its recycler to a customer, whatever the shipment is stamped with', () => {
    for (const stamp of [{}, under]) {
      const sold = [leg('GR', under), leg('RC', { ...stamp, ...travelling })];
      expect(told({ legs: sold })).toEqual({ G: 'gone', R: 'all', C: 'all' });
      expect(told({ legs: [leg('GR', under), leg('RC', stamp)] })).toEqual({ G: 'gone', R: 'past', C: 'all' });
    }
    const on = [leg('GR', under), leg('RC'), leg('CD')];
    expect(told({ legs: on })).toEqual({ G: 'gone', R: 'gone', C: 'past', D: 'all' });
    expect(told({ legs: [...on.slice(0, 2), leg('CR')] })).toEqual({ G: 'all', R: 'all', C: 'past' });
  });

  it('see a breach as it stood when it was received', () => {
    expect(told({ legs: [leg('GC', { ...under, ...travelling })] })).toEqual({ G: 'all', R: 'all', C: 'all' });
    expect(told({ legs: [leg('GC', under)] })).toEqual({ G: 'past', R: 'past', C: 'all' });
  });

  it('is, of one without agreement, its holder, and whoever sent it as it stood then', () => {
    expect(told({ covering: null, legs: [leg('GC')] })).toEqual({ G: 'past', C: 'all' });
    expect(told({ covering: null, legs: [leg('GC'), leg('CD')] })).toEqual({ G: 'past', C: 'past', D: 'all' });
    // Who refused it has never had it.
    expect(told({ covering: null, legs: [leg('GC', { ended: 'refused-whole' })] })).toEqual({ G: 'all' });
  });

  it('is, of a part, not who had sent away what it came off later', () => {
    const legs = [leg('GC', { isOwn: false })];
    expect(told({ covering: null, legs })).toEqual({ C: 'all' });
    expect(told({ covering: null, legs: [...legs, leg('CD')] })).toEqual({ C: 'past', D: 'all' });
    const before = [leg('GR', { ...under, isOwn: false }), leg('RC', { isOwn: false })];
    expect(told({ legs: before })).toEqual({ C: 'all' });
    expect(told({ legs: [...before, leg('CR')] })).toEqual({ G: 'all', R: 'all', C: 'past' });
    expect(told({ legs: [leg('GR', { ...under, isOwn: false }), leg('RC')] })).toEqual({
      G: 'gone',
      R: 'past',
      C: 'all',
    });
  });
});

describe('who sees a recycled batch', () => {
  it('is where it arose, and the generators in it their share', () => {
    expect(oxide([])).toEqual({ R: 'all', G: 'share', H: 'share' });
  });

  it('is also the generator to which it was sent, until it is back', () => {
    expect(oxide([leg('RG', travelling)])).toEqual({ R: 'all', G: 'all', H: 'share' });
    expect(oxide([leg('RG')])).toEqual({ R: 'all', G: 'all', H: 'share' });
    expect(oxide([leg('RG'), leg('GR')])).toEqual({ R: 'all', G: 'share', H: 'share' });
  });

  it('is, at a customer, not who sold it any more', () => {
    expect(oxide([leg('RC')])).toEqual({ R: 'past', C: 'all', G: 'share', H: 'share' });
    expect(oxide([leg('RC'), leg('CR')])).toEqual({ R: 'all', C: 'past', G: 'share', H: 'share' });
    expect(oxide([leg('RG'), leg('GC')])).toEqual({ R: 'past', G: 'past', C: 'all', H: 'share' });
  });

  it('is, of what a customer makes or splits off, the customer', () => {
    expect(oxide([], { originPartyId: 'C' })).toEqual({ C: 'all' });
    expect(oxide([leg('RC', { isOwn: false })])).toEqual({ C: 'all' });
    expect(oxide([], { originPartyId: 'P' })).toEqual({ P: 'all', R: 'share', G: 'share' });
  });
});
