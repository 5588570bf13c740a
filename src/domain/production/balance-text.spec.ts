import { balanceText, closesSentence, type NamedBalance } from './balance-text.js';

const row = (element: string): NamedBalance['total'] => ({
  element,
  openingKg: 100,
  chargedKg: 1_000,
  reusedInProcessKg: 0,
  backToProductionKg: 5,
  magnetsKg: 700,
  processLossesKg: 5,
  closingKg: 90,
  loggedKg: 270,
  expectedKg: 310,
  unexplainedKg: 40,
  uncertaintyKg: 12.5,
  completenessPct: 87.0968,
  verdict: 'gap',
  partsKg: {},
});

describe('the balance of a plant as text', () => {
  const balance: NamedBalance = {
    siteId: 'id',
    from: '2027-03-01',
    to: '2027-03-31',
    countedFrom: '2027-02-28',
    countedTo: '2027-03-31',
    elements: [row('Nd')],
    total: row('total'),
    warnings: [{ code: 'count-off-edge', message: 'A count\u0007 is off.' }],
  };

  it('says whether it closes, then every term in its order', () => {
    const lines = balanceText({ code: 'MP-1', name: 'Plant' }, balance).split('\n');
    expect(lines[0]).toBe(
      'By-products logged are 87.1 % of what production must have left: 40.0 kg are unexplained, ' +
        'more than the 12.5 kg that scales and laboratories leave open.',
    );
    expect(lines.slice(2, 6)).toEqual([
      'Site MP-1: Plant',
      'Period 2027-03-01 to 2027-03-31; counted 2027-02-28 to 2027-03-31; basis: metal',
      '',
      'kg of element                  Nd  rare earths',
    ]);
    expect(lines.slice(6, 19).map((line) => line.split(/ {2,}/)[0])).toEqual([
      ...['opening count', '+ charged', '+ reused in process', '+ back to production', '- magnet lots'],
      ...[
        '- process losses',
        '- closing count',
        '= expected',
        'logged',
        'unexplained',
        '',
        'completeness %',
        'verdict',
      ],
    ]);
    expect(lines).toContain('Warning count-off-edge: A count  is off.');
  });

  it('says nothing where nothing can be said', () => {
    expect(closesSentence('not-known', { pct: '1 %', missing: '1 kg', open: '1 kg' })).toBeNull();
    const total = { ...row('total'), verdict: 'not-known' as const, completenessPct: null, unexplainedKg: null };
    const text = balanceText({ code: 'MP-1', name: 'Plant' }, { ...balance, total, countedFrom: null });
    expect(text).toMatch(/^Whether the plant closes is not known\.\n/);
    expect(text).toContain('counted – to 2027-03-31');
  });
});
