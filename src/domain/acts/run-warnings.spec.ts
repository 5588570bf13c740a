import type { Holding } from '../matter/holding.js';
import { warningMessage, warningParts, type RunWarning } from './run-warnings.js';
import { ofMg } from '../measure/quantities.js';

const KG = 1_000_000;
const of = (agreementId: string | null, commodity: string, kg: number): Holding[number] => ({
  agreementId,
  commodity,
  origin: 'pre-consumer',
  country: null,
  massMg: ofMg(kg * KG),
});

describe('the warnings of a run', () => {
  // Of 300 + 100 kg Nd 8 kg are missing, shared 6 to 2; the 20 kg Dy are all B's, and 3 kg of them are missing.
  const fed = [of('A', 'Nd', 300), of('B', 'Nd', 100), of('B', 'Dy', 20), of(null, 'Nd', 1)];
  const rest = [of('A', 'Nd', 6), of('B', 'Nd', 2), of('B', 'Dy', 3)];
  const inputs = [
    { drawn: [of('A', 'Nd', 300)], named: new Set(['Nd']) },
    { drawn: [of('B', 'Nd', 100), of('B', 'Dy', 20)], named: new Set(['Nd', 'Dy', 'Tb']) },
  ];

  it('reach the whole run and each agreement that has the element in it, with its own part', () => {
    const warnings: RunWarning[] = [
      { code: 'open-balance', element: 'Nd', massMg: ofMg(8 * KG) },
      { code: 'open-balance', element: 'Dy', massMg: ofMg(3 * KG) },
    ];
    expect(warningParts({ inputs, fed, rest }, warnings)).toEqual([
      { agreementId: null, code: 'open-balance', element: 'Nd', massMg: 8 * KG },
      { agreementId: null, code: 'open-balance', element: 'Dy', massMg: 3 * KG },
      { agreementId: 'A', code: 'open-balance', element: 'Nd', massMg: 6 * KG },
      { agreementId: 'B', code: 'open-balance', element: 'Nd', massMg: 2 * KG },
      { agreementId: 'B', code: 'open-balance', element: 'Dy', massMg: 3 * KG },
    ]);
  });

  it('of an override reach every agreement in the run, without naming an element that is another agreement has', () => {
    const warnings: RunWarning[] = [{ code: 'matter-created', element: 'Dy', massMg: ofMg(-3 * KG) }];
    expect(warningParts({ inputs, fed, rest: [of('B', 'Dy', -3)] }, warnings)).toEqual([
      { agreementId: null, code: 'matter-created', element: 'Dy', massMg: -3 * KG },
      { agreementId: 'A', code: 'matter-created', element: '', massMg: 0 },
      { agreementId: 'B', code: 'matter-created', element: 'Dy', massMg: -3 * KG },
    ]);
  });

  it('of an element that was not assayed reach those whose assay has it and those whose assay does not name it', () => {
    const warnings: RunWarning[] = [
      { code: 'element-not-assayed', element: 'Dy', massMg: ofMg(-5 * KG) },
      { code: 'element-not-assayed', element: 'Tb', massMg: ofMg(-1 * KG) },
    ];
    const parts = warningParts({ inputs, fed, rest: [of(null, 'Dy', -5), of(null, 'Tb', -1)] }, warnings);
    expect(parts.filter(({ agreementId }) => agreementId !== null)).toEqual([
      { agreementId: 'A', code: 'element-not-assayed', element: 'Dy', massMg: 0 },
      { agreementId: 'A', code: 'element-not-assayed', element: 'Tb', massMg: 0 },
      { agreementId: 'B', code: 'element-not-assayed', element: 'Dy', massMg: 0 },
    ]);
  });

  it('say in words how much of what', () => {
    const warning = (code: RunWarning['code'], kg: number): RunWarning => ({
      code,
      element: 'Nd',
      massMg: ofMg(kg * KG),
    });
    expect([
      warningMessage(warning('open-balance', 26)),
      warningMessage(warning('element-not-assayed', -0.7)),
      warningMessage(warning('matter-created', -8.4)),
    ]).toEqual([
      '26 kg of Nd are missing: neither in an output nor in an assayed residue.',
      '0.7 kg of Nd came out above what the assays of the inputs name.',
      '8.4 kg of Nd came out above what went in; somebody vouched for it.',
    ]);
  });
});
