import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useMessages } from '../i18n/index.js';
import { ReversalForm } from './reversal-form.js';

/** The button that takes an entry back. */
export function Reversal({ entryId, name = '' }: { readonly entryId: string; readonly name?: string }): ReactElement {
  const { shell } = useMessages();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open} aria-label={`${shell.reverse} ${name}`.trim()}>
        {shell.reverse}
      </Button>
      {isOpen && <ReversalForm entryId={entryId} onClose={close} />}
    </>
  );
}
