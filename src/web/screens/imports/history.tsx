import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { useNames } from '../../data/names.js';
import { Section } from '../../parts/section.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { Moment } from '../../units/mass.js';
import { Count } from './count.js';
import { ImportState } from './state-tag.js';
import { useMessages } from './texts.js';

/** The files of the own party, newest first: who sent them and when, and what became of them. */
export function History(): ReactElement {
  const { imports, shell } = useMessages();
  const names = useNames();
  const list = api.useInfiniteQuery('get', '/api/v1/imports', { params: { query: { limit: 20 } } }, PAGED);
  return (
    <Section title={imports.history}>
      <Loaded query={list}>
        {({ pages }) => (
          <ResourceTable
            caption={imports.history}
            rows={pages.flatMap(({ items }) => items)}
            rowId={({ id }) => id}
            empty={<Empty text={imports.noHistory} />}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
            columns={[
              { title: imports.file, cell: (file) => <FileLink of={file} /> },
              { title: imports.kind, cell: ({ kind }) => imports.kinds[kind] },
              { title: shell.site, cell: ({ siteId }) => names.site(siteId) ?? shell.unknown },
              { title: imports.sent, cell: ({ createdAt }) => <Moment at={createdAt} /> },
              { title: imports.by, cell: ({ userId }) => names.user(userId) ?? imports.someone },
              { title: imports.state, cell: (file) => <ImportState of={file} /> },
              { title: imports.rows, numeric: true, cell: ({ rows }) => <Count n={rows} /> },
              { title: imports.booked, numeric: true, cell: ({ booked }) => <Count n={booked} /> },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

function FileLink({ of: { id, fileName } }: { readonly of: Schemas['ImportSummary'] }): ReactElement {
  const { imports } = useMessages();
  return (
    <Anchor
      component={Link}
      to={`/imports/${id}`}
      fw={600}
      miw={180}
      display="inline-block"
      style={{ overflowWrap: 'anywhere' }}
    >
      {fileName ?? imports.nameless}
    </Anchor>
  );
}
