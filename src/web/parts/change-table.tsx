import { Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useMessages } from '../i18n/index.js';
import { ResourceTable } from './resource-table.js';

export interface Change {
  readonly term: string;
  readonly before: ReactNode;
  readonly after: ReactNode;
  readonly note?: string | undefined;
}

/** A text of one version, by the term that it is of. */
export interface TermText {
  readonly term: string;
  readonly text: string;
}

/** What differs between two versions whose terms stand in the same order. */
export function changesIn(was: readonly TermText[], is: readonly TermText[]): readonly Change[] {
  return is
    .map(({ term, text }, index) => ({ term, before: was[index]?.text ?? '', after: text }))
    .filter(({ before, after }) => before !== after);
}

interface ChangeTableProps {
  readonly caption: string;
  readonly titles: { readonly before: string; readonly after: string };
  readonly changes: readonly Change[];
}

/** Term by term how it was and how it is: nobody should sign or save over what they have not seen. */
export function ChangeTable({ caption, titles, changes }: ChangeTableProps): ReactElement {
  const { shell } = useMessages();
  return (
    <ResourceTable
      caption={caption}
      rows={changes}
      rowId={({ term }) => term}
      columns={[
        { title: shell.what, cell: ({ term }) => term },
        { title: titles.before, cell: ({ before }) => <s>{before}</s> },
        {
          title: titles.after,
          cell: ({ after, note }) => (
            <>
              <b>{after}</b>
              {note && <Text size="sm">{note}</Text>}
            </>
          ),
        },
      ]}
    />
  );
}
