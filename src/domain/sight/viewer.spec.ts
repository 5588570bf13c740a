import type { AgreementMembers } from './seers.js';
import {
  chargeShares,
  isAtAnEnd,
  knowsLaboratory,
  knowsParty,
  knowsPartyWith,
  seesRunShare,
  seesRunWhole,
  seesShipmentWhole,
  seesStanding,
  shownStatus,
  textTold,
  viewerWith,
} from './viewer.js';
import { ofMg } from '../measure/quantities.js';

/** Agreement A: generator G, recycler R, processor P. Agreement B: generator H, recycler R. A customer of R: C. */
const A: AgreementMembers = { id: 'a', generatorId: 'G', recyclerId: 'R', memberIds: new Set(['G', 'R', 'P']) };
const B: AgreementMembers = { id: 'b', generatorId: 'H', recyclerId: 'R', memberIds: new Set(['H', 'R']) };

const generator = viewerWith(
  { partyId: 'G', isAuditor: false },
  [{ agreementId: 'a', partyId: 'G', side: 'generator' }],
  new Map([['a', A]]),
);
const recycler = viewerWith(
  { partyId: 'R', isAuditor: false },
  [
    { agreementId: 'a', partyId: 'R', side: 'recycler' },
    { agreementId: 'b', partyId: 'R', side: 'recycler' },
  ],
  new Map([
    ['a', A],
    ['b', B],
  ]),
);
const auditor = viewerWith(
  { partyId: 'X', isAuditor: true },
  [{ agreementId: 'a', partyId: 'G', side: 'generator' }],
  new Map([['a', A]]),
);

describe('a viewer', () => {
  it('is nobody in the books where it is an auditor, and sees what its hosts see of their agreement', () => {
    expect(auditor).toMatchObject({ partyId: '', only: [{ partyId: 'G', agreementIds: ['a'] }] });
    expect(generator).toMatchObject({ partyId: 'G', only: null, recyclerOf: new Set() });
    expect(recycler.recyclerOf).toEqual(new Set(['a', 'b']));
  });

  it('knows, as a generator, those who work under the agreement, and never another customer of the recycler', () => {
    const known = (partyId: string): boolean => knowsParty(generator, partyId, 'a');
    expect(['G', 'R', 'P', 'H', 'C'].map(known)).toEqual([true, true, true, false, false]);
    expect(knowsParty(generator, 'R', 'b')).toBe(false);
    expect(knowsParty(generator, 'R', null)).toBe(false);
    expect(knowsPartyWith(generator, 'R', null)).toBe(true);
    expect(knowsPartyWith(generator, 'H', 'b')).toBe(false);
  });

  it('knows, as a recycler, whoever works under any of its agreements, and nobody that only a customer knows', () => {
    expect(['H', 'P', 'C'].map((id) => knowsParty(recycler, id, 'a'))).toEqual([true, true, false]);
  });
});

describe('a shipment', () => {
  const planned = { fromPartyId: 'R', toPartyId: 'G', dispatchedOn: null };

  it('is seen whole by its sender, and by its receiver from the dispatch on', () => {
    expect([isAtAnEnd(planned, 'R'), isAtAnEnd(planned, 'G'), isAtAnEnd(planned, null)]).toEqual([true, false, false]);
    const sent = { ...planned, dispatchedOn: '2027-03-02' };
    expect([isAtAnEnd(sent, 'G'), isAtAnEnd(sent, 'C')]).toEqual([true, false]);
    expect([seesShipmentWhole(generator, sent), seesShipmentWhole(auditor, sent)]).toEqual([true, false]);
  });

  it('that is not seen leaves its batches at rest, as far as one knows', () => {
    const batch = { status: 'in-shipment', resting: 'received' };
    expect([shownStatus(batch, true), shownStatus(batch, false)]).toEqual(['in-shipment', 'received']);
    expect(shownStatus({ status: 'on-hand', resting: 'received' }, false)).toBe('on-hand');
  });
});

describe('a run', () => {
  it('is seen whole by its own party, and as a share by the sides of an agreement that a member worked under', () => {
    const [ofRecycler, ofCustomer] = [{ partyId: 'R' }, { partyId: 'C' }];
    expect([seesRunWhole(recycler, ofRecycler), seesRunWhole(generator, ofRecycler)]).toEqual([true, false]);
    expect(seesRunShare(generator, ofRecycler, 'a')).toBe(true);
    expect(seesRunShare(generator, ofRecycler, 'b')).toBe(false);
    expect(seesRunShare(generator, ofCustomer, 'a')).toBe(false);
    expect(seesRunWhole(auditor, { partyId: '' })).toBe(false);
  });
});

describe('a charge', () => {
  it('is seen whole by who charged, and by a recycler only what is of its agreements', () => {
    expect(chargeShares(generator, { partyId: 'G' })).toBeNull();
    expect(chargeShares(recycler, { partyId: 'G' })).toEqual(new Set(['a', 'b']));
    expect(chargeShares(recycler, { partyId: 'C' })).toEqual(new Set());
    expect(chargeShares(auditor, { partyId: 'G' })).toEqual(new Set(['a']));
  });
});

describe('an assay', () => {
  it('does not tell a generator of a customer that had it made', () => {
    const batch = { agreementId: null, partyId: 'R', contents: [] };
    const ofA = {
      ...batch,
      contents: [{ commodity: 'Nd', agreementId: 'a', origin: 'pre-consumer', country: null, massMg: ofMg(1) }],
    } as const;
    expect(['R', 'P', 'C'].map((id) => knowsLaboratory(generator, ofA, id))).toEqual([true, true, false]);
    expect(knowsLaboratory(recycler, ofA, 'C')).toBe(true);
    expect(knowsLaboratory(auditor, ofA, 'C')).toBe(false);
    expect(knowsLaboratory(generator, batch, 'C')).toBe(true);
  });
});

describe('what was sent away', () => {
  it('is told to an auditor as it was received only where it went under an agreement that it sees', () => {
    expect(seesStanding(auditor, 'past', 'a')).toBe('past');
    expect(seesStanding(auditor, 'past', null)).toBe('gone');
    expect(seesStanding(generator, 'past', null)).toBe('past');
    expect(seesStanding(auditor, 'all', null)).toBe('all');
  });
});

describe('what was written about an act', () => {
  it('is read by who booked it; the reason also by the other side of the agreement that it departs from', () => {
    expect(textTold({ bookedBy: 'G', departsFrom: null }, generator)).toBe('all');
    expect(textTold({ bookedBy: 'G', departsFrom: 'a' }, recycler)).toBe('reason');
    expect(textTold({ bookedBy: 'G', departsFrom: null }, recycler)).toBe('nothing');
    expect(textTold({ bookedBy: 'H', departsFrom: 'b' }, generator)).toBe('nothing');
    expect(textTold({ bookedBy: '', departsFrom: null }, auditor)).toBe('nothing');
  });
});
