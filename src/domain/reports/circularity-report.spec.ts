import { hiddenFromRecycler } from '../sight/hidden-report.js';
import { withSubstituted } from '../../../test/support/charged.js';
import { RARE_EARTHS } from '../matter/catalogue.js';
import { type CircularityReport, REPORT_FIELDS, type ReportHead, reportOf } from './circularity-report.js';
import { DRY_MASS } from '../matter/holding.js';
import { ladderOf } from './ladder.js';
import type { Measure } from '../books/ledger.js';
import { reportCsv } from './report-csv.js';
import { reportText } from './report-text.js';
import type { TotalRow } from '../books/totals.js';
import { NOTHING_WITHOUT_ASSAY } from './without-assay.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const total = (measure: Measure, commodity: string, kg: number, more: Partial<TotalRow> = {}): TotalRow => ({
  measure,
  commodity,
  massMg: ofMg(Math.round(kg * 1e6)),
  partyId: 'generator',
  agreementId: 'a',
  origin: 'pre-consumer',
  usabilityPpm: ppmOf(1_000_000),
  ...more,
});

/** The headline of the design's sketch: 178.5 kg of 834.1 kg Nd, and some iron that the plant bought. */
const rows = [
  total('generated', DRY_MASS, 700),
  total('sent', DRY_MASS, 600.5),
  total('generated', 'Nd', 218.5),
  total('sent', 'Nd', 210),
  total('confirmed', 'Nd', 209.999999),
  total('difference', 'Nd', 0.000001),
  total('processed', 'Nd', 200),
  total('recovered', 'Nd', 184),
  total('unaccounted', 'Nd', -0.25),
  total('returned', 'Nd', 180),
  total('consumed', 'Nd', 178.5),
  total('consumed', 'Nd', 655.6, { agreementId: null, origin: 'primary' }),
  total('consumed', 'Fe', 1200, { agreementId: null, origin: 'primary' }),
];

/** 180 kg were returned, of which the totals do not say where they came from. */
const CLOSINGS = {
  recycler: {
    madeKg: 0,
    returnedKg: 180,
    toOthersKg: 0,
    soldOrDisposedKg: 0,
    stockDifferenceKg: 0,
    wayDifferenceKg: 0,
    lostLaterKg: 0,
    stockIncreaseKg: -180,
  },
  processors: {
    returnedKg: 180,
    madeKg: 0,
    straightKg: 0,
    sentOnKg: 0,
    toOthersKg: 0,
    soldOrDisposedKg: 0,
    lostKg: 0,
    differenceKg: 0,
    stockIncreaseKg: 180,
  },
};

const head: ReportHead = {
  agreement: { id: 'a', reference: 'A-1', generator: 'Magnets', recycler: 'Recycling' },
  period: { from: '2026-01-01', to: '2026-12-31' },
  isOpen: false,
  warnings: [],
};
const report = (more: Partial<ReportHead> = {}, generatedMg = 0): CircularityReport =>
  reportOf(
    ladderOf({
      agreementId: 'a',
      generatorId: 'generator',
      rows: withSubstituted(rows),
      cumulativeRows: rows,
      recyclerId: 'recycler',
      withoutAssay: { ...NOTHING_WITHOUT_ASSAY, generatedMg: ofMg(generatedMg) },
      rareEarths: RARE_EARTHS,
    }),
    { ...head, ...more },
  );

