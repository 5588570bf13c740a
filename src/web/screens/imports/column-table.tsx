import { NativeSelect, ScrollArea, Stack, Table, Text, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { KIND_FIELDS, type FileField } from '../../../domain/files/kinds.js';
import { unitsOf } from '../../../domain/files/mapping.js';
import type { Schemas } from '../../api/client.js';
import { fieldOf, valuesOf, withField, type ColumnValues } from './mapping-values.js';
import { useMessages } from './texts.js';

type File = Schemas['ImportAnswer'];
const SHOWN = 3;

interface ColumnTableProps {
  readonly file: File;
  readonly rows: Schemas['FirstRowsAnswer'] | undefined;
  readonly of: (column: string) => ColumnValues;
  readonly say: (column: string, said: ColumnValues) => void;
  readonly faultsAt: (column: string) => readonly string[];
}

/** The columns of a file with what stands in its first rows, and of each what it holds. */
export function ColumnTable({ file, rows, of, say, faultsAt }: ColumnTableProps): ReactElement {
  const { imports } = useMessages();
  const header = rows?.header ?? [];
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': imports.columns }}>
      <Table verticalSpacing="xs" horizontalSpacing="xs" striped="even" miw={680}>
        <Table.Caption className="visually-hidden">{imports.columns}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {[imports.column, imports.firstValues, imports.holds, imports.inUnit].map((title) => (
              <Table.Th key={title} scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {header.map((column, index) => (
            <ColumnRow
              key={`${index} ${column}`}
              file={file}
              column={column}
              values={(rows?.sample ?? []).slice(0, SHOWN).map((cells) => cells[index] ?? '')}
              said={of(column)}
              say={(said) => say(column, said)}
              faults={faultsAt(column)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

interface ColumnRowProps {
  readonly file: File;
  readonly column: string;
  readonly values: readonly string[];
  readonly said: ColumnValues;
  readonly say: (said: ColumnValues) => void;
  readonly faults: readonly string[];
}

function ColumnRow({ file, column, values, said, say, faults }: ColumnRowProps): ReactElement {
  const { imports } = useMessages();
  const fields: Readonly<Record<string, string>> = imports.fields;
  const field = fieldOf(file.kind, said.field);
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Td maw={220} style={{ overflowWrap: 'anywhere' }}>
        <Text fw={600} pt={10}>
          {column || imports.unnamed}
        </Text>
      </Table.Td>
      <Table.Td maw={260}>
        <Text size="sm" className="figure" c="dimmed" pt={12} lineClamp={3} style={{ whiteSpace: 'pre-line' }}>
          {values.map((value) => value || '–').join('\n')}
        </Text>
      </Table.Td>
      <Table.Td miw={220}>
        <Stack gap={2}>
          <NativeSelect
            size="md"
            aria-label={imports.holdsOf(column)}
            value={said.field}
            onChange={({ currentTarget }) => say(withField(said, fieldOf(file.kind, currentTarget.value)))}
            error={faults.length > 0 ? faults.join('; ') : undefined}
            data={[
              { value: '', label: imports.leftOut },
              ...KIND_FIELDS[file.kind].map(({ name }) => ({ value: name, label: fields[name] ?? name })),
            ]}
          />
          <Whose file={file} column={column} said={said} />
        </Stack>
      </Table.Td>
      <Table.Td miw={150}>{field && <Measure field={field} column={column} said={said} say={say} />}</Table.Td>
    </Table.Tr>
  );
}

/** Whether what stands there is remembered, what the column says of itself, or a person's own word. */
function Whose({ file, column, said }: Pick<ColumnRowProps, 'file' | 'column' | 'said'>): ReactElement | null {
  const { imports } = useMessages();
  if (said.field === '' || file.mapping !== null) return null;
  const proposed = valuesOf(file.proposal).columns[column];
  const isProposed = proposed?.field === said.field && proposed.unit === said.unit && proposed.formula === said.formula;
  if (!isProposed) return null;
  const isRemembered = file.remembered?.columns.includes(column) ?? false;
  return (
    <Text size="xs" c="dimmed">
      {isRemembered ? imports.asLastTime : imports.fromName}
    </Text>
  );
}

interface MeasureProps extends Pick<ColumnRowProps, 'column' | 'said' | 'say'> {
  readonly field: FileField;
}

/** In which unit a column is, and of a composition of which element or oxide. */
function Measure({ field, column, said, say }: MeasureProps): ReactElement | null {
  const { imports } = useMessages();
  const units = unitsOf(field.type);
  if (units.length === 0) return null;
  return (
    <Stack gap={4}>
      <NativeSelect
        size="md"
        aria-label={imports.unitOf(column)}
        value={said.unit}
        onChange={({ currentTarget }) => say({ ...said, unit: currentTarget.value })}
        data={[{ value: '', label: imports.chooseUnit }, ...units.map((unit) => ({ value: unit, label: unit }))]}
      />
      {field.type === 'composition' && (
        <TextInput
          aria-label={imports.formulaOf(column)}
          placeholder="Nd, Nd2O3"
          value={said.formula}
          onChange={({ currentTarget }) => say({ ...said, formula: currentTarget.value })}
        />
      )}
    </Stack>
  );
}
