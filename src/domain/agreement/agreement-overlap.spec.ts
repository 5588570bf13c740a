import fc from 'fast-check';
import { covers } from './agreement.js';
import { assertNoOverlap, overlap } from './agreement-overlap.js';
import { shiftedDay } from '../measure/time.js';
import { agreement, BOTH, GENERATOR, only, signature, version } from '../../../test/support/announced-agreement.js';

describe('overlap', () => {
  it('is none for other sites, other streams, or one term after the other', () => {
    const slag = only({ scope: { siteIds: ['sumter'], streams: ['slag'] } });
    expect(overlap(slag, only({ scope: { siteIds: ['hanau'], streams: ['*'] } }, 'b'))).toBeNull();
    expect(overlap(slag, only({ scope: { siteIds: ['sumter'], streams: ['rejects'] } }, 'b'))).toBeNull();
    expect(overlap(slag, only({ startsOn: '2036-01-01', endsOn: '2040-12-31' }, 'b'))).toBeNull();
  });

  it('is found on the very last day, and by every stream against one', () => {
    const next = only(
      { startsOn: '2035-12-31', endsOn: '2040-12-31', scope: { siteIds: ['hanau', 'sumter'], streams: ['slag'] } },
      'b',
    );
    expect(overlap(agreement(), next)).toEqual({
      siteId: 'sumter',
      stream: 'slag',
      day: '2035-12-31',
      code: 'overlapping-exclusive-agreement',
    });
  });

  it('is told as exclusive where either is, else as plain', () => {
    const loose = only({ exclusive: false }, 'b');
    expect(overlap(loose, only({ exclusive: false }))?.code).toBe('overlapping-agreement');
    expect(overlap(loose, agreement())?.code).toBe('overlapping-exclusive-agreement');
    expect(overlap(agreement(), loose)?.code).toBe('overlapping-exclusive-agreement');
  });

  it('counts versions in their own time only: an amendment may let a site go', () => {
    const released = agreement({
      versions: [
        version({ scope: { siteIds: ['sumter', 'hanau'], streams: ['*'] } }),
        version({ version: 2, startsOn: '2027-07-01' }),
      ],
    });
    const hanau = { scope: { siteIds: ['hanau'], streams: ['*'] } };
    expect(overlap(released, only({ ...hanau, startsOn: '2027-07-01' }, 'b'))).toBeNull();
    expect(overlap(released, only({ ...hanau, startsOn: '2027-06-30' }, 'b'))?.day).toBe('2027-06-30');
  });

  it('ends with a termination, and never counts what is not signed by both', () => {
    const ended = agreement({ termination: { endsOn: '2027-12-31', reason: 'agreed', signatures: BOTH } });
    expect(overlap(ended, only({ startsOn: '2028-01-01' }, 'b'))).toBeNull();
    expect(overlap(ended, only({ startsOn: '2027-12-31' }, 'b'))).not.toBeNull();
    expect(overlap(agreement(), only({ signatures: [signature(GENERATOR)] }, 'b'))).toBeNull();
  });

  it('refuses by code, without a word on whose agreement the other is', () => {
    const other = agreement({ id: 'secret-id', reference: 'SECRET', recyclerId: 'rival' });
    const rivals = {
      ...other,
      versions: [version({ title: 'Secret', signatures: [signature(GENERATOR), signature('rival')] })],
    };
    expect(() => assertNoOverlap(agreement(), [agreement()])).not.toThrow();
    try {
      assertNoOverlap(agreement(), [rivals]);
      throw new Error('not refused');
    } catch (error) {
      expect(error).toMatchObject({
        code: 'overlapping-exclusive-agreement',
        facts: { siteId: 'sumter', stream: '*', day: '2026-01-01' },
      });
      expect(String(error)).not.toMatch(/secret|rival/i);
    }
  });

  const anyDay = fc.integer({ min: 0, max: 40 }).map((days) => shiftedDay('2026-01-01', days));
  const anyVersion = fc.record({
    startsOn: anyDay,
    endsOn: anyDay,
    exclusive: fc.boolean(),
    siteIds: fc.subarray(['s1', 's2'], { minLength: 1 }),
    streams: fc.oneof(fc.constant(['*']), fc.subarray(['x', 'y'], { minLength: 1 })),
    signed: fc.boolean(),
  });
  const anyAgreement = fc
    .record({
      versions: fc.array(anyVersion, { minLength: 1, maxLength: 4 }),
      end: fc.option(anyDay),
    })
    .map(({ versions, end }) =>
      agreement({
        versions: versions.map(({ siteIds, streams, signed, ...more }, index) =>
          version({
            ...more,
            version: index + 1,
            scope: { siteIds, streams },
            signatures: signed ? BOTH : [signature(GENERATOR)],
          }),
        ),
        termination: end === null ? null : { endsOn: end, reason: 'any', signatures: BOTH },
      }),
    );

  it('is found exactly where both cover the same by-product on some day, and from both sides alike', () => {
    const days = Array.from({ length: 43 }, (_, index) => shiftedDay('2025-12-31', index));
    fc.assert(
      fc.property(anyAgreement, anyAgreement, (a, b) => {
        const found = overlap(a, b);
        const shared = days.flatMap((day) =>
          ['s1', 's2'].flatMap((siteId) =>
            ['x', 'y'].flatMap((stream) => {
              const pair = [covers(a, { siteId, stream, day }), covers(b, { siteId, stream, day })];
              return pair.includes(null) ? [] : [{ day, exclusive: pair.some((one) => one?.exclusive) }];
            }),
          ),
        );
        const told = shared.filter(({ exclusive }) => exclusive)[0] ?? shared[0];
        expect(found?.day).toBe(told?.day);
        expect(found?.code === 'overlapping-exclusive-agreement').toBe(told?.exclusive ?? false);
        expect(overlap(b, a)).toEqual(found);
      }),
    );
  });
});
