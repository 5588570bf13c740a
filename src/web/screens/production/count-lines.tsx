import { Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { shownDay } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { ElementMasses } from '../../parts/element-masses.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Mass, Moment, Pct } from '../../units/mass.js';
import type { Count } from './model.js';
import { useMessages } from './texts.js';

/** What was counted, stage by stage. */
export function CountLines({ count }: { readonly count: Count }): ReactElement {
  const { counts, shell } = useMessages();
  return (
    <Stack gap="xs">
      <ResourceTable
        caption={counts.linesOf(shownDay(count.countedOn, useLocale()))}
        rows={count.lines.map((line, ordinal) => ({ ...line, ordinal }))}
        rowId={({ ordinal }) => String(ordinal)}
        empty={<Text size="sm">{counts.nothingInProgress}</Text>}
        columns={[
          { title: counts.stage, cell: ({ stage }) => counts.stages[stage] },
          { title: counts.dry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
          {
            title: counts.uncertainty,
            cell: ({ standardUncertaintyPct, estimated }) => (
              <>
                <Pct pct={standardUncertaintyPct} /> · {estimated ? counts.estimated : counts.weighed}
              </>
            ),
          },
          {
            title: counts.assay,
            cell: ({ laboratory, method }) => (laboratory === null ? shell.unknown : `${laboratory} · ${method ?? ''}`),
          },
          { title: counts.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
        ]}
      />
      <Text size="sm" c="dimmed">
        {counts.recorded} <Moment at={count.createdAt} />
        {count.note !== null && ` · ${count.note}`}
      </Text>
    </Stack>
  );
}
