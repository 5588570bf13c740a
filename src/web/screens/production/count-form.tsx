import { Alert, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf } from '../../api/client.js';
import { today } from '../../device/service-clock.js';
import { DraftPlace, OfferedDrafts } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { errorsIn } from '../../forms/errors-in.js';
import { shownDay } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { AddRow } from '../../parts/list-rows.js';
import { CountLineFields } from './count-line-fields.js';
import { countBody, emptyCountLine, isCountBegun, type CountValues } from './count-values.js';
import { useGrades } from './grades.js';
import type { Count } from './model.js';
import { useMessages } from './texts.js';

interface CountFormProps {
  readonly siteId: string;
  /** Of the count that is to give way; empty for another day. */
  readonly countedOn: string;
  /** Those that are known. */
  readonly counts: readonly Count[];
  readonly close: () => void;
}

/** Enters a count; one of a day that has one already says why. */
export function CountForm(props: CountFormProps): ReactElement {
  const { counts: words } = useMessages();
  return (
    <DraftPlace<CountValues>
      name="count"
      isBegun={isCountBegun}
      describe={({ countedOn, lines }) => `${countedOn} · ${words.linesCount(lines.length)}`}
      isNew={({ countedOn }) => props.countedOn !== '' && countedOn !== props.countedOn}
      isWindow
    >
      <CountEntry {...props} />
    </DraftPlace>
  );
}

function CountEntry({ siteId, countedOn, counts, close }: CountFormProps): ReactElement {
  const { counts: words } = useMessages();
  const locale = useLocale();
  const { data: grades = [] } = useGrades(siteId);
  const booked = useBooked(close);
  const draft = useDraft<CountValues>('count');
  const form = useForm<CountValues>({
    onValuesChange: draft.keep,
    initialValues: draft.kept ?? { countedOn: countedOn || today(), lines: [emptyCountLine()], reason: '', note: '' },
  });
  const { header, onSettled } = useAttempt(draft.id);
  const count = api.useMutation('post', '/api/v1/sites/{id}/counts', {
    onSettled,
    onError: (error) => form.setErrors(errorsIn(problemOf(error))),
    onSuccess: (answer) => {
      draft.forget();
      return booked(words.entered(shownDay(answer.countedOn, locale)));
    },
  });
  const { lines } = form.values;
  const former = counts.some((one) => one.inForce && one.countedOn === form.values.countedOn);
  return (
    <ActModal
      title={words.enter}
      onClose={close}
      onSubmit={form.onSubmit((values) =>
        count.mutate({ params: { path: { id: siteId }, header }, body: countBody(values) }),
      )}
      isBusy={count.isPending}
      problem={count.error ? problemOf(count.error) : null}
      fields={['/countedOn', '/lines/', '/reason', '/note']}
      submit={words.enter}
    >
      <OfferedDrafts />
      <TextInput
        type="date"
        label={words.day}
        description={words.dayNote}
        required
        data-autofocus
        maw={260}
        {...form.getInputProps('countedOn')}
      />
      {lines.map((line, index) => (
        <CountLineFields
          key={index}
          form={form}
          line={line}
          index={index}
          grades={grades}
          remove={() => form.removeListItem('lines', index)}
        />
      ))}
      {lines.length === 0 && (
        <Alert color="gray" variant="light">
          {words.nothingInProgress}
        </Alert>
      )}
      <AddRow text={words.addLine} onClick={() => form.insertListItem('lines', emptyCountLine())} />
      {(former || form.errors['reason'] !== undefined || form.values.reason !== '') && (
        <Textarea
          label={words.reason}
          description={words.reasonNote}
          required
          autosize
          minRows={2}
          maxLength={500}
          {...form.getInputProps('reason')}
        />
      )}
      <Textarea label={words.note} autosize minRows={1} maxLength={2000} {...form.getInputProps('note')} />
    </ActModal>
  );
}
