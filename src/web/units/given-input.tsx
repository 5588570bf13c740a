import type { ReactElement } from 'react';
import { GIVEN_DECIMALS, MOST_SUM_PCT } from '../../domain/matter/composition-check.js';
import { readGiven, writtenGiven, type GivenText } from '../../domain/matter/typed-given.js';
import { signsOf, writtenNumber } from '../../domain/measure/typed-number.js';
import { useLocale, useMessages } from '../i18n/index.js';
import { faultText, readNote, repeated } from './number-texts.js';
import { TypedInput, type TypedFieldProps, type TypedReading } from './typed-input.js';

type Held = number | GivenText;

interface GivenInputProps extends TypedFieldProps<Held> {
  /** What the value is of: on ignition some things gain. */
  readonly formula: string;
}

/** A value of a composition as a laboratory writes it: percent, below a limit, or in a unit such as ppm. */
export function GivenInput({ formula, value, ...rest }: GivenInputProps): ReactElement {
  const locale = useLocale();
  const { typed: words } = useMessages();
  const signs = signsOf(locale);
  const rule = { unit: '%', decimals: GIVEN_DECIMALS, min: formula === 'LOI' ? -MOST_SUM_PCT : 0, max: MOST_SUM_PCT };
  const saying = { locale, rule, words };
  const read = (text: string): TypedReading<Held> => {
    const reading = readGiven(text, signs, rule);
    switch (reading.kind) {
      case 'empty':
        return { held: '' };
      case 'number':
        return { held: reading.value, note: reading.isDoubtful ? readNote(reading.value, saying) : undefined };
      case 'text': {
        const pct = `${reading.isBelow ? '< ' : ''}${reading.pct.replace('.', signs.decimal)} %`;
        return { held: reading.held, note: words.readAs(pct) };
      }
      case 'fault': {
        const { fault } = reading;
        const decimal = (example: string) => example.replace('.', signs.decimal);
        const examples = ['24.1', '<0.05', '12 ppm', '<10 mg/kg'].map(decimal).join(' · ');
        return {
          held: text,
          fault:
            fault === 'not-given'
              ? words.faults['not-a-number'](repeated(text), examples)
              : faultText(text, { ...reading, fault }, saying),
        };
      }
    }
  };
  const write = (held: Held): string =>
    typeof held === 'number' ? writtenNumber(held, signs) : writtenGiven(held, signs);
  // A text brings its unit with it.
  const unit = typeof value === 'object' ? undefined : '%';
  return <TypedInput {...rest} value={value} unit={unit} reader={{ read, write }} />;
}