describe('reportOf', () => {
  it('has exactly the fields of the HTTP contract', () => {
    const whole = report();
    expect(Object.keys(whole)).toEqual(
      'agreement period basis boundary method dataState mass elements total warnings'.split(' '),
    );
    expect(Object.keys(whole.mass)).toEqual(
      'generatedDryKg reusedInProcessDryKg sentDryKg refusedDryKg confirmedDryKg leakedDryKg carvedOutDryKg breachDryKg recycledSoldElsewhereDryKg openingOnHandDryKg countedDownDryKg countedUpDryKg ownDifferenceDryKg onHandDryKg recyclerCountedDownDryKg recyclerCountedUpDryKg withoutAssayDryKg withoutAssay coveragePct coverageWithCarveOutsPct completenessPct coverageOfExpectedPct unexplainedKg unexplainedUncertaintyKg completeness'.split(
        ' ',
      ),
    );
    const fields =
      'generatedKg reusedInProcessKg sentKg confirmedKg processedKg recoveredKg returnedKg consumedKg substitutedKg otherRecycledConsumedKg primaryConsumedKg recoveryPct closedLoopReturnPct recycledSharePct primaryReplacementPct ceilingPct measurementDifferenceKg unaccountedKg originUnknownKg intermediateKg'.split(
        ' ',
      );
    expect(REPORT_FIELDS).toEqual(fields);
    expect(Object.keys(whole.elements[0] ?? {})).toEqual(['element', ...fields, 'incomplete', 'afterRecovery']);
    expect(Object.keys(whole.total)).toEqual(['elements', ...fields, 'incomplete', 'afterRecovery']);
  });

  it('states masses in kilograms of metal and ratios in percent', () => {
    expect(report()).toMatchObject({
      basis: 'metal',
      boundary: 'all sites of the generator; sites of the recycler',
      method: 'ladder/2',
      mass: { generatedDryKg: 700, sentDryKg: 600.5, onHandDryKg: 99.5, coveragePct: 100 },
      total: { elements: 'rare earths', consumedKg: 178.5 },
    });
    expect(report().elements).toEqual([
      {
        element: 'Nd',
        generatedKg: 218.5,
        reusedInProcessKg: 0,
        sentKg: 210,
        confirmedKg: 209.999999,
        processedKg: 200,
        recoveredKg: 184,
        returnedKg: 180,
        consumedKg: 178.5,
        substitutedKg: 178.5,
        otherRecycledConsumedKg: 0,
        primaryConsumedKg: 655.6,
        recoveryPct: 92,
        closedLoopReturnPct: 85.7143,
        recycledSharePct: 21.4003,
        primaryReplacementPct: 21.4003,
        ceilingPct: 24.1002,
        measurementDifferenceKg: 0.000001,
        unaccountedKg: -0.25,
        originUnknownKg: 0,
        intermediateKg: 0,
        incomplete: [],
        afterRecovery: CLOSINGS,
      },
      expect.objectContaining({ element: 'Fe', primaryConsumedKg: 1200, primaryReplacementPct: 0, ceilingPct: null }),
    ]);
  });

  it('is provisional while weights are open or assays are missing', () => {
    expect(report().dataState).toBe('final');
    expect(report({ isOpen: true }).dataState).toBe('provisional');
    const missing = report({}, 2_500_000);
    expect(missing.dataState).toBe('provisional');
    expect(missing.mass.withoutAssayDryKg).toBe(2.5);
    expect(missing.warnings).toEqual([
      {
        code: 'missing-assay',
        message:
          'By-product without an assay stands in the figures: 2.5 kg generated. What it contains is in none of the element figures.',
        dryKg: 2.5,
      },
    ]);
  });
});

describe('hiddenFromRecycler', () => {
  it('hides what tells of the other purchases of the generator, elements that it only bought included', () => {
    const drawnDown = { code: 'stock-drawn-down' as const, message: 'Nd ...', element: 'Nd' };
    const overridden = { code: 'matter-created' as const, message: 'Run 7 was overridden.' };
    const view = hiddenFromRecycler(report({ warnings: [drawnDown, overridden] }));
    const nulls = {
      otherRecycledConsumedKg: null,
      primaryConsumedKg: null,
      recycledSharePct: null,
      primaryReplacementPct: null,
      ceilingPct: null,
    };
    expect(view.elements).toEqual([expect.objectContaining({ element: 'Nd', consumedKg: 178.5, ...nulls })]);
    expect(view.total).toMatchObject({ elements: 'rare earths', recoveryPct: 92, ...nulls });
    expect(view.warnings).toEqual([overridden]);
    for (const secret of ['655.6', '1200', 'Fe', '21.4', '24.1']) expect(JSON.stringify(view)).not.toContain(secret);
  });
});

