import { Anchor, Box, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconScan } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { SHIPMENT_STATUSES } from '../../../domain/acts/shipment.js';
import { api } from '../../api/client.js';
import { useSites } from '../../data/names.js';
import { PAGED } from '../../api/pages.js';
import { useMe, useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ExportMenu } from '../../parts/export-menu.js';
import { Page } from '../../parts/page.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Empty, Failure, Loading } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { Day, Mass } from '../../units/mass.js';
import { announcedKgOf } from './load.js';
import { DIRECTIONS, type ShipmentsSearch } from './search.js';
import type { ShownShipment } from './shipment-data.js';

/** All shipments that one may see, newest first. */
export function ShipmentsScreen(): ReactElement {
  const { shell, shipments } = useMessages();
  const { writes } = useRights();
  return (
    <Page
      title={shell.shipments}
      lead={shipments.listLead}
      actions={
        <>
          <ExportMenu kinds={['shipments', 'receipts']} />
          <Button component={Link} to="/scan" variant="default" leftSection={<IconScan size={20} aria-hidden />}>
            {shipments.scan}
          </Button>
          {writes && (
            <Button component={Link} to="/shipments/new" leftSection={<IconPlus size={20} aria-hidden />}>
              {shipments.planNew}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="md">
        <Filters />
        <List />
      </Stack>
    </Page>
  );
}

function Filters(): ReactElement {
  const { shell, shipments, status: words } = useMessages();
  const navigate = useNavigate({ from: '/shipments' });
  const search = useSearch({ from: '/shipments' });
  const change = (more: ShipmentsSearch) => void navigate({ search: { ...search, ...more }, replace: true });
  return (
    <Group gap="md" align="flex-end" className="no-print">
      <SegmentedControl
        aria-label={shipments.direction}
        size="md"
        value={search.direction ?? ''}
        onChange={(direction) => change({ direction: direction === '' ? undefined : direction })}
        data={[
          { value: '', label: shell.all },
          ...DIRECTIONS.map((direction) => ({ value: direction, label: shipments[direction] })),
        ]}
      />
      <Select
        label={shipments.status}
        placeholder={shell.all}
        clearable
        value={search.status ?? null}
        onChange={(status) => change({ status: status ?? undefined })}
        data={SHIPMENT_STATUSES.map((value) => ({ value, label: words[value] }))}
      />
    </Group>
  );
}

function List(): ReactElement {
  const { shell, shipments } = useMessages();
  const { party } = useMe();
  const { status, direction } = useSearch({ from: '/shipments' });
  const list = api.useInfiniteQuery(
    'get',
    '/api/v1/shipments',
    { params: { query: { ...(status ? { status } : {}) } } },
    PAGED,
  );
  const end = { incoming: 'toPartyId', outgoing: 'fromPartyId' } as const;
  const rows = (list.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter((row) => !direction || row[end[direction]] === party?.id);
  const { hasNextPage, isFetching, fetchNextPage, error } = list;
  // The service does not filter by direction: a page of which nothing is left must not look like the end.
  const looksOn = rows.length === 0 && hasNextPage && error === null;
  useEffect(() => {
    if (looksOn && !isFetching) void fetchNextPage();
  }, [looksOn, isFetching, fetchNextPage]);
  const columns = useColumns();
  if (list.isPending || looksOn) return <Loading />;
  if (error && rows.length === 0) return <Failure error={error} retry={() => list.refetch()} />;
  return (
    <ResourceTable
      isSheet
      caption={shell.shipments}
      rows={rows}
      columns={columns}
      rowId={({ id }) => id}
      empty={<Empty text={status || direction ? shipments.listEmpty : shipments.listEmptyYet} />}
      more={hasNextPage ? () => void fetchNextPage() : undefined}
      isLoadingMore={list.isFetchingNextPage}
    />
  );
}

function useColumns(): readonly Column<ShownShipment>[] {
  const { shell, shipments } = useMessages();
  const sites = useSites();
  const siteOf = (id: string) => sites.find((site) => site.id === id);
  return [
    {
      title: shipments.code,
      cell: ({ id, code }) => (
        <Anchor component={Link} to={`/shipments/${id}`} fw={600} className="figure">
          {code}
        </Anchor>
      ),
    },
    {
      title: shipments.status,
      cell: ({ status }) => (
        <Box miw="max-content">
          <StatusTag status={status} />
        </Box>
      ),
    },
    {
      title: shipments.route,
      cell: ({ fromSiteId, toSiteId }) => {
        const [from, to] = [siteOf(fromSiteId), siteOf(toSiteId)];
        return (
          <Stack gap={0}>
            <Text size="sm" className="figure">
              {from?.code ?? shell.unknown} → {to?.code ?? shell.unknown}
            </Text>
            <Text size="xs" c="dimmed">
              {from?.partyName ?? shipments.unknownSite} → {to?.partyName ?? shipments.unknownSite}
            </Text>
          </Stack>
        );
      },
    },
    {
      title: shipments.dry,
      numeric: true,
      cell: ({ lines }) => (
        <Stack gap={0}>
          <Mass kg={lines.length === 0 ? null : announcedKgOf(lines)} />
          {lines.length > 0 && (
            <Text size="xs" c="dimmed" className="figure">
              {shipments.batches(lines.length)}
            </Text>
          )}
        </Stack>
      ),
    },
    { title: shipments.whenSent, cell: ({ dispatchedOn }) => <Day on={dispatchedOn} /> },
  ];
}
