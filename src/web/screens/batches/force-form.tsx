import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';

interface ForceFormProps {
  readonly batchId: string;
  readonly assayId: string;
  readonly onClose: () => void;
}

/** Puts an assay in force by hand, with a reason. */
export function ForceForm({ batchId, assayId, onClose }: ForceFormProps): ReactElement {
  const { batches, shell } = useMessages();
  const booked = useBooked(onClose);
  const form = useForm({ initialValues: { reason: '' } });
  const { header, onSettled } = useAttempt();
  const forcing = api.useMutation('post', '/api/v1/batches/{id}/assays/{assayId}/force', {
    onSettled,
    onSuccess: () => booked(batches.assayForced),
  });
  const path = { id: batchId, assayId };
  return (
    <ActModal
      title={batches.force}
      onClose={onClose}
      onSubmit={form.onSubmit((body) => forcing.mutate({ params: { path, header }, body }))}
      isBusy={forcing.isPending}
      problem={forcing.error}
      fields={['/reason']}
      submit={batches.force}
    >
      <Text size="sm">{batches.forceMeaning}</Text>
      <Textarea
        label={shell.reason}
        required
        autosize
        minRows={2}
        maxLength={500}
        data-autofocus
        {...form.getInputProps('reason')}
        error={faultOf(forcing.error, '/reason')}
      />
    </ActModal>
  );
}
