import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { PCT_DECIMALS } from '../../domain/quantities.js';
import { readNumber, signsOf, writtenNumber, type NumberReading, type NumberRule } from '../../domain/typed-number.js';
import { useLocale, useMessages, type Messages } from '../i18n/index.js';
import type { Amount } from './amount.js';
import { useFieldGuard } from './field-guard.js';

export interface AmountInputProps extends Omit<TextInputProps, 'value' | 'defaultValue' | 'onChange'> {
  readonly value?: Amount | undefined;
  readonly onChange?: (amount: Amount) => void;
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

/**
 * A number as people write it in their language. What is typed stays as it is; what it was read as is said beside it wherever
 * that could be doubted, and what is no number for this field is said to be none. What is there is replaced by what is typed.
 */
export function AmountInput(props: AmountInputProps & Omit<NumberRule, 'min' | 'max'>): ReactElement {
  const { unit, decimals, min = 0, max, value = '', onChange, error, onFocus, onBlur, ...rest } = props;
  const locale = useLocale();
  const { typed: words } = useMessages();
  const rule: NumberRule = { unit, decimals, min, max };
  const [typed, setTyped] = useState('');
  const [isTyping, setTyping] = useState(false);
  // Others may have put another number there, or the language may have changed.
  const text = amountOf(typed, locale, rule) === value ? typed : textOf(value, locale);
  const reading = readNumber(text, signsOf(locale), rule);
  const fault = faultText(text, reading, { locale, rule, words });
  const field = useFieldGuard(fault, () => setTyping(false));
  // In another language what was no number may be one.
  const understood = typeof value === 'string' && reading.kind === 'number' ? reading.value : null;
  useEffect(() => {
    if (understood !== null) onChange?.(understood);
  }, [understood]); // eslint-disable-line react-hooks/exhaustive-deps -- What was understood is told once, to whoever listens then.
  const note = isTyping && fault !== undefined ? fault : noteOf(reading, { locale, rule, words });
  return (
    <TextInput
      inputMode={decimals === 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      rightSection={
        unit && (
          <Text size="sm" c="dimmed" aria-hidden>
            {unit}
          </Text>
        )
      }
      inputContainer={(input) => (
        <>
          {input}
          <Text size="xs" c="dimmed" aria-live="polite" mt={note === undefined ? 0 : 2}>
            {note}
          </Text>
        </>
      )}
      {...rest}
      ref={field}
      error={(!isTyping && fault) || error}
      value={text}
      onChange={({ currentTarget }) => {
        setTyping(true);
        setTyped(currentTarget.value);
        onChange?.(amountOf(currentTarget.value, locale, rule));
      }}
      // At once: a scale that types fast would lose its first digit if it were selected a moment later.
      onFocus={(event) => {
        event.currentTarget.select();
        onFocus?.(event);
      }}
      onClick={({ currentTarget }) => currentTarget.select()}
      onBlur={(event) => {
        setTyping(false);
        onBlur?.(event);
      }}
    />
  );
}

function amountOf(text: string, locale: string, rule: NumberRule): Amount {
  const reading = readNumber(text, signsOf(locale), rule);
  if (reading.kind === 'empty') return '';
  return reading.kind === 'number' ? reading.value : text;
}

function textOf(value: Amount, locale: string): string {
  return typeof value === 'number' ? writtenNumber(value, signsOf(locale)) : value;
}

interface Saying {
  readonly locale: string;
  readonly rule: NumberRule;
  readonly words: Messages['typed'];
}

/** A number with its unit, ungrouped: nobody has to guess what a sign in it means. */
function written(number: number | string, { locale, rule: { unit } }: Saying): string {
  const digits = typeof number === 'number' ? textOf(number, locale) : number.replace('.', signsOf(locale).decimal);
  return unit === undefined ? digits : `${digits} ${unit}`;
}

/** So much of what was typed is repeated in a sentence. */
const MOST_REPEATED = 24;

function faultText(text: string, reading: NumberReading, saying: Saying): string | undefined {
  if (reading.kind !== 'fault') return undefined;
  const { fault, read } = reading;
  const { locale, rule, words } = saying;
  if (fault === 'not-a-number' || fault === 'grouping' || read === null) {
    const example = new Intl.NumberFormat(locale).format(rule.decimals === 0 ? 1234 : 1234.5);
    const trimmed = text.trim();
    const repeated = trimmed.length > MOST_REPEATED ? `${trimmed.slice(0, MOST_REPEATED)} …` : trimmed;
    return words.faults[fault === 'grouping' ? fault : 'not-a-number'](repeated, example);
  }
  const most = { decimals: String(rule.decimals), below: bound(rule.min, saying), above: bound(rule.max, saying) };
  return words.faults[fault](written(shortened(read), saying), most[fault]);
}

const bound = (limit: number | undefined, saying: Saying): string => written(limit ?? 0, saying);

const shortened = (digits: string): string =>
  digits.length > MOST_REPEATED ? `${digits.slice(0, MOST_REPEATED)} …` : digits;

function noteOf(reading: NumberReading, saying: Saying): string | undefined {
  if (reading.kind !== 'number' || !reading.isDoubtful) return undefined;
  const { value } = reading;
  const { words } = saying;
  if (Number.isInteger(value) || value >= 1_000) return words.readAs(written(value, saying));
  const [least, most] = [Math.floor(value), Math.ceil(value)];
  return words.readBetween(written(value, saying), String(least), String(most));
}
