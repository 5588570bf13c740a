import { TextInput, type TextInputProps } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Period } from '../../domain/measure/time.js';
import { useMessages } from '../i18n/index.js';
import { withDay } from './period.js';

interface PeriodDaysProps extends Pick<TextInputProps, 'flex' | 'w'> {
  readonly period: Period;
  readonly choose: (period: Period) => void;
}

/** The two ends of a period, to be chosen freely. */
export function PeriodDays({ period, choose, ...rest }: PeriodDaysProps): ReactElement {
  const { shell } = useMessages();
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={shell[end]}
          value={period[end]}
          // A day that is being typed is no day yet.
          onChange={({ currentTarget: { value } }) => value !== '' && choose(withDay(period, end, value))}
          {...rest}
        />
      ))}
    </>
  );
}
