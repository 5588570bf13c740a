import type { RunWarningCode } from '../../../domain/acts/run-warnings.js';
import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';
import { useMassText } from '../../units/mass.js';

interface WarningsInWordsProps {
  readonly warnings: readonly { readonly code: RunWarningCode; readonly element: string; readonly kg: number }[];
}

/** What does not close in a run, and what that means. */
export function WarningsInWords({ warnings }: WarningsInWordsProps): ReactElement {
  const { runs } = useMessages();
  const massText = useMassText();
  return (
    <>
      {warnings.map(({ code, element, kg }) => (
        <Alert
          key={`${code} ${element}`}
          color="yellow"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={`${element}: ${runs.states[code]}`}
        >
          {runs.explain[code](element, massText(Math.abs(kg)))}
        </Alert>
      ))}
    </>
  );
}
