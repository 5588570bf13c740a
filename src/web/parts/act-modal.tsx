import { Button, Group, Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import type { ApiProblem } from '../api/client.js';
import { useMessages } from '../i18n/index.js';
import { Failure } from './states.js';

interface ActModalProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly isBusy: boolean;
  readonly problem: ApiProblem | null;
  /** Faults of these fields, by JSON pointer or its beginning, are shown where the field is. */
  readonly fields: readonly string[];
  readonly submit?: string;
  readonly children: ReactNode;
}

/** One act in a window of its own: its fields, what the service said, and the two ways out. */
export function ActModal(props: ActModalProps): ReactElement {
  const { title, onClose, onSubmit, isBusy, problem, fields, submit, children } = props;
  const { shell } = useMessages();
  return (
    <Modal.Root opened onClose={onClose} size="lg" closeOnClickOutside={false}>
      <Modal.Overlay />
      <Modal.Content>
        {/* The library's own head of a window is a second banner of the page, for those who go by landmarks. */}
        <Group justify="space-between" wrap="nowrap" p="md">
          <Modal.Title fw={650}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={shell.close} size={44} />
        </Group>
        <Modal.Body>
          <form onSubmit={onSubmit} noValidate>
            <Stack gap="md">
              {children}
              {problem && !isAllAtFields(problem, fields) && <Failure error={problem} />}
              <Group justify="flex-end">
                <Button variant="default" onClick={onClose}>
                  {shell.cancel}
                </Button>
                <Button type="submit" loading={isBusy}>
                  {submit ?? shell.save}
                </Button>
              </Group>
            </Stack>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function isAllAtFields({ errors = [] }: ApiProblem, fields: readonly string[]): boolean {
  return errors.length > 0 && errors.every(({ pointer }) => fields.some((field) => pointer.startsWith(field)));
}