describe('reportCsv', () => {
  const TODAY =
    'agreement,from,to,boundary,basis,method,dataState,element,generatedKg,reusedInProcessKg,sentKg,confirmedKg,processedKg,recoveredKg,returnedKg,consumedKg,substitutedKg,otherRecycledConsumedKg,primaryConsumedKg,recoveryPct,closedLoopReturnPct,recycledSharePct,primaryReplacementPct,ceilingPct,measurementDifferenceKg,unaccountedKg';
  const MASS =
    'generatedDryKg,reusedInProcessDryKg,sentDryKg,refusedDryKg,confirmedDryKg,leakedDryKg,carvedOutDryKg,breachDryKg,recycledSoldElsewhereDryKg,openingOnHandDryKg,countedDownDryKg,countedUpDryKg,ownDifferenceDryKg,onHandDryKg,recyclerCountedDownDryKg,recyclerCountedUpDryKg,withoutAssayDryKg,withoutAssay.generatedDryKg,withoutAssay.reusedDryKg,withoutAssay.sentDryKg,withoutAssay.confirmedDryKg,withoutAssay.leakedDryKg,withoutAssay.onHandDryKg,coveragePct,coverageWithCarveOutsPct,completenessPct,coverageOfExpectedPct,unexplainedKg,unexplainedUncertaintyKg,completeness';
  const LATER =
    'originUnknownKg,intermediateKg,afterRecovery.recycler.madeKg,afterRecovery.recycler.returnedKg,afterRecovery.recycler.toOthersKg,afterRecovery.recycler.soldOrDisposedKg,afterRecovery.recycler.stockDifferenceKg,afterRecovery.recycler.wayDifferenceKg,afterRecovery.recycler.lostLaterKg,afterRecovery.recycler.stockIncreaseKg,afterRecovery.processors.returnedKg,afterRecovery.processors.madeKg,afterRecovery.processors.straightKg,afterRecovery.processors.sentOnKg,afterRecovery.processors.toOthersKg,afterRecovery.processors.soldOrDisposedKg,afterRecovery.processors.lostKg,afterRecovery.processors.differenceKg,afterRecovery.processors.stockIncreaseKg';

  const BOUNDARY = 'all sites of the generator; sites of the recycler';
  const drawnDown = { code: 'stock-drawn-down' as const, message: 'Nd ...', element: 'Nd' };

  it('has a record an element and one for the total, each with what it rests on and all that qualifies it', () => {
    const whole = report({ warnings: [drawnDown] }, 250_500_000);
    const start = `A-1,2026-01-01,2026-12-31,${BOUNDARY},metal,ladder/2,provisional`;
    const mass = '700,0,600.5,0,0,0,0,0,0,0,0,0,0,99.5,0,0,250.5,250.5,0,0,0,0,0,100,100,,,,,';
    const warned = 'ceilingPct,missing-assay 250.5 kg | stock-drawn-down Nd';
    const closings = '0,0,0,180,0,0,0,0,0,-180,180,0,0,0,0,0,0,0,180';
    expect(reportCsv(whole)).toBe(
      [
        `${TODAY},${MASS},incomplete,warnings,${LATER}`,
        `${start},Nd,218.5,0,210,209.999999,200,184,180,178.5,178.5,0,655.6,92,85.7143,21.4003,21.4003,24.1002,0.000001,-0.25,${mass},${warned},${closings}`,
        `${start},Fe,0,0,0,0,0,0,0,0,0,0,1200,,,0,0,,0,0,${mass},${warned},${'0,'.repeat(18)}0`,
        `${start},rare earths,218.5,0,210,209.999999,200,184,180,178.5,178.5,0,655.6,92,85.7143,21.4003,21.4003,24.1002,0.000001,-0.25,${mass},${warned},${closings}`,
        '',
      ].join('\r\n'),
    );
  });

  it('has separators and decimal signs for a German program, and the same names', () => {
    const [names = '', neodymium = ''] = reportCsv(report({ warnings: [drawnDown] }, 2_500_000), 'de').split('\r\n');
    expect(names).toBe(`\uFEFF${`${TODAY},${MASS},incomplete,warnings,${LATER}`.replaceAll(',', ';')}`);
    expect(neodymium).toContain(
      `A-1;2026-01-01;2026-12-31;"${BOUNDARY}";metal;ladder/2;provisional;Nd;218,5;0;210;209,999999`,
    );
    expect(neodymium).toContain(';missing-assay 2,5 kg | stock-drawn-down Nd;');
    expect(neodymium).not.toMatch(/\d\.\d/);
  });

  it('leaves the cells empty that the recycler may not see', () => {
    expect(reportCsv(hiddenFromRecycler(report())).split('\r\n')[1]).toContain(
      `A-1,2026-01-01,2026-12-31,${BOUNDARY},metal,ladder/2,final,Nd,218.5,0,210,209.999999,200,184,180,178.5,178.5,,,92,85.7143,,,,0.000001,-0.25,`,
    );
  });
});

