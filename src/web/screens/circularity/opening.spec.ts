import { openingOf, type Candidate } from './opening.js';

const agreement = (id: string, more: Partial<Candidate>): Candidate => ({
  id,
  status: 'active',
  startsOn: '2024-01-01',
  endsOn: '2033-12-31',
  versions: [],
  termination: null,
  ...more,
});
const YEAR = { from: '2026-01-01', to: '2026-12-31' };
const opened = (agreements: readonly Candidate[], lookedAtLast = '', period = YEAR) =>
  openingOf(agreements, period, lookedAtLast)?.id ?? null;

describe('the agreement on which a report opens', () => {
  it('is the newest that is active in the period, whatever is listed first', () => {
    const old = agreement('old', {});
    const newer = agreement('newer', { startsOn: '2026-05-01', status: 'terminated' });
    const proposal = agreement('proposal', { status: 'proposed', startsOn: '2026-11-01' });
    expect(opened([proposal, old, newer])).toBe('newer');
    expect(opened([proposal, old, newer], '', { from: '2025-01-01', to: '2025-12-31' })).toBe('old');
  });

  it.each(['draft', 'proposed', 'scheduled'] as const)(
    'is never one that is %s, even if it was looked at last',
    (status) => {
      expect(opened([agreement('not', { status }), agreement('active', {})], 'not')).toBe('active');
      expect(opened([agreement('not', { status })], 'not')).toBeNull();
    },
  );

  it('is what was looked at last where that is active in the period', () => {
    const agreements = [agreement('a', {}), agreement('b', { startsOn: '2025-01-01' })];
    expect(opened(agreements, 'a')).toBe('a');
    expect(opened(agreements, 'gone')).toBe('b');
  });

  it('is none that ended before the period or begins after it', () => {
    const ended = agreement('ended', { status: 'terminated', termination: { endsOn: '2025-12-31' } });
    expect(opened([ended, agreement('later', { startsOn: '2027-01-01' })])).toBeNull();
    expect(opened([agreement('last day', { status: 'expired', endsOn: '2026-01-01' })])).toBe('last day');
    // The first day is that of its first version, whichever is in force.
    expect(opened([agreement('amended', { startsOn: '2027-01-01', versions: [{ startsOn: '2026-12-31' }] })])).toBe(
      'amended',
    );
  });
});
