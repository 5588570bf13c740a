import { Checkbox, Fieldset, Group, NativeSelect, Select, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { GRADE_METHOD } from '../../../domain/production/grade.js';
import { STAGES } from '../../../domain/production/measured.js';
import { useCatalogue } from '../../data/catalogue.js';
import { CompositionLines } from '../../forms/composition-lines.js';
import { RemoveRow } from '../../parts/list-rows.js';
import { PctInput } from '../../units/amount-input.js';
import { KgInput } from '../../units/kg-input.js';
import type { CountLineValues, CountValues } from './count-values.js';
import { linesOf, versionOn } from './grade-values.js';
import type { Grade } from './model.js';
import { useMessages } from './texts.js';

interface LineProps {
  readonly form: UseFormReturnType<CountValues>;
  readonly line: CountLineValues;
  readonly index: number;
  readonly remove: () => void;
  /** Those whose composition may be taken. */
  readonly grades: readonly Grade[];
}

/** What was counted of one stage: how much, how certain that is, and what it is made of. */
export function CountLineFields({ form, line, index, remove, grades }: LineProps): ReactElement {
  const { counts } = useMessages();
  const catalogue = useCatalogue();
  const name = counts.line(index + 1);
  const at = (field: string) => `lines.${index}.${field}`;
  const named = (label: string) => ({ label, 'aria-label': `${name}: ${label}` });
  const take = (gradeId: string): void => {
    const grade = grades.find(({ id }) => id === gradeId);
    const version = grade && versionOn(grade, form.values.countedOn);
    if (version)
      form.setFieldValue(`lines.${index}.assay`, {
        laboratory: grade.code,
        method: GRADE_METHOD,
        composition: linesOf(version),
      });
  };
  return (
    <Fieldset legend={name}>
      <Group justify="flex-end" mb={-44}>
        <RemoveRow label={counts.removeLine(index + 1)} onClick={remove} />
      </Group>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" pr={48}>
        <Select
          {...named(counts.stage)}
          allowDeselect={false}
          data={STAGES.map((value) => ({ value, label: counts.stages[value] }))}
          {...form.getInputProps(at('stage'))}
        />
        <KgInput {...named(counts.dry)} withAsterisk {...form.getInputProps(at('dryKg'))} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="sm">
        <PctInput
          {...named(counts.uncertaintyField)}
          description={counts.uncertaintyNote}
          {...form.getInputProps(at('standardUncertaintyPct'))}
        />
        <Checkbox
          {...named(counts.estimatedField)}
          size="md"
          pt={{ base: 0, xs: 36 }}
          {...form.getInputProps(at('estimated'), { type: 'checkbox' })}
        />
        <TextInput {...named(counts.laboratory)} {...form.getInputProps(at('assay.laboratory'))} />
        <TextInput {...named(counts.method)} {...form.getInputProps(at('assay.method'))} />
      </SimpleGrid>
      {grades.length > 0 && (
        <NativeSelect
          {...named(counts.ofGrade)}
          description={counts.ofGradeNote}
          size="md"
          my="sm"
          value=""
          onChange={({ currentTarget }) => take(currentTarget.value)}
          data={[
            { value: '', label: counts.chooseGrade },
            ...grades.map(({ id, code }) => ({ value: id, label: code })),
          ]}
        />
      )}
      <CompositionLines
        of={name}
        withUncertainty
        lines={line.assay.composition}
        catalogue={catalogue}
        error={form.errors[at('assay.composition')]}
        onChange={(composition) => form.setFieldValue(`lines.${index}.assay.composition`, composition)}
      />
    </Fieldset>
  );
}
