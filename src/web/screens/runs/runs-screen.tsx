import { Anchor, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { useMe, useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ExportMenu } from '../../parts/export-menu.js';
import { Page } from '../../parts/page.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { CountedOn, Day, Mass } from '../../units/mass.js';

type Run = Schemas['RunAnswer'];

/** What went in of what one may see: the whole of an own run, one's share of another's. */
function dryInKg({ dryClosure, shares }: Run): number {
  return dryClosure?.inKg ?? shares.reduce((sum, share) => sum + share.dryInKg, 0);
}

/** The runs that one may see, newest first. */
export function RunsScreen(): ReactElement {
  const { runs } = useMessages();
  const { isRecycler } = useRights();
  const { role } = useMe();
  const list = api.useInfiniteQuery('get', '/api/v1/runs', { params: { query: { limit: 50 } } }, PAGED);
  const enters = isRecycler && (role === 'admin' || role === 'recycler-operator');
  const add = enters && (
    <Button component={Link} to="/runs/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {runs.newRun}
    </Button>
  );
  const actions = (
    <>
      <ExportMenu kinds={['runs']} />
      {add}
    </>
  );
  return (
    <Page title={runs.runs} lead={runs.lead} actions={actions}>
      <Loaded query={list}>
        {({ pages }) => (
          <RunTable
            rows={pages.flatMap(({ items }) => items)}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
          />
        )}
      </Loaded>
    </Page>
  );
}

interface RunTableProps {
  readonly rows: readonly Run[];
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

function RunTable(props: RunTableProps): ReactElement {
  const { runs } = useMessages();
  return (
    <ResourceTable
      isSheet
      {...props}
      caption={runs.runs}
      rowId={({ id }) => id}
      empty={<Empty text={runs.none} />}
      columns={[
        {
          title: runs.code,
          cell: ({ id, code }) => (
            <Anchor component={Link} to={`/runs/${id}`} fw={600}>
              {code ?? runs.shares}
            </Anchor>
          ),
        },
        { title: runs.kind, cell: ({ kind }) => runs.kinds[kind] },
        {
          title: runs.ended,
          cell: ({ occurredOn, localOn }) => (
            <>
              <Day on={localOn} />
              <CountedOn on={occurredOn} localOn={localOn} />
            </>
          ),
        },
        { title: runs.dryIn, numeric: true, cell: (run) => <Mass kg={dryInKg(run)} /> },
        {
          title: runs.warnings,
          cell: ({ warnings }) =>
            warnings ? warnings.map(({ element, code }) => `${element}: ${runs.states[code]}`).join(', ') : '',
        },
        { title: runs.status, cell: ({ status }) => <StatusTag status={status} /> },
      ]}
    />
  );
}
