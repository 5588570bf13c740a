import { Group, Input, MultiSelect, Select, Stack } from '@mantine/core';
import type { ReactElement } from 'react';
import { v4 } from 'uuid';
import { useCatalogue } from '../../data/catalogue.js';
import { useMessages } from './texts.js';
import { AmountInput } from '../../units/amount-input.js';
import { AddRow, RemoveRow } from '../../parts/list-rows.js';
import { Section } from '../../parts/section.js';
import type { DraftFields } from './draft-values.js';
import type { Agreement } from './model.js';
import { useParties } from './party-fields.js';

const FACTOR_DECIMALS = 6;

interface LoopFieldsProps {
  readonly form: DraftFields;
  readonly agreement: Agreement | undefined;
}

/** What counts as come back, and how much fresh-mined material it stands in for. */
export function LoopFields({ form, agreement }: LoopFieldsProps): ReactElement {
  const { form: words, terms } = useMessages().agreements;
  const parties = useParties();
  const known = new Map(
    [...(agreement?.processors ?? []), ...(parties.data ?? []).filter(({ roles }) => roles.includes('processor'))].map(
      ({ id, name }) => [id, name],
    ),
  );
  return (
    <Section title={words.loop}>
      <Stack gap="md">
        {known.size > 0 && (
          <MultiSelect
            size="md"
            label={terms.processors}
            description={words.processorsHint}
            searchable
            data={[...known].map(([value, label]) => ({ value, label }))}
            {...form.getInputProps('processorIds')}
          />
        )}
        <Factors form={form} />
      </Stack>
    </Section>
  );
}

function Factors({ form }: Pick<LoopFieldsProps, 'form'>): ReactElement {
  const { form: words, terms } = useMessages().agreements;
  const products = useCatalogue()?.products ?? [];
  const { factors } = form.values;
  const free = (own: string | null) =>
    products.filter(({ code }) => code === own || factors.every(({ product }) => product !== code));
  return (
    <Stack gap="sm" role="group" aria-label={terms.factors}>
      <Input.Wrapper size="md" labelElement="div" label={terms.factors} description={words.factorsHint} />
      {factors.map(({ key, product }, index) => (
        <Group key={key} gap="sm" align="flex-start" wrap="nowrap">
          <Select
            aria-label={words.ofFactor(words.product, index + 1)}
            placeholder={words.product}
            searchable
            flex={2}
            data={free(product).map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))}
            {...form.getInputProps(`factors.${index}.product`)}
          />
          <AmountInput
            aria-label={words.ofFactor(words.factor, index + 1)}
            placeholder={words.factor}
            max={1}
            decimals={FACTOR_DECIMALS}
            flex={1}
            {...form.getInputProps(`factors.${index}.factor`)}
          />
          <RemoveRow label={words.removeFactor(index + 1)} onClick={() => form.removeListItem('factors', index)} />
        </Group>
      ))}
      <AddRow
        text={words.addFactor}
        onClick={() => form.insertListItem('factors', { product: null, factor: '', key: v4() })}
      />
    </Stack>
  );
}
