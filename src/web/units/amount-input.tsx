import type { ReactElement } from 'react';
import { PCT_DECIMALS } from '../../domain/measure/quantities.js';
import { readNumber, signsOf, writtenNumber, type NumberRule } from '../../domain/measure/typed-number.js';
import { useLocale, useMessages } from '../i18n/index.js';
import { faultText, readNote } from './number-texts.js';
import { TypedInput, type TypedFieldProps, type TypedReading } from './typed-input.js';

export interface AmountInputProps extends TypedFieldProps<number> {
  readonly min?: number;
  readonly max?: number;
}

/** A percentage, to the part per million. */
export function PctInput(props: AmountInputProps): ReactElement {
  return <AmountInput unit="%" decimals={PCT_DECIMALS} max={100} {...props} />;
}

/** A count of pieces, days or the like. */
export function CountInput(props: AmountInputProps): ReactElement {
  return <AmountInput decimals={0} {...props} />;
}

/** A number as people write it in their language. What is no number for the field is said to be none. */
export function AmountInput(props: AmountInputProps & Omit<NumberRule, 'min' | 'max'>): ReactElement {
  const { unit, decimals, min = 0, max, ...rest } = props;
  const locale = useLocale();
  const { typed: words } = useMessages();
  const rule: NumberRule = { unit, decimals, min, max };
  const saying = { locale, rule, words };
  const read = (text: string): TypedReading<number> => {
    const reading = readNumber(text, signsOf(locale), rule);
    if (reading.kind === 'empty') return { held: '' };
    if (reading.kind === 'fault') return { held: text, fault: faultText(text, reading, saying) };
    return { held: reading.value, note: reading.isDoubtful ? readNote(reading.value, saying) : undefined };
  };
  return (
    <TypedInput
      inputMode={decimals === 0 ? 'numeric' : 'decimal'}
      {...rest}
      unit={unit}
      reader={{ read, write: (value) => writtenNumber(value, signsOf(locale)) }}
    />
  );
}
