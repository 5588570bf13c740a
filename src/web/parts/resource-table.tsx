import { Checkbox, ScrollArea, Stack, Table } from '@mantine/core';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { useMessages } from '../i18n/index.js';
import { More } from './more.js';
import { Empty } from './states.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand to the right. */
  readonly numeric?: boolean;
  /** Buttons speak for themselves: their title is only for those who do not see them. */
  readonly acts?: boolean;
}

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly label: (id: string) => string;
  /** Rows that cannot be chosen have no box; without it all can be. */
  readonly canChoose?: (id: string) => boolean;
}

interface ResourceTableProps<Row> {
  /** What the table is of, for those who do not see it. */
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  readonly empty?: ReactNode;
  readonly selection?: Selection;
  /** Set where there is more to load. */
  readonly more?: (() => void) | undefined;
  readonly isLoadingMore?: boolean;
  /** How many there are in all, where that is known before all are there. */
  readonly of?: number;
  /** Where the table is not within a section, it gets a sheet of its own. */
  readonly isSheet?: boolean;
  /** What stands open below a row, over its whole width; null below those that are closed. */
  readonly detail?: (row: Row) => ReactNode;
}

/** The one table of lists: scrolls sideways on its own, says when it is empty, loads more on demand. */
export function ResourceTable<Row>(props: ResourceTableProps<Row>): ReactElement {
  const { caption, rows, columns, rowId, empty, selection, more, isLoadingMore, isSheet, detail, of } = props;
  const width = columns.length + (selection ? 1 : 0);
  const { shell } = useMessages();
  if (rows.length === 0) return <>{empty ?? <Empty />}</>;
  return (
    <Stack gap="sm">
      <ScrollArea
        type="auto"
        className={isSheet ? 'sheet' : undefined}
        viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': caption }}
      >
        <Table verticalSpacing="sm" horizontalSpacing="xs" highlightOnHover striped={detail ? false : 'even'} miw={540}>
          <Table.Caption className="visually-hidden">{caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              {selection && (
                <Table.Th w={44}>
                  <span className="visually-hidden">{shell.choose}</span>
                </Table.Th>
              )}
              {columns.map(({ title, numeric, acts }) => (
                <Table.Th key={title} ta={numeric ? 'right' : 'left'} scope="col">
                  {acts ? <span className="visually-hidden">{title}</span> : title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => {
              const opened = detail?.(row);
              return (
                <Fragment key={rowId(row)}>
                  <Table.Tr pos={detail && 'relative'}>
                    {selection && <Choice selection={selection} id={rowId(row)} />}
                    {columns.map(({ title, cell, numeric, acts }) => (
                      <Table.Td key={title} ta={numeric || acts ? 'right' : 'left'}>
                        {cell(row)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                  {opened && (
                    <Table.Tr>
                      <Table.Td colSpan={width} p="md">
                        {opened}
                      </Table.Td>
                    </Table.Tr>
                  )}
                </Fragment>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {more && <More shown={rows.length} of={of} more={more} isLoadingMore={isLoadingMore} />}
    </Stack>
  );
}

function Choice({ selection, id }: { readonly selection: Selection; readonly id: string }): ReactElement {
  const { chosen, toggle, label, canChoose } = selection;
  return (
    <Table.Td>
      {(canChoose?.(id) ?? true) && (
        <Checkbox size="md" aria-label={label(id)} checked={chosen.has(id)} onChange={() => toggle(id)} />
      )}
    </Table.Td>
  );
}
