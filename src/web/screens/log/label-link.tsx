import { Button, type ButtonProps } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';

interface LabelLinkProps extends ButtonProps {
  readonly id?: string;
  readonly batchId: string;
}

/** To the label of a batch, booked or still waiting. */
export function LabelLink({ batchId, ...rest }: LabelLinkProps): ReactElement {
  const { log } = useMessages();
  return (
    <Button
      component={Link}
      to={`/batches/${batchId}/label`}
      leftSection={<IconPrinter size={18} aria-hidden />}
      {...rest}
    >
      {log.printLabel}
    </Button>
  );
}
