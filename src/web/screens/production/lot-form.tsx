import { Checkbox, SegmentedControl, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf } from '../../api/client.js';
import { useZoneOf } from '../../data/sites.js';
import { emptyLine } from '../../forms/composition-lines.js';
import { DraftPlace, OfferedDrafts } from '../../forms/draft-place.js';
import { useDraft } from '../../forms/draft.js';
import { errorsIn } from '../../forms/errors-in.js';
import { ActModal } from '../../parts/act-modal.js';
import { useBooked } from '../../parts/booked.js';
import { CountInput } from '../../units/amount-input.js';
import { KgInput } from '../../units/kg-input.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { DEFAULT_METHOD } from './count-values.js';
import { useGrades } from './grades.js';
import { LotAssayFields, ReturnFields } from './lot-fields.js';
import { LOT_SOURCES, isLotBegun, lotBody, type LotValues } from './lot-values.js';
import { useMessages } from './texts.js';

interface LotFormProps {
  readonly siteId: string;
  readonly close: () => void;
}

const FIELDS = [
  ...['/code', '/gradeId', '/occurredAt', '/netKg', '/pieces', '/uncoated', '/heat', '/note'],
  ...['/assay/', '/returnedFrom/'],
];

/** Books a lot of magnets that were made, or that a customer sent back. */
export function LotForm(props: LotFormProps): ReactElement {
  return (
    <DraftPlace<LotValues>
      name="magnet-lot"
      isBegun={isLotBegun}
      describe={({ code, heat }) => [code, heat].filter(Boolean).join(' · ')}
      isWindow
    >
      <LotEntry {...props} />
    </DraftPlace>
  );
}

const emptyLot = (): LotValues => ({
  source: 'made',
  code: '',
  gradeId: '',
  occurredAt: momentNow(),
  netKg: '',
  pieces: '',
  uncoated: false,
  heat: '',
  hasAssay: false,
  assay: { laboratory: '', method: DEFAULT_METHOD, composition: [emptyLine()] },
  returnedFrom: { customer: '', evidence: '' },
  note: '',
});

function LotEntry({ siteId, close }: LotFormProps): ReactElement {
  const { magnets } = useMessages();
  const booked = useBooked(close);
  const grades = useGrades(siteId);
  const zone = useZoneOf()(siteId);
  const draft = useDraft<LotValues>('magnet-lot');
  const form = useForm<LotValues>({ onValuesChange: draft.keep, initialValues: draft.kept ?? emptyLot() });
  const { header, onSettled } = useAttempt(draft.id);
  const lot = api.useMutation('post', '/api/v1/magnet-lots', {
    onSettled,
    onError: (error) => form.setErrors(errorsIn(problemOf(error))),
    onSuccess: ({ code }) => {
      draft.forget();
      return booked(magnets.lotSaved(code));
    },
  });
  const { source, gradeId, hasAssay } = form.values;
  return (
    <ActModal
      title={magnets.enterLot}
      onClose={close}
      onSubmit={form.onSubmit((values) => lot.mutate({ params: { header }, body: lotBody(values, siteId, zone) }))}
      isBusy={lot.isPending}
      problem={lot.error ? problemOf(lot.error) : null}
      fields={FIELDS}
      submit={magnets.enterLot}
    >
      <OfferedDrafts />
      <SegmentedControl
        aria-label={magnets.source}
        size="md"
        data={LOT_SOURCES.map((value) => ({ value, label: magnets.sources[value] }))}
        {...form.getInputProps('source')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={magnets.grade}
          withAsterisk
          searchable
          allowDeselect={false}
          data={(grades.data ?? []).map(({ id, code, alloy }) => ({ value: id, label: `${code}: ${alloy}` }))}
          {...form.getInputProps('gradeId')}
          value={gradeId || null}
        />
        <TextInput label={magnets.lotCode} description={magnets.lotCodeNote} {...form.getInputProps('code')} />
        <KgInput label={magnets.net} withAsterisk {...form.getInputProps('netKg')} />
        <CountInput label={magnets.pieces} withAsterisk {...form.getInputProps('pieces')} />
        <MomentInput label={magnets.when} zone={zone} {...form.getInputProps('occurredAt')} />
        <TextInput label={magnets.heat} description={magnets.heatNote} {...form.getInputProps('heat')} />
      </SimpleGrid>
      {source !== 'made' && <ReturnFields form={form} isUsed={source === 'used'} />}
      <Checkbox
        label={magnets.beforeCoating}
        description={magnets.beforeCoatingNote}
        size="md"
        {...form.getInputProps('uncoated', { type: 'checkbox' })}
      />
      <Checkbox
        label={magnets.ownAssay}
        description={magnets.ownAssayNote}
        size="md"
        {...form.getInputProps('hasAssay', { type: 'checkbox' })}
      />
      {hasAssay && <LotAssayFields form={form} />}
      <Textarea label={magnets.note} autosize minRows={1} maxLength={2000} {...form.getInputProps('note')} />
    </ActModal>
  );
}
