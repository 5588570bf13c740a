import { Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, faultOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import { DraftPlace, OfferedDrafts } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import type { Agreement } from './model.js';

interface TerminateFormProps {
  readonly agreement: Agreement;
  readonly onClose: () => void;
}

/** Proposes an end before the term is over; it ends when both sides have signed that. */
export function TerminateForm(props: TerminateFormProps): ReactElement {
  return (
    <DraftPlace<EndValues>
      name={draftName(props.agreement)}
      isBegun={({ endsOn, reason }) => endsOn !== '' || reason !== ''}
      describe={({ endsOn, reason }) => [endsOn, reason].filter(Boolean).join(' · ')}
      isWindow
    >
      <EndEntry {...props} />
    </DraftPlace>
  );
}

interface EndValues {
  readonly endsOn: string;
  readonly reason: string;
}

const draftName = ({ id }: Agreement): string => `agreement-end-${id}`;

function EndEntry({ agreement, onClose }: TerminateFormProps): ReactElement {
  const { form: words } = useMessages().agreements;
  const { id, reference } = agreement;
  const client = useQueryClient();
  const draft = useDraft<EndValues>(draftName(agreement));
  const form = useForm({ initialValues: draft.kept ?? { endsOn: '', reason: '' }, onValuesChange: draft.keep });
  const { header, onSettled } = useAttempt(draft.id);
  const end = api.useMutation('post', '/api/v1/agreements/{id}/termination', {
    onSettled,
    onSuccess: async () => {
      draft.forget();
      onClose();
      await client.invalidateQueries();
    },
  });
  const field = (name: 'endsOn' | 'reason') => ({ ...form.getInputProps(name), error: faultOf(end.error, `/${name}`) });
  return (
    <ActModal
      title={words.endTitle(reference)}
      onClose={onClose}
      onSubmit={form.onSubmit((body) => end.mutate({ params: { path: { id }, header }, body }))}
      isBusy={end.isPending}
      problem={end.error}
      fields={['/endsOn', '/reason']}
      submit={words.proposeEnd}
    >
      <OfferedDrafts />
      <Text>{words.endLead}</Text>
      <TextInput type="date" label={words.endLastDay} required data-autofocus {...field('endsOn')} />
      <Textarea label={words.endReason} required autosize minRows={2} maxLength={500} {...field('reason')} />
    </ActModal>
  );
}
