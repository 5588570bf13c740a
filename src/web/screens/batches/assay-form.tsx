import { Autocomplete, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactElement } from 'react';
import { sentMoment } from '../../../domain/measure/site-time.js';
import { useAttempt } from '../../api/attempt.js';
import { useCatalogue } from '../../data/catalogue.js';
import { api, faultOf } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ActModal } from '../../parts/act-modal.js';
import {
  CompositionLines,
  compositionIn,
  sentComposition,
  sentUncertainty,
  type CompositionLine,
} from '../../forms/composition-lines.js';
import { useBooked } from '../../parts/booked.js';
import { MomentInput, momentNow } from '../../units/moment-input.js';
import { useZoneOf } from '../../data/sites.js';
import { useWarningText } from '../../parts/warning-text.js';
import { inForce } from '../../data/assays.js';
import { AssayPreview } from './assay-preview.js';
import type { ShownBatch } from './words.js';

const METHODS = ['ICP-OES', 'ICP-MS', 'XRF'];
const USUAL: Readonly<Record<string, readonly string[]>> = { NdFeB: ['Nd', 'Pr', 'Dy'], SmCo: ['Sm', 'Co'] };

export interface AssayValues {
  readonly laboratory: string;
  readonly method: string;
  readonly reportNo: string;
  readonly sampledAt: string;
  readonly lines: CompositionLine[];
}

interface AssayFormProps {
  readonly batch: ShownBatch;
  readonly onClose: () => void;
}

/** Records an assay; says while one types what the batch would hold and what is odd about it. */
export function AssayForm({ batch, onClose }: AssayFormProps): ReactElement {
  const { assay, batches } = useMessages();
  const booked = useBooked(onClose);
  const catalogue = useCatalogue();
  const zone = useZoneOf()(batch.siteId ?? batch.originSiteId);
  // A later assay names what the one before it named.
  const named = Object.keys(inForce(batch)?.composition ?? {});
  const usual = USUAL[batch.alloy ?? ''] ?? ['Nd', 'Pr'];
  const lines = (named.length > 0 ? named : usual).map((formula): CompositionLine => ({ formula, pct: '' }));
  const form = useForm<AssayValues>({
    initialValues: { laboratory: '', method: 'ICP-OES', reportNo: '', sampledAt: momentNow(), lines },
  });
  const warningText = useWarningText();
  const { header, onSettled } = useAttempt();
  const recording = api.useMutation('post', '/api/v1/batches/{id}/assays', {
    onSettled,
    onSuccess: ({ warnings }) =>
      warnings.length > 0
        ? booked([batches.assaySaved, ...warnings.map(warningText)].join(' '), true)
        : booked(batches.assaySaved),
  });
  const problem = recording.error;
  const field = (name: 'laboratory' | 'method' | 'reportNo' | 'sampledAt') => ({
    ...form.getInputProps(name),
    error: faultOf(problem, `/${name}`),
  });
  return (
    <ActModal
      title={batches.recordAssay}
      onClose={onClose}
      onSubmit={form.onSubmit((values) =>
        recording.mutate({ params: { path: { id: batch.id }, header }, body: bodyOf(values, zone) }),
      )}
      isBusy={recording.isPending}
      problem={problem}
      fields={['/laboratory', '/method', '/reportNo', '/sampledAt', '/composition', '/expandedUncertainty/']}
    >
      <Group grow align="flex-start">
        <TextInput label={batches.laboratory} required maxLength={200} data-autofocus {...field('laboratory')} />
        <Autocomplete label={batches.method} required size="md" maxLength={60} data={METHODS} {...field('method')} />
      </Group>
      <Group grow align="flex-start">
        <MomentInput label={batches.sampledAt} zone={zone} {...field('sampledAt')} />
        <TextInput label={batches.reportNo} maxLength={100} {...field('reportNo')} />
      </Group>
      <CompositionLines
        lines={form.values.lines}
        catalogue={catalogue}
        onChange={(lines) => form.setFieldValue('lines', lines)}
        note={assay.basis}
        error={faultOf(problem, '/composition')}
        faultOf={(formula) =>
          faultOf(problem, `/composition/${formula}`) ?? faultOf(problem, `/expandedUncertainty/${formula}`)
        }
        withUncertainty
      />
      <AssayPreview batch={batch} composition={compositionIn(form.values.lines)} />
    </ActModal>
  );
}

function bodyOf({ laboratory, method, reportNo, sampledAt, lines }: AssayValues, zone: string) {
  const expandedUncertainty = sentUncertainty(lines);
  return {
    laboratory: laboratory.trim(),
    method: method.trim(),
    sampledAt: sentMoment(sampledAt, zone),
    composition: sentComposition(lines),
    ...(reportNo.trim() && { reportNo: reportNo.trim() }),
    ...(Object.keys(expandedUncertainty).length > 0 && { expandedUncertainty }),
  };
}