describe('reportText', () => {
  it('prints the sentence, the rungs in columns, and what they rest on', () => {
    const text = reportText(report({}, 2_500_000), { element: 'Nd', name: 'neodymium' });
    expect(text.split('\n').slice(0, 5)).toEqual([
      'In 2026 the loop made up for 178.5 kg of fresh-mined neodymium: 21.4 % of what the plant used. Recycling every by-product would reach at most 24.1 %.',
      '',
      'Agreement A-1: Magnets and Recycling',
      'Period 2026-01-01 to 2026-12-31; boundary: all sites of the generator; sites of the recycler; basis: metal; method: ladder/2; data: provisional',
      '',
    ]);
    expect(text).toContain(
      [
        'kg of element                             Nd           Fe  rare earths',
        'G  generated                      218.500000     0.000000   218.500000',
        '   reused in process                0.000000     0.000000     0.000000',
        'R0 sent                           210.000000     0.000000   210.000000',
        'R1 confirmed                      209.999999     0.000000   209.999999',
        '   processed                      200.000000     0.000000   200.000000',
        'R2 recovered                      184.000000     0.000000   184.000000',
        'R3 returned                       180.000000     0.000000   180.000000',
        'R4 consumed                       178.500000     0.000000   178.500000',
        'R5 substituted                    178.500000     0.000000   178.500000',
        '   other recycled consumed          0.000000     0.000000     0.000000',
        '   primary consumed               655.600000  1200.000000   655.600000',
        '   measurement difference           0.000001     0.000000     0.000001',
        '   unaccounted                     -0.250000     0.000000    -0.250000',
        '   of unknown origin                0.000000     0.000000     0.000000',
        '   unrecovered intermediates        0.000000     0.000000     0.000000',
        'recovery %                           92.0000            –      92.0000',
        'closed-loop return %                 85.7143            –      85.7143',
        'recycled share %                     21.4003       0.0000      21.4003',
        'primary replacement %                21.4003       0.0000      21.4003',
        'ceiling %                            24.1002            –      24.1002',
      ].join('\n'),
    );
    expect(text).toContain(
      'Warning missing-assay: By-product without an assay stands in the figures: 2.5 kg generated',
    );
    expect(text).toContain('(2.500000 kg dry)');
    expect(text.trimEnd().split('\n').at(-1)).toContain('Zink, Geyer and Startz 2016');
  });

  it('sets at most six columns side by side', () => {
    const row = report().elements[0];
    if (!row) throw new Error('no row');
    const elements = ['La', 'Ce', 'Pr', 'Nd', 'Tb', 'Dy', 'Fe'].map((element) => ({ ...row, element }));
    const heads = reportText({ ...report(), elements }, null).match(/^kg of element.*$/gm);
    expect(heads?.map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'kg of element | La | Ce | Pr | Nd | Tb | Dy',
      'kg of element | Fe | rare earths',
    ]);
  });

  it('shows dashes to the recycler, and the rare earths together where no element is asked for', () => {
    const text = reportText(hiddenFromRecycler(report()), null);
    expect(text).toContain('fresh-mined rare earths. Which share');
    expect(text).toMatch(/primary consumed +– +–\n/);
    expect(text).not.toContain('655.6');
  });

  it('lets no control character of a name through to the terminal', () => {
    const agreement = { ...head.agreement, generator: 'Mag\u001b[2Jnets\nforged line' };
    expect(reportText(report({ agreement }), null)).toContain('Agreement A-1: Mag [2Jnets forged line and Recycling\n');
  });
});
