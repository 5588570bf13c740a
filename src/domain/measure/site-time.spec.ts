import fc from 'fast-check';
import { dayIn, instantsAt, isLeftOut, sentMoment, shownMoment, siteClock, siteInstant } from './site-time.js';

const ZONES = [
  ...['America/New_York', 'Europe/Berlin', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'UTC'],
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Niue', 'America/St_Johns', 'Pacific/Chatham'],
];

describe('a time of a site', () => {
  it.each([
    ['2026-03-31T22:30', 'America/New_York', '2026-03-31T22:30:00-04:00'],
    ['2026-01-31T22:30:15', 'America/New_York', '2026-01-31T22:30:15-05:00'],
    ['2026-07-01T00:30', 'Europe/Berlin', '2026-07-01T00:30:00+02:00'],
    ['2026-12-31T23:59:59', 'Europe/Berlin', '2026-12-31T23:59:59+01:00'],
    ['2026-06-30T12:00', 'Asia/Tokyo', '2026-06-30T12:00:00+09:00'],
    ['2026-01-15T08:00', 'Australia/Lord_Howe', '2026-01-15T08:00:00+11:00'],
    ['2026-07-15T08:00', 'Australia/Lord_Howe', '2026-07-15T08:00:00+10:30'],
    ['2026-01-01T00:00', 'Pacific/Kiritimati', '2026-01-01T00:00:00+14:00'],
    ['2026-01-01T00:00', 'Pacific/Niue', '2026-01-01T00:00:00-11:00'],
    ['2026-01-01T00:00', 'Asia/Kathmandu', '2026-01-01T00:00:00+05:45'],
    ['2026-01-01T00:00', 'UTC', '2026-01-01T00:00:00+00:00'],
  ])('%s in %s is %s', (typed, zone, sent) => {
    expect(sentMoment(typed, zone)).toBe(sent);
    expect(isLeftOut(typed, zone)).toBe(false);
    expect(dayIn(typed, zone)).toBe(typed.slice(0, 10));
    expect(shownMoment(sent, zone)).toBe(typed.length === 16 ? `${typed}:00` : typed);
  });

  it('is none in the hour that is left out in spring', () => {
    // New York goes from 02:00 to 03:00 on 8 March 2026, Berlin on 29 March, Lord Howe by half an hour on 4 October.
    expect(instantsAt('2026-03-08T02:30', 'America/New_York')).toEqual([]);
    expect(instantsAt('2026-03-29T02:30', 'Europe/Berlin')).toEqual([]);
    expect(instantsAt('2026-10-04T02:15', 'Australia/Lord_Howe')).toEqual([]);
    expect(instantsAt('2026-10-04T02:30', 'Australia/Lord_Howe')).toHaveLength(1);
    expect(isLeftOut('2026-03-08T02:30', 'America/New_York')).toBe(true);
    expect(isLeftOut('2026-03-08T03:00', 'America/New_York')).toBe(false);
    expect(isLeftOut('2026-03-08T02:30', 'Europe/Berlin')).toBe(false);
    // It goes as it was typed, without an offset, and is refused.
    expect(sentMoment('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T02:30');
    // Samoa had no 30 December 2011.
    expect(isLeftOut('2011-12-30T12:00', 'Pacific/Apia')).toBe(true);
  });

  it('is two in the hour that comes again in autumn, and the first unless one says the second', () => {
    const twice = instantsAt('2026-11-01T01:30', 'America/New_York');
    expect(twice.map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-01T06:30:00.000Z',
    ]);
    expect(sentMoment('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T01:30:00-04:00');
    expect(sentMoment('2026-11-01T01:30:00-05:00', 'America/New_York')).toBe('2026-11-01T01:30:00-05:00');
    expect(shownMoment('2026-11-01T01:30:00-05:00', 'America/New_York')).toBe('2026-11-01T01:30:00');
    expect(sentMoment('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00');
    expect(instantsAt('2026-04-05T01:45', 'Australia/Lord_Howe')).toHaveLength(2);
    expect(sentMoment('2026-04-05T01:45', 'Australia/Lord_Howe')).toBe('2026-04-05T01:45:00+11:00');
    expect(instantsAt('2026-04-05T02:00', 'Australia/Lord_Howe')).toHaveLength(1);
  });

  it('stays the instant that it is at another site', () => {
    expect(shownMoment('2026-04-01T02:30:00Z', 'America/New_York')).toBe('2026-03-31T22:30:00');
    expect(dayIn('2026-04-01T02:30:00Z', 'America/New_York')).toBe('2026-03-31');
    expect(sentMoment('2026-04-01T02:30:00Z', 'America/New_York')).toBe('2026-03-31T22:30:00-04:00');
    expect(shownMoment('2026-04-01T02:30:00Z', 'Asia/Tokyo')).toBe('2026-04-01T11:30:00');
  });

  it('is nothing where nothing or nonsense was typed', () => {
    for (const typed of ['', '2026-02-30', '2026-02-30T00:00', '2026-13-01T00:00', 'soon', 'Z']) {
      expect(sentMoment(typed, 'Europe/Berlin')).toBe(typed);
      expect(dayIn(typed, 'Europe/Berlin')).toBeNull();
      expect(isLeftOut(typed, 'Europe/Berlin')).toBe(false);
    }
  });

  it('is read back as the instant that it shows, in every zone and at every time', () => {
    const instant = fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 });
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (seconds, zone) => {
        const at = seconds * 1000;
        expect(Date.parse(siteInstant(at, zone))).toBe(at);
        expect(instantsAt(siteClock(at, zone), zone)).toContain(at);
      }),
      { numRuns: 500 },
    );
  });
});
