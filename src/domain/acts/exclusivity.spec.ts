import fc from 'fast-check';
import { CARVE_OUTS } from '../agreement/agreement.js';
import { DomainError, InputError } from '../measure/errors.js';
import {
  type CoveringTerms,
  decideDeparture,
  decideDepartures,
  type Departure,
  type Destination,
  type Justification,
} from './exclusivity.js';

const covering = (more: Partial<CoveringTerms> = {}): CoveringTerms => ({
  agreementId: 'a',
  exclusive: true,
  carveOuts: ['recycler-refused', 'force-majeure'],
  generatorId: 'generator',
  recyclerId: 'recycler',
  ...more,
});
const departure = (more: Partial<Departure & Justification> = {}): Departure & Justification => ({
  covering: covering(),
  batch: 'SW-17',
  holderId: 'generator',
  destination: 'disposed',
  refusedByRecycler: false,
  mayBreach: false,
  ...more,
});
const leak = (more: Partial<Departure & Justification>) => decideDeparture(departure(more)).leak;

function refusal(more: Partial<Departure & Justification>): DomainError {
  try {
    decideDeparture(departure(more));
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

const RIVAL: Destination = { partyId: 'another recycler' };

describe('decideDeparture', () => {
  it.each<[string, Partial<Departure>]>([
    ['to the recycler of the agreement', { destination: { partyId: 'recycler' } }],
    ['to another site of the generator', { destination: { partyId: 'generator' } }],
    ['back into the process it came from', { destination: 'reused-in-process' }],
    ['without agreement', { covering: null, destination: 'sold-elsewhere' }],
    ['once the recycler holds it', { holderId: 'recycler', destination: RIVAL }],
    ['once the recycler holds it, to waste', { holderId: 'recycler', destination: 'disposed' }],
  ])('is free and no leak %s', (_, more) => {
    expect(leak(more)).toBeNull();
  });

  it.each<[Destination]>([['disposed'], ['sold-elsewhere'], [RIVAL]])(
    'is an exclusivity-breach to %j',
    (destination) => {
      const { code, facts, message } = refusal({ destination });
      expect(code).toBe('exclusivity-breach');
      expect(facts).toEqual({ agreementId: 'a', batch: 'SW-17', allowedCarveOuts: ['force-majeure'] });
      expect(message).toBe(
        "Batch SW-17 is promised to the agreement's recycler alone. It may go with a carve-out: force-majeure.",
      );
    },
  );

  it('is carved out with a carve-out that the agreement allows, and with no other', () => {
    expect(leak({ carveOut: 'force-majeure' })).toBe('leaked-carve-out');
    expect(refusal({ carveOut: 'off-spec' }).code).toBe('exclusivity-breach');
    const { message, facts } = refusal({ carveOut: 'off-spec', covering: covering({ carveOuts: [] }) });
    expect(message).toBe(
      "Batch SW-17 is promised to the agreement's recycler alone. The carve-out off-spec does not hold for it. No carve-out is open to it.",
    );
    expect(facts).toMatchObject({ allowedCarveOuts: [] });
  });

  it('is carved out as recycler-refused only where the recycler refused it in a receipt', () => {
    expect(leak({ carveOut: 'recycler-refused', refusedByRecycler: true })).toBe('leaked-carve-out');
    expect(refusal({ carveOut: 'recycler-refused' }).code).toBe('exclusivity-breach');
    expect(refusal({ refusedByRecycler: true }).facts).toMatchObject({
      allowedCarveOuts: ['recycler-refused', 'force-majeure'],
    });
    const withoutIt = covering({ carveOuts: ['off-spec'] });
    expect(refusal({ carveOut: 'recycler-refused', refusedByRecycler: true, covering: withoutIt }).code).toBe(
      'exclusivity-breach',
    );
  });

  it('is booked as a breach by an admin alone', () => {
    const breach = { reason: 'sold by mistake in March' };
    expect(leak({ breach, mayBreach: true, destination: 'sold-elsewhere' })).toBe('leaked-breach');
    expect(refusal({ breach }).code).toBe('forbidden');
  });

  it('is free under a non-exclusive agreement, but counts as leaked', () => {
    const loose = covering({ exclusive: false });
    expect(leak({ covering: loose })).toBe('leaked');
    expect(leak({ covering: loose, destination: RIVAL })).toBe('leaked');
    expect(leak({ covering: loose, destination: { partyId: 'recycler' } })).toBeNull();
    expect(leak({ covering: loose, carveOut: 'force-majeure' })).toBe('leaked-carve-out');
  });

  it.each<[string, Partial<Departure & Justification>, string[]]>([
    ['a carve-out to the recycler', { destination: { partyId: 'recycler' }, carveOut: 'off-spec' }, ['/carveOut']],
    ['a breach without agreement', { covering: null, breach: { reason: 'x' } }, ['/breach']],
    [
      'both for reuse',
      { destination: 'reused-in-process', carveOut: 'off-spec', breach: { reason: 'x' } },
      ['/carveOut', '/breach'],
    ],
    ['both where one will do', { carveOut: 'force-majeure', breach: { reason: 'x' }, mayBreach: true }, ['/breach']],
    [
      'a breach of what is not exclusive',
      { covering: covering({ exclusive: false }), breach: { reason: 'x' } },
      ['/breach'],
    ],
    [
      'an unknown carve-out of what is not exclusive',
      { covering: covering({ exclusive: false }), carveOut: 'off-spec' },
      ['/carveOut'],
    ],
    [
      'recycler-refused for what was not refused',
      { covering: covering({ exclusive: false }), carveOut: 'recycler-refused' },
      ['/carveOut'],
    ],
  ])('refuses %s as wrong input', (_, more, pointers) => {
    const error = refusal(more);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).faults.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('never lets a covered by-product leave an exclusive agreement unseen', () => {
    const anyDeparture = fc.record({
      covering: fc.record({
        agreementId: fc.constant('a'),
        exclusive: fc.constant(true),
        carveOuts: fc.subarray([...CARVE_OUTS]),
        generatorId: fc.constant('generator'),
        recyclerId: fc.constant('recycler'),
      }),
      holderId: fc.constant('generator'),
      destination: fc.constantFrom<Destination>('disposed', 'sold-elsewhere', RIVAL),
      refusedByRecycler: fc.boolean(),
      carveOut: fc.option(fc.constantFrom(...CARVE_OUTS), { nil: undefined }),
      breach: fc.option(fc.constant({ reason: 'x' }), { nil: undefined }),
      mayBreach: fc.boolean(),
    });
    fc.assert(
      fc.property(anyDeparture, (one) => {
        let decision: string | null = 'refused';
        try {
          decision = decideDeparture(one).leak;
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
        }
        if (decision === 'leaked-carve-out') expect(one.covering.carveOuts).toContain(one.carveOut);
        else if (decision === 'leaked-breach') expect(one.mayBreach && one.breach !== undefined).toBe(true);
        else expect(decision).toBe('refused');
      }),
    );
  });
});

describe('decideDepartures', () => {
  it('lets the batches of a shipment share a carve-out that only one of them needs', () => {
    const uncovered = departure({ covering: null, destination: RIVAL });
    const covered = departure({ destination: RIVAL });
    expect(decideDepartures([uncovered, covered], { carveOut: 'force-majeure', mayBreach: false })).toEqual([
      { leak: null },
      { leak: 'leaked-carve-out' },
    ]);
    expect(() => decideDepartures([uncovered], { carveOut: 'force-majeure', mayBreach: false })).toThrow(InputError);
  });

  it('refuses all where one may not go', () => {
    const refused = departure({ refusedByRecycler: true });
    const plain = departure({ batch: 'SW-18' });
    expect(() => decideDepartures([refused, plain], { carveOut: 'recycler-refused', mayBreach: false })).toThrow(
      'SW-18',
    );
  });
});
