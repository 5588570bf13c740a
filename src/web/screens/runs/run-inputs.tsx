import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';
import { KgInput } from '../../units/kg-input.js';
import { StockPicker } from '../../forms/stock-picker.js';
import type { StockBatch } from '../../forms/stock-search.js';
import { numberIn } from '../../units/amount.js';
import { inForce } from '../../data/assays.js';
import type { RunForm } from './use-run-form.js';

interface RunInputsProps {
  readonly form: RunForm;
  readonly stock: readonly StockBatch[];
}

/** The batches in stock at the site: which are drawn, and how much of each. */
export function RunInputList({ form, stock }: RunInputsProps): ReactElement {
  const { runs } = useMessages();
  const { inputs } = form.values;
  const drawnOf = (id: string) => inputs.find(({ batchId }) => batchId === id);
  const draw = (chosen: ReadonlySet<string>): void => {
    form.setFieldValue(
      'inputs',
      [...chosen].map((batchId) => drawnOf(batchId) ?? { batchId, dryKg: '' }),
    );
    // A fault is told of a place in the list, at which another batch may stand now.
    for (const path of Object.keys(form.errors)) if (path.startsWith('inputs.')) form.clearFieldError(path);
  };
  return (
    <StockPicker
      title={runs.inputs}
      note={runs.inputsNote}
      stock={stock}
      chosen={new Set(inputs.map(({ batchId }) => batchId))}
      onChange={draw}
      pick={runs.draw}
      massOf={({ id, remainingDryKg }) => numberIn(drawnOf(id)?.dryKg ?? '') ?? remainingDryKg ?? 0}
      empty={runs.noStock}
      error={form.errors['inputs']}
      columns={[{ title: runs.drawn, cell: (batch) => <Drawn form={form} batch={batch} /> }]}
    />
  );
}

interface DrawnProps {
  readonly form: RunForm;
  readonly batch: StockBatch;
}

/** How much of a picked batch is drawn; of one without an assay, that it has none. */
function Drawn({ form, batch }: DrawnProps): ReactElement {
  const { runs } = useMessages();
  const at = form.values.inputs.findIndex(({ batchId }) => batchId === batch.id);
  return (
    <>
      {!inForce(batch) && (
        <Text size="sm" fw={600}>
          {runs.noAssay}
        </Text>
      )}
      {at >= 0 && (
        <KgInput
          aria-label={runs.drawnDry(batch.code ?? '')}
          placeholder={runs.all}
          w={160}
          max={batch.remainingDryKg ?? undefined}
          {...form.getInputProps(`inputs.${at}.dryKg`)}
          error={form.errors[`inputs.${at}.dryKg`] ?? form.errors[`inputs.${at}.batchId`]}
        />
      )}
    </>
  );
}
