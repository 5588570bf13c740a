import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconTruck } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { addedUp, kgToMg, mgToKg } from '../../../domain/measure/quantities.js';
import { useMaterial } from '../../data/catalogue.js';
import { api } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ExportMenu } from '../../parts/export-menu.js';
import { TextLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { useTellingCodes } from '../../data/telling-codes.js';
import { Day, Mass } from '../../units/mass.js';
import { BatchFilters } from './batch-filters.js';
import { ElementsInShort } from '../../parts/element-list.js';
import type { ShownBatch } from './words.js';

const KINDS = ['by-products', 'supplies', 'assays'] as const;

/** The batches that one may see: found, looked at, chosen for a shipment. */
export function BatchesScreen(): ReactElement {
  const { batches } = useMessages();
  const { site, ...search } = useSearch({ from: '/batches' });
  const query = api.useInfiniteQuery(
    'get',
    '/api/v1/batches',
    { params: { query: { ...search, siteId: site } } },
    { ...PAGED, placeholderData: keepPreviousData },
  );
  return (
    <Page
      title={useMessages().shell.batches}
      lead={batches.lead}
      actions={<ExportMenu kinds={KINDS} siteId={search.originSiteId} from={search.from} to={search.to} />}
    >
      <BatchFilters />
      <Loaded query={query}>
        {({ pages }) => (
          <BatchTable
            rows={pages.flatMap(({ items }) => items)}
            more={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            isLoadingMore={query.isFetchingNextPage}
          />
        )}
      </Loaded>
    </Page>
  );
}

interface BatchTableProps {
  readonly rows: readonly ShownBatch[];
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

function BatchTable({ rows, more, isLoadingMore }: BatchTableProps): ReactElement {
  const { batches, shell } = useMessages();
  const { writes } = useRights();
  const codeOf = useTellingCodes(rows, ({ siteId }) => siteId);
  const columns = useColumns(codeOf);
  // What is chosen stays chosen while one searches on.
  const [chosen, setChosen] = useState<ReadonlyMap<string, ShownBatch>>(new Map());
  const byId = new Map(rows.map((row) => [row.id, row]));
  const canShip = (row: ShownBatch | undefined) => row !== undefined && row.may.includes('ship');
  const free = rows.filter((row) => canShip(row) && !chosen.has(row.id));
  const picked = [...chosen.keys()].flatMap((id) => byId.get(id) ?? chosen.get(id) ?? []).filter(canShip);
  const add = (more: readonly ShownBatch[]) =>
    setChosen(new Map([...chosen, ...more.map((row) => [row.id, row] as const)]));
  const toggle = (id: string) => {
    const row = byId.get(id);
    if (chosen.has(id)) setChosen(new Map([...chosen].filter(([other]) => other !== id)));
    else if (row) add([row]);
  };
  return (
    <>
      {writes && free.length > 0 && (
        <Group className="no-print">
          <Button variant="default" onClick={() => add(free)}>
            {batches.selectShown(free.length)}
          </Button>
        </Group>
      )}
      <ResourceTable
        isSheet
        caption={shell.batches}
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        empty={<NoBatches />}
        {...(writes && {
          selection: {
            chosen: new Set(chosen.keys()),
            toggle,
            label: (id: string) => batches.select(codeOf.get(id) ?? ''),
            canChoose: (id: string) => canShip(byId.get(id)),
          },
        })}
        more={more}
        isLoadingMore={isLoadingMore}
      />
      {picked.length > 0 && <ShipBar picked={picked} clear={() => setChosen(new Map())} />}
    </>
  );
}

/** Nothing fits the filters, or nothing is there at all. */
function NoBatches(): ReactElement {
  const { batches, shell } = useMessages();
  const { writesPlant } = useRights();
  const search = useSearch({ from: '/batches' });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  if (isFiltered) return <Empty text={batches.none} />;
  return (
    <Empty text={batches.noneYet}>
      {writesPlant && (
        <Button component={Link} to="/log">
          {shell.log}
        </Button>
      )}
    </Empty>
  );
}

function useColumns(codeOf: ReadonlyMap<string, string>): readonly Column<ShownBatch>[] {
  const { batches, books } = useMessages();
  const material = useMaterial();
  return [
    {
      title: batches.code,
      cell: (batch) => (
        <Stack gap={0}>
          <TextLink
            to="/batches/$id"
            params={{ id: batch.id }}
            fw={600}
            className={batch.code === null ? undefined : 'figure'}
            fs={batch.code === null ? 'italic' : undefined}
          >
            {codeOf.get(batch.id) ?? batch.code ?? books.share}
          </TextLink>
          <Text size="xs" c="dimmed">
            {material(batch)}
          </Text>
        </Stack>
      ),
    },
    { title: batches.status, cell: ({ status }) => <StatusTag status={status} /> },
    { title: batches.day, cell: ({ occurredOn }) => <Day on={occurredOn} /> },
    {
      title: batches.atFirst,
      // Of a share dry mass and elements are parts by different keys: its elements stand alone.
      cell: ({ code, dryKg, elements }) => <Contents dryKg={code === null ? undefined : dryKg} elements={elements} />,
    },
    {
      title: batches.left,
      cell: ({ remainingDryKg, remainingElements }) => (
        <Contents dryKg={remainingDryKg} elements={remainingElements ?? {}} />
      ),
    },
  ];
}

interface ContentsProps {
  /** Undefined where it is not told. */
  readonly dryKg: number | null | undefined;
  readonly elements: ShownBatch['elements'];
}

/** Dry mass, and the elements in this dry mass: of one and the same thing. */
function Contents({ dryKg, elements }: ContentsProps): ReactElement {
  return (
    <Stack gap={0}>
      {dryKg !== undefined && <Mass kg={dryKg} />}
      {(dryKg === undefined || Object.keys(elements).length > 0) && (
        <Text size="xs" c="dimmed" component="div">
          <ElementsInShort elements={elements} />
        </Text>
      )}
    </Stack>
  );
}

interface ShipBarProps {
  readonly picked: readonly ShownBatch[];
  readonly clear: () => void;
}

/** What is chosen, and the way on with it. */
function ShipBar({ picked, clear }: ShipBarProps): ReactElement {
  const { batches } = useMessages();
  const leftMg = addedUp(picked.map(({ remainingDryKg }) => kgToMg(remainingDryKg ?? 0)));
  const sites = new Set(picked.map(({ siteId }) => siteId));
  return (
    <Paper withBorder shadow="md" p="md" pos="sticky" bottom={16} role="status">
      <Group justify="space-between">
        <Text>
          {batches.selected(picked.length)} · <Mass kg={mgToKg(leftMg)} fw={600} />
        </Text>
        <Group gap="sm">
          {sites.size > 1 && <Text c="dimmed">{batches.shipOneSite}</Text>}
          <Button variant="default" onClick={clear}>
            {batches.selectNone}
          </Button>
          {sites.size === 1 && (
            <Button
              component={Link}
              to="/shipments/new"
              search={{ batchIds: picked.map(({ id }) => id).join(',') } as never}
              leftSection={<IconTruck size={20} aria-hidden />}
            >
              {batches.ship}
            </Button>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
