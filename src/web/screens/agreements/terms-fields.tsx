import { COMPLETENESS_SHARED } from '../../../domain/agreement/agreement.js';
import { Select, SimpleGrid } from '@mantine/core';
import type { ReactElement } from 'react';
import { CARVE_OUTS, SETTLE_ON } from '../../../domain/agreement/agreement.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { CountInput, PctInput } from '../../units/amount-input.js';
import { Choices } from './choices.js';
import type { DraftFields } from './draft-values.js';

interface FieldsProps {
  readonly form: DraftFields;
}

const MOST_DAYS = 3650;

/** When two weights are one, whose holds, and until when it is to be said. */
export function WeighingFields({ form }: FieldsProps): ReactElement {
  const { form: words, terms } = useMessages().agreements;
  return (
    <Section title={words.weighing}>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <PctInput label={terms.tolerance} required {...form.getInputProps('weightTolerancePct')} />
        <Select
          label={terms.settleOn}
          required
          allowDeselect={false}
          data={SETTLE_ON.map((value) => ({ value, label: terms.settles[value] }))}
          {...form.getInputProps('settleOn')}
        />
        <CountInput label={words.confirmLabel} required max={MOST_DAYS} {...form.getInputProps('confirmWithinDays')} />
      </SimpleGrid>
    </Section>
  );
}

/** For what reasons a by-product may leave another way. */
export function ExceptionFields({ form }: FieldsProps): ReactElement {
  const { agreements, books } = useMessages();
  const { form: words, terms } = agreements;
  return (
    <Section title={words.exceptions} note={words.exceptionsHint}>
      <Choices
        label={terms.carveOuts}
        options={CARVE_OUTS.map((value) => ({ value, label: books.carveOuts[value] }))}
        {...form.getInputProps('carveOuts')}
      />
      <Select
        label={terms.completenessShared}
        description={terms.completenessHint}
        required
        allowDeselect={false}
        data={COMPLETENESS_SHARED.map((value) => ({ value, label: terms.shares[value] }))}
        {...form.getInputProps('completenessShared')}
      />
    </Section>
  );
}
