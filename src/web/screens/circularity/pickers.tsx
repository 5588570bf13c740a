import { Group, NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Period } from '../../../domain/measure/time.js';
import type { Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { PeriodPicker } from '../../report/period-picker.js';
import { isSignedAgreement } from './opening.js';
import type { CircularitySearch } from './search.js';

export interface PickersProps {
  readonly agreements: readonly Schemas['AgreementAnswer'][];
  /** Null where none is active in the period. */
  readonly agreementId: string | null;
  readonly element: string;
  /** Those of the report, and the rare earths together. */
  readonly elements: readonly string[];
  readonly period: Period;
  readonly choose: (choice: CircularitySearch) => void;
}

/** What the report is of: agreement, element and period. */
export function Pickers({ agreements, agreementId, element, elements, period, choose }: PickersProps): ReactElement {
  const { circularity, elements: names, status: words } = useMessages();
  return (
    <Group align="flex-end" gap="md" className="no-print">
      <NativeSelect
        label={circularity.agreement}
        size="md"
        value={agreementId ?? ''}
        onChange={(event) => choose({ agreementId: event.currentTarget.value })}
        data={[
          ...(agreementId === null ? [{ value: '', label: circularity.chooseAgreement, disabled: true }] : []),
          ...agreements.map(({ id, reference, title, status }) => ({
            value: id,
            label: [reference, title, ...(isSignedAgreement({ status }) ? [] : [words[status]])].join(' · '),
          })),
        ]}
        flex="1 1 220px"
      />
      <NativeSelect
        label={circularity.element}
        size="md"
        value={element}
        onChange={(event) => choose({ element: event.currentTarget.value })}
        data={elements.map((symbol) => ({ value: symbol, label: elementLabel(symbol, names) }))}
        flex="1 1 180px"
      />
      <PeriodPicker period={period} choose={choose} />
    </Group>
  );
}

function elementLabel(symbol: string, names: Readonly<Record<string, string>>): string {
  const name = names[symbol];
  if (name === undefined) return symbol;
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return symbol === 'total' ? capital : `${capital} (${symbol})`;
}
