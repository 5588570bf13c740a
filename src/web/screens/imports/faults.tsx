import { Button, Group } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Schemas } from '../../api/client.js';
import { useLocale } from '../../i18n/index.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { useFaultWords } from './fault-words.js';
import { useMessages } from './texts.js';

/** What is wrong with a file, row by row, and what to do about it. */
export function Faults({ file }: { readonly file: Schemas['ImportAnswer'] }): ReactElement {
  const { imports, shell } = useMessages();
  const words = useFaultWords();
  const wrong = file.wrong.toLocaleString(useLocale());
  const rows = file.faults.map((fault, index) => ({ ...fault, key: String(index) }));
  return (
    <Section
      title={imports.faults}
      note={imports.faultsNote(wrong, rows.length)}
      aside={
        <Group>
          <Button
            component="a"
            variant="default"
            href={`/api/v1/imports/${file.id}/faults`}
            download={`${file.kind}-faults.csv`}
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {imports.allFaults}
          </Button>
        </Group>
      }
    >
      <ResourceTable
        caption={imports.faults}
        rows={rows}
        rowId={({ key }) => key}
        columns={[
          { title: imports.row, numeric: true, cell: ({ row }) => <span className="figure">{row}</span> },
          { title: imports.column, cell: ({ column }) => column ?? imports.wholeRow },
          { title: imports.value, cell: ({ value }) => <span className="figure">{value ?? shell.unknown}</span> },
          { title: imports.whatToDo, cell: (fault) => words(fault) },
        ]}
      />
    </Section>
  );
}
