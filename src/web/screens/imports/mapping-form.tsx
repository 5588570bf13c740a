import { Alert, Button, Group, List, NativeSelect, SimpleGrid, Stack } from '@mantine/core';
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { DATE_ORDERS, DECIMAL_SIGNS, FILE_BASES, type Mapping } from '../../../domain/files/mapping.js';
import { useAttempt } from '../../api/attempt.js';
import { api, problemOf, type ApiProblem, type Schemas } from '../../api/client.js';
import { useNames } from '../../data/names.js';
import { useDraft } from '../../forms/draft.js';
import { Section } from '../../parts/section.js';
import { Failure } from '../../parts/states.js';
import { Moment } from '../../units/mass.js';
import { ColumnTable } from './column-table.js';
import { FixedFields } from './fixed-fields.js';
import { useFaultWords } from './fault-words.js';
import {
  firstRowsFor,
  mappingOf,
  NOT_READ,
  valuesOf,
  type ColumnValues,
  type MappingValues,
} from './mapping-values.js';
import { useMessages } from './texts.js';

type File = Schemas['ImportAnswer'];

interface MappingFormProps {
  readonly file: File;
  /** It is said how the file is read. */
  readonly done: () => void;
}

/** Says how a file is read: of each column what it holds and in which unit. Nothing is used before it is sent. */
export function MappingForm({ file, done }: MappingFormProps): ReactElement {
  const { imports } = useMessages();
  const { kept, keep, forget } = useDraft<MappingValues>(`import-${file.id}`);
  const [values, setValues] = useState<MappingValues>(() => kept ?? valuesOf(file.mapping ?? file.proposal));
  const say = (change: Partial<MappingValues>): void => {
    const next = { ...values, ...change };
    setValues(next);
    keep(next);
  };
  const rows = firstRowsFor(file.firstRows, values.delimiter);
  const header = rows?.header ?? [];
  const { map, problem } = useMapping(file.id, () => {
    forget();
    done();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    map(mappingOf(values, header));
  };
  const sayColumn = (column: string, said: ColumnValues): void =>
    say({ columns: { ...values.columns, [column]: said } });
  return (
    <Section title={imports.howRead} note={imports.howReadNote}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Remembered file={file} />
          <Signs file={file} values={values} say={say} />
          <ColumnTable
            file={file}
            rows={rows}
            of={(column) => values.columns[column] ?? NOT_READ}
            say={sayColumn}
            faultsAt={(column) => faultsOfColumn(problem, values, header, column)}
          />
          <FixedFields kind={file.kind} values={values} say={(fixed) => say({ fixed })} />
          <MappingFaults problem={problem} />
          <Group justify="flex-end">
            <Button type="submit">{imports.look}</Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function useMapping(id: string, done: () => void) {
  const client = useQueryClient();
  const { header, onSettled } = useAttempt();
  const put = api.useMutation('put', '/api/v1/imports/{id}/mapping', {
    onSettled,
    onSuccess: async () => {
      await client.invalidateQueries();
      done();
    },
  });
  const map = ({ columns, fixed, ...rest }: Mapping): void =>
    put.mutate({ params: { path: { id }, header }, body: { ...rest, columns: [...columns], fixed: [...fixed] } });
  return { map, problem: put.error ? problemOf(put.error) : null };
}

/** Whose word the proposal is. */
function Remembered({ file: { remembered, mapping } }: { readonly file: File }): ReactElement | null {
  const { imports } = useMessages();
  const names = useNames();
  if (mapping !== null) return null;
  const icon = <IconHistory aria-hidden />;
  if (!remembered || remembered.columns.length === 0)
    return (
      <Alert color="gray" variant="light" icon={icon}>
        {imports.suggested}
      </Alert>
    );
  return (
    <Alert color="blue" variant="light" icon={icon}>
      {imports.rememberedBy(names.user(remembered.userId) ?? imports.someone)} <Moment at={remembered.at} />
    </Alert>
  );
}

interface SignsProps {
  readonly file: File;
  readonly values: MappingValues;
  readonly say: (change: Partial<MappingValues>) => void;
}

/** How numbers and days are written in the whole file, and what its fractions are of. */
function Signs({ file, values, say }: SignsProps): ReactElement {
  const { imports } = useMessages();
  const delimiters = file.firstRows.flatMap(({ delimiter }) => delimiter ?? []);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
      {delimiters.length > 0 && (
        <NativeSelect
          size="md"
          label={imports.delimiter}
          value={values.delimiter}
          onChange={({ currentTarget }) => say({ delimiter: currentTarget.value })}
          data={delimiters.map((value) => ({ value, label: imports.delimiters[value] }))}
        />
      )}
      <NativeSelect
        size="md"
        label={imports.decimal}
        value={values.decimal}
        onChange={({ currentTarget: { value } }) =>
          say({ decimal: DECIMAL_SIGNS.find((one) => one === value) ?? values.decimal })
        }
        data={DECIMAL_SIGNS.map((value) => ({ value, label: imports.decimals[value] }))}
      />
      <NativeSelect
        size="md"
        label={imports.dates}
        value={values.dates}
        onChange={({ currentTarget: { value } }) =>
          say({ dates: DATE_ORDERS.find((one) => one === value) ?? values.dates })
        }
        data={DATE_ORDERS.map((value) => ({ value, label: imports.dateOrders[value] }))}
      />
      <NativeSelect
        size="md"
        label={imports.basis}
        value={values.basis}
        onChange={({ currentTarget: { value } }) =>
          say({ basis: FILE_BASES.find((one) => one === value) ?? values.basis })
        }
        data={FILE_BASES.map((value) => ({ value, label: imports.bases[value] }))}
      />
    </SimpleGrid>
  );
}

const COLUMN = /^\/columns\/(\d+)\//;

/** What is wrong with a column as it was sent. */
function faultsOfColumn(
  problem: ApiProblem | null,
  { columns }: MappingValues,
  header: readonly string[],
  column: string,
): readonly string[] {
  const sent = header.filter((name) => (columns[name]?.field ?? '') !== '');
  return (problem?.errors ?? []).flatMap(({ pointer, message }) => {
    const [, place] = COLUMN.exec(pointer) ?? [];
    return place !== undefined && sent[Number(place)] === column ? [message] : [];
  });
}

/** What is wrong with no single column. */
function MappingFaults({ problem }: { readonly problem: ApiProblem | null }): ReactElement | null {
  const { imports } = useMessages();
  const words = useFaultWords();
  if (!problem) return null;
  if (!problem.errors) return <Failure error={problem} />;
  const others = problem.errors.filter(({ pointer }) => !COLUMN.test(pointer));
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle aria-hidden />} title={imports.notRead}>
      {others.length === 0 ? (
        imports.seeColumns
      ) : (
        <List size="sm">
          {others.map((fault) => (
            <List.Item key={`${fault.pointer} ${fault.message}`}>{words(fault)}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
