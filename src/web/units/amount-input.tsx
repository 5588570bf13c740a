import { NumberInput, Text, type NumberInputProps } from '@mantine/core';
import type { ReactElement } from 'react';
import { PCT_DECIMALS } from '../../domain/quantities.js';
import { useLocale } from '../i18n/index.js';
import { decimalPoint } from './format.js';

/** What a number field holds: a number, or the text that is not one yet (empty, or `12.` on its way to `12.5`). */
export type Amount = number | string;

/** The number in a field; null where there is none. */
export function numberIn(amount: Amount): number | null {
  if (amount === '') return null;
  const number = Number(amount);
  return Number.isFinite(number) ? number : null;
}

/** A percentage, to the part per million. */
export function PctInput(props: NumberInputProps): ReactElement {
  return <AmountInput unit="%" decimals={PCT_DECIMALS} max={100} {...props} />;
}

interface AmountInputProps extends NumberInputProps {
  readonly unit: string;
  readonly decimals: number;
}

/**
 * Point and comma both begin the decimals; what is there is replaced by what is typed; nothing can be typed that the books
 * could not hold.
 */
export function AmountInput({ unit, decimals, ...rest }: AmountInputProps): ReactElement {
  const point = decimalPoint(useLocale());
  return (
    <NumberInput
      decimalSeparator={point}
      allowedDecimalSeparators={['.', ',']}
      decimalScale={decimals}
      allowNegative={false}
      min={0}
      clampBehavior="strict"
      withKeyboardEvents={false}
      // At once: the library's own way selects a moment later, and a scale that types fast would lose its first digit.
      onFocus={({ currentTarget }) => currentTarget.select()}
      onClick={({ currentTarget }) => currentTarget.select()}
      autoComplete="off"
      rightSection={
        <Text size="sm" c="dimmed" aria-hidden>
          {unit}
        </Text>
      }
      {...rest}
    />
  );
}
