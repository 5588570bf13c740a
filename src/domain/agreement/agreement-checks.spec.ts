import {
  checkAgreement,
  checkAmendment,
  checkReferences,
  checkSides,
  checkTermination,
  usabilityFactorsOf,
  usabilityPpmOf,
} from './agreement-checks.js';
import { agreement, GENERATOR, RECYCLER, version } from '../../../test/support/announced-agreement.js';
import { ppmOf } from '../measure/quantities.js';

describe('checkAgreement', () => {
  const input = {
    generatorId: GENERATOR,
    recyclerId: RECYCLER,
    startsOn: '2026-01-01',
    endsOn: '2035-12-31',
    scope: { siteIds: ['sumter'], streams: ['*'] },
    terms: { carveOuts: [], processorIds: ['p'], usabilityFactors: { rMREO: 0.97, 'NdPr oxide': 1 } },
  };

  it('has nothing against the announced agreement', () => {
    expect(checkAgreement(input)).toEqual([]);
  });

  it('names every fault at once', () => {
    const faults = checkAgreement({
      ...input,
      recyclerId: GENERATOR,
      endsOn: '2025-12-31',
      scope: { siteIds: [], streams: ['*', 'slag'] },
      terms: {
        carveOuts: ['off-spec', 'off-spec'],
        processorIds: ['p', 'q', 'p'],
        usabilityFactors: { zero: 0, 'a/b': 1.01, fine: 0.1234567, ok: 0.000001 },
      },
    });
    expect(faults).toEqual([
      { pointer: '/endsOn', message: 'is before startsOn', code: 'before-start' },
      { pointer: '/scope/siteIds', message: 'names no site', code: 'no-site' },
      {
        pointer: '/scope/streams',
        message: 'names streams beside *, which already means every stream',
        code: 'streams-beside-all',
        params: { every: '*' },
      },
      { pointer: '/terms/carveOuts/1', message: 'is named twice', code: 'named-twice' },
      { pointer: '/terms/processorIds/2', message: 'is named twice', code: 'named-twice' },
      { pointer: '/terms/usabilityFactors/zero', message: 'is not above 0', code: 'factor-not-above-zero' },
      { pointer: '/terms/usabilityFactors/a~1b', message: 'is more than 1', code: 'factor-above-one' },
      {
        pointer: '/terms/usabilityFactors/fine',
        message: 'has more than 6 decimals',
        code: 'factor-too-fine',
        params: { most: 6 },
      },
      { pointer: '/recyclerId', message: 'is the generator itself', code: 'recycler-is-generator' },
    ]);
  });

  it('takes a term of one day and of fifty years, not of a day more', () => {
    expect(checkAgreement({ ...input, endsOn: '2026-01-01' })).toEqual([]);
    expect(checkAgreement({ ...input, endsOn: '2075-12-31' })).toEqual([]);
    expect(checkAgreement({ ...input, endsOn: '2076-01-01' })).toEqual([
      {
        pointer: '/endsOn',
        message: 'makes the term longer than 50 years',
        code: 'term-too-long',
        params: { years: 50 },
      },
    ]);
  });

  it('brings usability factors to parts per million and back', () => {
    expect(usabilityPpmOf({ rMREO: 0.97, 'NdPr metal': 1, Tb4O7: 0.000001, Dy2O3: 0.290001 })).toEqual({
      rMREO: 970_000,
      'NdPr metal': 1_000_000,
      Tb4O7: 1,
      Dy2O3: 290_001,
    });
    expect(usabilityFactorsOf({ rMREO: ppmOf(970_000), Dy2O3: ppmOf(290_001) })).toEqual({
      rMREO: 0.97,
      Dy2O3: 0.290001,
    });
  });

  it('checks what is named against what the books know', () => {
    const known = {
      siteIds: new Set(['sumter']),
      processorIds: new Set(['p']),
      isStream: (code: string) => code === 'slag',
      isProduct: (code: string) => code === 'rMREO',
    };
    expect(checkReferences({ ...input, terms: { usabilityFactors: { rMREO: 1 } } }, known)).toEqual([]);
    expect(
      checkReferences(
        {
          scope: { siteIds: ['sumter', 'hanau'], streams: ['slag', 'chaff'] },
          terms: { processorIds: ['p', 'q'], usabilityFactors: { gold: 1 } },
        },
        known,
      ).map(({ pointer }) => pointer),
    ).toEqual(['/scope/siteIds/1', '/scope/streams/1', '/terms/processorIds/1', '/terms/usabilityFactors/gold']);
    expect(checkSides({ generator: ['generator'], recycler: ['processor'] })).toEqual([
      {
        pointer: '/recyclerId',
        message: 'is not a party with the role recycler',
        code: 'without-role',
        params: { role: 'recycler' },
      },
    ]);
    expect(checkSides({ generator: null, recycler: ['recycler'] })).toHaveLength(1);
  });
});

describe('checkAmendment and checkTermination', () => {
  const facts = agreement({ versions: [version(), version({ version: 2, startsOn: '2027-01-01' })] });
  const pointers = (input: Parameters<typeof checkAmendment>[1]) =>
    checkAmendment(facts, input).map(({ pointer }) => pointer);

  it('starts an amendment within the term and not before what it changes', () => {
    expect(pointers({ startsOn: '2027-01-01' })).toEqual([]);
    expect(pointers({ startsOn: '2035-12-31', endsOn: '2045-12-31' })).toEqual([]);
    expect(pointers({ startsOn: '2026-12-31' })).toEqual(['/startsOn']);
    expect(pointers({ startsOn: '2036-01-01' })).toEqual(['/startsOn']);
    expect(pointers({ startsOn: '2028-01-01', endsOn: '2027-12-31' })).toEqual(['/endsOn']);
    expect(pointers({ startsOn: '2028-01-01', endsOn: '2076-01-01' })).toEqual(['/endsOn']);
    expect(pointers({ startsOn: '2028-01-01', scope: { siteIds: [] } })).toEqual(['/scope/siteIds']);
  });

  it('lets a termination shorten the term, not lengthen it', () => {
    expect(checkTermination(facts, { endsOn: '2035-12-31' })).toEqual([]);
    expect(checkTermination(facts, { endsOn: '2036-01-01' })).toEqual([
      {
        pointer: '/endsOn',
        message: 'is after 2035-12-31, when the term ends anyway',
        code: 'after-term-anyway',
        params: { day: '2035-12-31' },
      },
    ]);
  });
});
