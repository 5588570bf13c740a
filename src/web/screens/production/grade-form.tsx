import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { ALLOYS } from '../../../domain/matter/catalogue.js';
import { DEFAULT_WINDOW_DAYS } from '../../../domain/production/grade.js';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf } from '../../api/client.js';
import { useCatalogue } from '../../data/catalogue.js';
import { today } from '../../device/service-clock.js';
import { CompositionLines } from '../../forms/composition-lines.js';
import { DraftPlace, OfferedDrafts } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { errorsIn } from '../../forms/errors-in.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { CountInput, PctInput } from '../../units/amount-input.js';
import { emptyGrade, isGradeBegun, linesOf, versionBody, type GradeValues } from './grade-values.js';
import type { Grade } from './model.js';
import { useMessages } from './texts.js';

interface GradeFormProps {
  /** Of which more is said; nothing for a new one. */
  readonly grade: Grade | null;
  readonly close: () => void;
}

/** Enters a grade, or what holds of one from another day on. */
export function GradeForm(props: GradeFormProps): ReactElement {
  const { grade } = props;
  return (
    <DraftPlace<GradeValues>
      name={grade ? `grade-${grade.id}` : 'grade'}
      isBegun={isGradeBegun}
      describe={({ code, from }) => [code, from].filter(Boolean).join(' · ')}
      isWindow
    >
      <GradeEntry {...props} />
    </DraftPlace>
  );
}

function GradeEntry({ grade, close }: GradeFormProps): ReactElement {
  const { magnets } = useMessages();
  const catalogue = useCatalogue();
  const booked = useBooked(close);
  const draft = useDraft<GradeValues>(grade ? `grade-${grade.id}` : 'grade');
  const form = useForm<GradeValues>({ onValuesChange: draft.keep, initialValues: draft.kept ?? begunWith(grade) });
  const { header, onSettled } = useAttempt(draft.id);
  const settled = {
    onSettled,
    onError: (error: unknown) => form.setErrors(errorsIn(problemOf(error))),
    onSuccess: ({ code }: Grade) => {
      draft.forget();
      return booked(magnets.gradeSaved(code));
    },
  };
  const create = api.useMutation('post', '/api/v1/grades', settled);
  const amend = api.useMutation('post', '/api/v1/grades/{id}/versions', settled);
  const act = grade ? amend : create;
  const submit = form.onSubmit((values) =>
    grade
      ? amend.mutate({ params: { path: { id: grade.id }, header }, body: versionBody(values) })
      : create.mutate({
          params: { header },
          body: { code: values.code, alloy: values.alloy, ...versionBody(values) },
        }),
  );
  return (
    <ActModal
      title={grade ? magnets.newVersionOf(grade.code) : magnets.enterGrade}
      onClose={close}
      onSubmit={submit}
      isBusy={act.isPending}
      problem={act.error ? problemOf(act.error) : null}
      fields={['/code', '/alloy', '/from', '/composition', '/coatingPct', '/windowDays']}
      submit={grade ? magnets.newVersion : magnets.enterGrade}
    >
      <OfferedDrafts />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {!grade && (
          <>
            <TextInput label={magnets.code} withAsterisk data-autofocus {...form.getInputProps('code')} />
            <Select label={magnets.alloy} allowDeselect={false} data={[...ALLOYS]} {...form.getInputProps('alloy')} />
          </>
        )}
        <TextInput
          type="date"
          label={magnets.from}
          description={magnets.fromNote}
          withAsterisk
          {...form.getInputProps('from')}
        />
        <PctInput
          label={magnets.coating}
          description={magnets.coatingNote}
          withAsterisk
          {...form.getInputProps('coatingPct')}
        />
        <CountInput
          label={magnets.window}
          description={magnets.windowNote}
          placeholder={String(DEFAULT_WINDOW_DAYS)}
          {...form.getInputProps('windowDays')}
        />
      </SimpleGrid>
      <CompositionLines
        of={magnets.uncoated}
        withUncertainty
        note={magnets.uncoatedNote}
        lines={form.values.composition}
        catalogue={catalogue}
        error={form.errors['composition']}
        onChange={(lines) => form.setFieldValue('composition', lines)}
      />
    </ActModal>
  );
}

/** A version begins with what the one before it says: little changes from one to the next. */
function begunWith(grade: Grade | null): GradeValues {
  const empty = emptyGrade(today());
  const last = grade?.versions.at(-1);
  if (!grade || !last) return empty;
  const { coatingPct, windowDays } = last;
  return { ...empty, code: grade.code, alloy: grade.alloy, composition: linesOf(last), coatingPct, windowDays };
}
