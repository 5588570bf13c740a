import { Checkbox, Fieldset, Group, MultiSelect, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { SCALE_USES } from '../../../domain/production/settings.js';
import { useCatalogue } from '../../data/catalogue.js';
import { AddRow, RemoveRow } from '../../parts/list-rows.js';
import { Section } from '../../parts/section.js';
import { PctInput } from '../../units/amount-input.js';
import { KgInput } from '../../units/kg-input.js';
import type { SettingsValues } from './settings-values.js';
import { useMessages } from './texts.js';

interface FieldsProps {
  readonly form: UseFormReturnType<SettingsValues>;
  readonly isReadOnly: boolean;
}

/** The scales of the site, and what is weighed on each. */
export function ScalesSection({ form, isReadOnly }: FieldsProps): ReactElement {
  const { methods } = useMessages();
  return (
    <Section title={methods.scales} note={methods.scalesNote}>
      <Stack gap="md">
        {form.values.scales.map((_, index) => (
          <ScaleFields key={index} form={form} isReadOnly={isReadOnly} index={index} />
        ))}
        {!isReadOnly && (
          <AddRow
            text={methods.addScale}
            onClick={() =>
              form.insertListItem('scales', { name: '', calibrationPct: '', repeatabilityKg: '', weighs: [] })
            }
          />
        )}
      </Stack>
    </Section>
  );
}

function ScaleFields({ form, isReadOnly, index }: FieldsProps & { readonly index: number }): ReactElement {
  const { methods } = useMessages();
  const at = (field: string) => `scales.${index}.${field}`;
  const named = (label: string) => ({ label, 'aria-label': `${methods.scale(index + 1)}: ${label}` });
  return (
    <Fieldset legend={methods.scale(index + 1)} disabled={isReadOnly}>
      <Group wrap="nowrap" align="flex-start">
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" flex={1}>
          <TextInput {...named(methods.name)} {...form.getInputProps(at('name'))} />
          <PctInput {...named(methods.calibration)} {...form.getInputProps(at('calibrationPct'))} />
          <KgInput {...named(methods.repeatability)} {...form.getInputProps(at('repeatabilityKg'))} />
        </SimpleGrid>
        {!isReadOnly && form.values.scales.length > 1 && (
          <RemoveRow
            mt={28}
            label={methods.removeScale(index + 1)}
            onClick={() => form.removeListItem('scales', index)}
          />
        )}
      </Group>
      <Checkbox.Group mt="sm" label={methods.weighs} {...form.getInputProps(at('weighs'))}>
        <Group gap="md" mt={6}>
          {SCALE_USES.map((use) => (
            <Checkbox key={use} size="md" value={use} label={methods.uses[use]} />
          ))}
        </Group>
      </Checkbox.Group>
    </Fieldset>
  );
}

/** How far methods of analysis can be believed where their reports do not say it, and how moisture is found. */
export function MethodsSection({ form, isReadOnly }: FieldsProps): ReactElement {
  const { methods } = useMessages();
  return (
    <Section title={methods.analyses} note={methods.analysesNote}>
      <Fieldset variant="unstyled" disabled={isReadOnly}>
        <Stack gap="sm">
          {form.values.assayMethods.map((_, index) => (
            <Group key={index} wrap="nowrap" align="flex-start" maw={640}>
              <TextInput
                flex={1}
                aria-label={methods.method(index + 1)}
                {...form.getInputProps(`assayMethods.${index}.method`)}
              />
              <PctInput
                flex={1}
                aria-label={methods.methodPct(index + 1)}
                {...form.getInputProps(`assayMethods.${index}.expandedPct`)}
              />
              {!isReadOnly && (
                <RemoveRow
                  label={methods.removeMethod(index + 1)}
                  onClick={() => form.removeListItem('assayMethods', index)}
                />
              )}
            </Group>
          ))}
          {!isReadOnly && (
            <AddRow
              text={methods.addMethod}
              onClick={() => form.insertListItem('assayMethods', { method: '', expandedPct: '' })}
            />
          )}
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" style={{ alignItems: 'end' }}>
            <PctInput label={methods.otherMethods} {...form.getInputProps('otherMethodsPct')} />
            <TextInput label={methods.moistureMethod} {...form.getInputProps('moisture.method')} />
            <PctInput label={methods.moisturePoints} {...form.getInputProps('moisture.points')} />
          </SimpleGrid>
        </Stack>
      </Fieldset>
    </Section>
  );
}

/** Counts, the limit of what is too coarse, suppliers' weights and further elements. */
export function OtherSection({ form, isReadOnly }: FieldsProps): ReactElement {
  const { methods } = useMessages();
  const catalogue = useCatalogue();
  const elements = [...new Set((catalogue?.entries ?? []).map(({ element }) => element))];
  return (
    <Section title={methods.other}>
      <Fieldset variant="unstyled" disabled={isReadOnly}>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" style={{ alignItems: 'end' }}>
          <PctInput label={methods.countWeighed} {...form.getInputProps('countWeighedPct')} />
          <PctInput label={methods.countEstimated} {...form.getInputProps('countEstimatedPct')} />
          <PctInput label={methods.coarse} description={methods.coarseNote} {...form.getInputProps('coarsePct')} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="sm">
          <TagsInput
            size="md"
            label={methods.suppliers}
            description={methods.suppliersNote}
            {...form.getInputProps('supplierWeights')}
          />
          <MultiSelect
            size="md"
            searchable
            label={methods.balanced}
            description={methods.balancedNote}
            data={elements.filter((element) => catalogue?.rareEarths.has(element) !== true)}
            {...form.getInputProps('balancedElements')}
          />
        </SimpleGrid>
      </Fieldset>
    </Section>
  );
}
