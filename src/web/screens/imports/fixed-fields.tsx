import { NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { FileField, ImportKind } from '../../../domain/files/kinds.js';
import { unitsOf } from '../../../domain/files/mapping.js';
import { fieldsLeft, type MappingValues } from './mapping-values.js';
import { useMessages } from './texts.js';

interface FixedFieldsProps {
  readonly kind: ImportKind;
  readonly values: MappingValues;
  readonly say: (fixed: MappingValues['fixed']) => void;
}

/** What is the same in every row, since the file has no column for it. */
export function FixedFields({ kind, values, say }: FixedFieldsProps): ReactElement | null {
  const { imports } = useMessages();
  const [opened, open] = useState<readonly string[]>([]);
  const names: Readonly<Record<string, string>> = imports.fields;
  const left = fieldsLeft(kind, values);
  const isShown = ({ name, needed }: FileField): boolean =>
    needed || opened.includes(name) || (values.fixed[name] ?? '') !== '';
  const others = left.filter((field) => !isShown(field));
  if (left.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text fw={600}>{imports.everyRow}</Text>
      <Text size="sm" c="dimmed">
        {imports.everyRowNote}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }}>
        {left.filter(isShown).map((field) => (
          <FixedValue
            key={field.name}
            field={field}
            value={values.fixed[field.name] ?? ''}
            say={(value) => say({ ...values.fixed, [field.name]: value })}
          />
        ))}
        {others.length > 0 && (
          <NativeSelect
            size="md"
            label={imports.anotherField}
            value=""
            onChange={({ currentTarget }) => open([...opened, currentTarget.value])}
            data={[
              { value: '', label: imports.chooseField },
              ...others.map(({ name }) => ({ value: name, label: names[name] ?? name })),
            ]}
          />
        )}
      </SimpleGrid>
    </Stack>
  );
}

interface FixedValueProps {
  readonly field: FileField;
  readonly value: string;
  readonly say: (value: string) => void;
}

function FixedValue({ field: { name, type, needed }, value, say }: FixedValueProps): ReactElement {
  const { imports } = useMessages();
  const names: Readonly<Record<string, string>> = imports.fields;
  const [unit] = unitsOf(type);
  const label = `${names[name] ?? name}${unit ? ` (${unit})` : ''}`;
  if (type === 'flag')
    return (
      <NativeSelect
        size="md"
        label={label}
        required={needed}
        value={value}
        onChange={({ currentTarget }) => say(currentTarget.value)}
        data={[
          { value: '', label: imports.chooseField },
          { value: 'true', label: imports.yes },
          { value: 'false', label: imports.no },
        ]}
      />
    );
  return (
    <TextInput
      label={label}
      required={needed}
      description={unit ? imports.withPoint : undefined}
      value={value}
      onChange={({ currentTarget }) => say(currentTarget.value)}
    />
  );
}
