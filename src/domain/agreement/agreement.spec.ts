import {
  type AgreementAction,
  agreementStatus,
  AGREEMENT_STATUSES,
  type AgreementStatus,
  amended,
  assertAgreementAction,
  assertNothingPending,
  covers,
  latestSigned,
  pendingVersion,
  type Signature,
  termEnd,
  versionOn,
  withSignature,
} from './agreement.js';
import { DomainError } from '../measure/errors.js';
import {
  agreement,
  BOTH,
  GENERATOR,
  only,
  RECYCLER,
  signature,
  version,
} from '../../../test/support/announced-agreement.js';

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    return error instanceof DomainError ? error.code : undefined;
  }
  return undefined;
}

describe('agreementStatus', () => {
  it.each<[string, readonly Signature[], AgreementStatus]>([
    ['2026-06-01', [], 'draft'],
    ['2026-06-01', [signature(GENERATOR)], 'proposed'],
    ['2026-06-01', [signature(RECYCLER)], 'proposed'],
    ['2025-12-31', BOTH, 'scheduled'],
    ['2026-01-01', BOTH, 'active'],
    ['2035-12-31', BOTH, 'active'],
    ['2036-01-01', BOTH, 'expired'],
  ])('on %s with the signatures %j is %s', (today, signatures, status) => {
    expect(agreementStatus(only({ signatures }), today)).toBe(status);
  });

  it('ends with a termination that both sides have signed, on the day after', () => {
    const ending = (signatures: readonly Signature[]) =>
      agreement({ termination: { endsOn: '2028-06-30', reason: 'plant closes', signatures } });
    expect(agreementStatus(ending(BOTH), '2028-06-30')).toBe('active');
    expect(agreementStatus(ending(BOTH), '2028-07-01')).toBe('terminated');
    expect(agreementStatus(ending([signature(GENERATOR)]), '2028-07-01')).toBe('active');
    expect(covers(ending(BOTH), { siteId: 'sumter', stream: 'x', day: '2028-07-01' })).toBeNull();
  });

  it('may be terminated before it begins', () => {
    const facts = agreement({ termination: { endsOn: '2025-11-30', reason: 'called off', signatures: BOTH } });
    expect(agreementStatus(facts, '2025-11-30')).toBe('scheduled');
    expect(agreementStatus(facts, '2025-12-01')).toBe('terminated');
    expect(agreementStatus(facts, '2026-02-01')).toBe('terminated');
  });

  it('lasts as long as the version in force says', () => {
    const extended = version({ version: 2, startsOn: '2030-01-01', endsOn: '2040-12-31' });
    const facts = agreement({ versions: [version(), extended] });
    expect(agreementStatus(facts, '2038-01-01')).toBe('active');
    const unsigned = agreement({ versions: [version(), { ...extended, signatures: [signature(GENERATOR)] }] });
    expect(agreementStatus(unsigned, '2038-01-01')).toBe('expired');
  });

  const allowed: Record<AgreementAction, readonly AgreementStatus[]> = {
    edit: ['draft'],
    discard: ['draft', 'proposed'],
    sign: ['draft', 'proposed'],
    amend: ['scheduled', 'active'],
    terminate: ['scheduled', 'active'],
    'sign-change': ['scheduled', 'active'],
  };
  it.each(Object.keys(allowed) as AgreementAction[])('allows to %s in the right statuses only', (action) => {
    const open = AGREEMENT_STATUSES.filter((status) => !codeOf(() => assertAgreementAction(action, status)));
    expect(open).toEqual(allowed[action]);
    expect(codeOf(() => assertAgreementAction(action, 'expired'))).toBe('agreement-state');
  });
});

