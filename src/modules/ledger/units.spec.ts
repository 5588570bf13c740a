import { fraction, mass, nullable, tableOf } from '../../database/index.js';
import type { Posting } from '../../domain/books/ledger.js';
import { DRY_MASS, type Amount } from '../../domain/matter/holding.js';
import { minus, ofMg, plus, ppmOf, scaled, type Mg, type Ppm } from '../../domain/measure/quantities.js';
import type { PostingRow } from './entry.entity.js';

/*
 * What is refused here is refused by the compiler: an expected error that is none is itself an error of the type check.
 */
describe('in the eyes of the compiler', () => {
  const massMg = ofMg(24);
  const sharePpm = ppmOf(24);
  const amount: Amount = { commodity: DRY_MASS, agreementId: null, origin: 'unknown', country: null, massMg };

  it('an amount of a holding is of milligrams', () => {
    // @ts-expect-error -- A plain number is no mass.
    const unread: Amount = { ...amount, massMg: 24 };
    // @ts-expect-error -- Nor are parts per million.
    const share: Amount = { ...amount, massMg: sharePpm };
    // @ts-expect-error -- Two masses that are added up as plain numbers are a plain number.
    const sum: Amount = { ...amount, massMg: massMg + massMg };
    expect([unread, share, sum].map((one) => one.massMg)).toEqual([24, 24, 48]);
  });

  it('a posting is of milligrams at a usability in parts per million', () => {
    const figures: Pick<Posting, 'massMg' | 'usabilityPpm'> = { massMg, usabilityPpm: sharePpm };
    // @ts-expect-error -- A plain number is no mass.
    const unread: typeof figures = { ...figures, massMg: 24 };
    // @ts-expect-error -- Parts per million are no mass.
    const share: typeof figures = { ...figures, massMg: sharePpm };
    // @ts-expect-error -- Milligrams are no usability.
    const mass: typeof figures = { ...figures, usabilityPpm: massMg };
    // @ts-expect-error -- Nor is a plain number.
    const factor: typeof figures = { ...figures, usabilityPpm: 24 };
    expect([unread, share, mass, factor]).toEqual(Array.from({ length: 4 }, () => figures));
  });

  it('a column is of the unit that it is declared for', () => {
    interface Row {
      readonly massMg: Mg;
      readonly openMg: Mg | null;
      readonly unread: number;
      readonly sharePpm: Ppm;
      readonly factorMg: Mg;
    }
    const { options } = tableOf<Row>('units', {
      columns: {
        massMg: mass,
        openMg: nullable(mass),
        // @ts-expect-error -- A column of masses is not of plain numbers.
        unread: mass,
        // @ts-expect-error -- Nor of parts per million.
        sharePpm: mass,
        // @ts-expect-error -- A column of fractions is not of masses.
        factorMg: fraction,
      },
    });
    const stored: Pick<PostingRow, 'massMg'> = { massMg };
    // @ts-expect-error -- A plain number is no mass of a row.
    stored.massMg = 24;
    // @ts-expect-error -- Nor are parts per million.
    stored.massMg = sharePpm;
    expect({ ...stored, columns: Object.keys(options.columns) }).toEqual({
      massMg: 24,
      columns: ['massMg', 'openMg', 'unread', 'sharePpm', 'factorMg'],
    });
  });

  it('figures of different units are neither added nor taken off', () => {
    // @ts-expect-error -- Milligrams and parts per million have no sum,
    const sum: number = plus(massMg, sharePpm);
    // @ts-expect-error -- and no difference.
    const difference: number = minus(massMg, sharePpm);
    // @ts-expect-error -- What is scaled keeps its unit.
    const part: Ppm = scaled(massMg, sharePpm, 24);
    // Nothing is nothing in any unit.
    const [none, nought]: [Mg, Ppm] = [0, 0];
    expect([sum, difference, part, none, nought]).toEqual([48, 0, 24, 0, 0]);
  });
});
