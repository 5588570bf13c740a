import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement, ReactNode } from 'react';
import { useAttempt } from '../api/attempt.js';
import { api, faultOf } from '../api/client.js';
import { useMessages } from '../i18n/index.js';
import { ActModal } from '../parts/act-modal.js';
import { useBooked, useMissed } from '../parts/booked.js';

interface ReversalFormProps {
  readonly entryId: string;
  readonly onClose: () => void;
  readonly title?: string;
  readonly submit?: string;
  /** What it means here. */
  readonly children?: ReactNode;
}

/** Takes an entry back, with a reason. */
export function ReversalForm({ entryId, onClose, title, submit, children }: ReversalFormProps): ReactElement {
  const { shell } = useMessages();
  const booked = useBooked(onClose);
  const form = useForm({ initialValues: { reason: '' } });
  const { header, onSettled } = useAttempt();
  const reversal = api.useMutation('post', '/api/v1/entries/{id}/reversal', {
    onSettled,
    onError: useMissed(onClose),
    onSuccess: ({ status }) => booked(status === 'reversed' ? shell.reversed : shell.awaitingOther),
  });
  return (
    <ActModal
      title={title ?? shell.reverseEntry}
      onClose={onClose}
      onSubmit={form.onSubmit((body) => reversal.mutate({ params: { path: { id: entryId }, header }, body }))}
      isBusy={reversal.isPending}
      problem={reversal.error}
      fields={['/reason']}
      submit={submit ?? shell.reverse}
    >
      {children}
      <Text size="sm">{shell.reverseMeaning}</Text>
      <Textarea
        label={shell.reason}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('reason')}
        error={faultOf(reversal.error, '/reason')}
      />
    </ActModal>
  );
}