describe('versionOn and covers', () => {
  const facts = agreement({
    versions: [
      version(),
      version({ version: 2, startsOn: '2027-04-01', scope: { siteIds: ['sumter', 'hanau'], streams: ['slag'] } }),
      version({ version: 3, startsOn: '2028-01-01', signatures: [signature(RECYCLER)] }),
    ],
  });
  const covering = (siteId: string, stream: string, day: string) => covers(facts, { siteId, stream, day })?.version;

  it('takes the latest version that both sides have signed and that has started', () => {
    expect(versionOn(facts, '2025-12-31')).toBeNull();
    expect(versionOn(facts, '2027-03-31')?.version).toBe(1);
    expect(versionOn(facts, '2027-04-01')?.version).toBe(2);
    expect(versionOn(facts, '2028-06-01')?.version).toBe(2);
    expect(latestSigned(facts)?.version).toBe(2);
    expect(pendingVersion(facts)?.version).toBe(3);
  });

  it('covers by site, stream and day of generation, both ends of the term included', () => {
    expect(covering('sumter', 'any', '2025-12-31')).toBeUndefined();
    expect(covering('sumter', 'any', '2026-01-01')).toBe(1);
    expect(covering('hanau', 'slag', '2027-03-31')).toBeUndefined();
    expect(covering('hanau', 'slag', '2027-04-01')).toBe(2);
    expect(covering('sumter', 'any', '2027-04-01')).toBeUndefined();
    expect(covering('sumter', 'slag', '2035-12-31')).toBe(2);
    expect(covering('sumter', 'slag', '2036-01-01')).toBeUndefined();
  });

  it('still knows the terms after the end, though nothing new is covered', () => {
    expect(versionOn(facts, '2036-05-01')?.version).toBe(2);
  });

  it('covers nothing before the second signature', () => {
    const proposed = only({ signatures: [signature(GENERATOR)] });
    expect(covers(proposed, { siteId: 'sumter', stream: 'slag', day: '2026-05-01' })).toBeNull();
  });
});

describe('withSignature', () => {
  it('signs the version, one side after the other, then has nothing left to sign', () => {
    const once = withSignature(only({ signatures: [] }), signature(RECYCLER));
    expect(agreementStatus(once, '2026-05-01')).toBe('proposed');
    expect(codeOf(() => withSignature(once, signature(RECYCLER)))).toBe('already-signed');
    const twice = withSignature(once, signature(GENERATOR));
    expect(agreementStatus(twice, '2026-05-01')).toBe('active');
    expect(codeOf(() => withSignature(twice, signature(GENERATOR)))).toBe('nothing-to-sign');
    expect(codeOf(() => withSignature(once, signature('stranger')))).toBe('not-found');
  });

  it('signs an amendment and a termination the same way', () => {
    const change = { ...version(), version: 2, startsOn: '2027-01-01', signatures: [signature(GENERATOR)] };
    const changed = withSignature(agreement({ versions: [version(), change] }), signature(RECYCLER));
    expect(versionOn(changed, '2027-01-01')?.version).toBe(2);
    const termination = { endsOn: '2027-12-31', reason: 'agreed', signatures: [signature(GENERATOR)] };
    const pending = agreement({ termination });
    expect(codeOf(() => assertNothingPending(pending))).toBe('signature-pending');
    const ended = withSignature(pending, signature(RECYCLER));
    expect(termEnd(ended, version())).toBe('2027-12-31');
    expect(codeOf(() => assertNothingPending(ended))).toBeUndefined();
  });
});

describe('amended', () => {
  it('is the next version, unsigned, with what changes and all else as it was', () => {
    const next = amended(version(), {
      startsOn: '2027-01-01',
      title: undefined,
      exclusive: false,
      scope: { streams: ['slag'] },
      terms: { settleOn: 'mean' },
    });
    expect(next).toEqual({
      ...version(),
      version: 2,
      startsOn: '2027-01-01',
      exclusive: false,
      scope: { siteIds: ['sumter'], streams: ['slag'] },
      terms: { ...version().terms, settleOn: 'mean' },
      signatures: [],
    });
  });
});
