import { Button, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { ORIGINS } from '../../../domain/matter/holding.js';
import { useMessages } from './texts.js';
import { AddRow } from '../../parts/list-rows.js';
import { CompositionLines, type CompositionLine } from '../../forms/composition-lines.js';
import { KgInput } from '../../units/kg-input.js';
import { Section } from '../../parts/section.js';
import type { RunForm } from './use-run-form.js';
import { emptyFeed, emptyResidue } from './values.js';

interface ExtrasProps {
  readonly form: RunForm;
  readonly catalogue: Catalogue;
}

/** Feed that is in nobody's books here. */
export function OtherFeed({ form, catalogue }: ExtrasProps): ReactElement {
  const { runs } = useMessages();
  const { otherFeed } = form.values;
  return (
    <Section title={runs.otherFeed} note={otherFeed.length === 0 ? runs.noOtherFeed : runs.otherFeedNote}>
      {otherFeed.map(({ description, composition }, index) => (
        <Extra
          key={index}
          form={form}
          catalogue={catalogue}
          index={index}
          lines={composition}
          list="otherFeed"
          name={description || `${runs.otherFeed} ${index + 1}`}
        >
          <TextInput label={runs.description} withAsterisk {...form.getInputProps(`otherFeed.${index}.description`)} />
          <Select
            label={runs.origin}
            allowDeselect={false}
            data={ORIGINS.map((value) => ({ value, label: runs.origins[value] }))}
            {...form.getInputProps(`otherFeed.${index}.origin`)}
          />
        </Extra>
      ))}
      <AddRow text={runs.addFeed} onClick={() => form.insertListItem('otherFeed', emptyFeed())} />
    </Section>
  );
}

/** What is left over and leaves the loop. */
export function Residues({ form, catalogue }: ExtrasProps): ReactElement {
  const { runs } = useMessages();
  const { residues } = form.values;
  return (
    <Section title={runs.residues} note={residues.length === 0 ? runs.noResidues : runs.residuesNote}>
      {residues.map(({ kind, composition }, index) => (
        <Extra
          key={index}
          form={form}
          catalogue={catalogue}
          index={index}
          lines={composition}
          list="residues"
          name={kind || `${runs.residues} ${index + 1}`}
        >
          <TextInput label={runs.residue} withAsterisk {...form.getInputProps(`residues.${index}.kind`)} />
          <TextInput label={runs.destination} withAsterisk {...form.getInputProps(`residues.${index}.destination`)} />
        </Extra>
      ))}
      <AddRow text={runs.addResidue} onClick={() => form.insertListItem('residues', emptyResidue())} />
    </Section>
  );
}

interface ExtraProps extends ExtrasProps {
  readonly list: 'otherFeed' | 'residues';
  readonly index: number;
  readonly name: string;
  readonly lines: readonly CompositionLine[];
  readonly children: ReactNode;
}

function Extra({ form, catalogue, list, index, name, lines, children }: ExtraProps): ReactElement {
  const { runs } = useMessages();
  return (
    <Stack gap="sm" role="group" aria-label={name}>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        {children}
        <KgInput label={runs.dry} withAsterisk {...form.getInputProps(`${list}.${index}.dryKg`)} />
      </SimpleGrid>
      <CompositionLines
        of={name}
        lines={lines}
        catalogue={catalogue}
        error={form.errors[`${list}.${index}.composition`]}
        onChange={(changed) => form.setFieldValue(`${list}.${index}.composition`, changed)}
      />
      <Group>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconTrash size={18} aria-hidden />}
          onClick={() => form.removeListItem(list, index)}
        >
          {runs.remove(name)}
        </Button>
      </Group>
    </Stack>
  );
}
