import { countDue } from './count-due.js';

describe('when a count of work in progress is due', () => {
  const charged = { firstChargedOn: '2027-01-12', lastChargedOn: '2027-06-03' };

  it('is a month after the last count, from one end of a month to the next', () => {
    const after = (lastCountedOn: string, today: string) => countDue({ ...charged, lastCountedOn }, today);
    expect(after('2027-03-15', '2027-04-15')).toBeNull();
    expect(after('2027-03-15', '2027-04-16')).toEqual({ since: '2027-03-15', dueOn: '2027-04-15' });
    expect(after('2027-01-31', '2027-02-28')).toBeNull();
    expect(after('2027-01-31', '2027-03-01')).toEqual({ since: '2027-01-31', dueOn: '2027-02-28' });
    // The end of February leads to the end of March, not to its 28th.
    expect(after('2027-02-28', '2027-03-31')).toBeNull();
    expect(after('2027-02-28', '2027-04-01')).toEqual({ since: '2027-02-28', dueOn: '2027-03-31' });
    expect(after('2027-01-30', '2027-03-01')).toEqual({ since: '2027-01-30', dueOn: '2027-02-28' });
    expect(after('2026-12-31', '2027-02-01')).toEqual({ since: '2026-12-31', dueOn: '2027-01-31' });
  });

  it('is a month after the first charge where there was no count', () => {
    expect(countDue({ ...charged, lastCountedOn: null }, '2027-02-12')).toBeNull();
    expect(countDue({ ...charged, lastCountedOn: null }, '2027-02-13')).toEqual({
      since: '2027-01-12',
      dueOn: '2027-02-12',
    });
  });

  it('is never where nothing was charged, or nothing since the last count', () => {
    const never = { firstChargedOn: null, lastChargedOn: null, lastCountedOn: null };
    expect(countDue(never, '2027-12-31')).toBeNull();
    expect(countDue({ ...never, lastCountedOn: '2027-01-31' }, '2027-12-31')).toBeNull();
    // A count stands at the end of its day.
    expect(countDue({ ...charged, lastCountedOn: '2027-06-03' }, '2027-12-31')).toBeNull();
    expect(countDue({ ...charged, lastCountedOn: '2027-06-02' }, '2027-12-31')).not.toBeNull();
  });
});
