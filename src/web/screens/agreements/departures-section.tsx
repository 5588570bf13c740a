import { Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconDoorExit, IconScale } from '@tabler/icons-react';
import { Fragment, type ReactElement } from 'react';
import { useCatalogue } from '../../data/catalogue.js';
import { api, type Schemas } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { useMessages } from './texts.js';
import { TextLink } from '../../parts/links.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Failure, Loading } from '../../parts/states.js';
import { Tag } from '../../parts/status-tag.js';
import { Day, Mass } from '../../units/mass.js';
import { isSignedByBoth, type Agreement } from './model.js';

type Departure = Schemas['DepartureAnswer'];

/** What went another way than to the recycler, in kilograms, each with its batches. */
export function DeparturesSection({ agreement: { id } }: { readonly agreement: Agreement }): ReactElement {
  const { departures: words } = useMessages().agreements;
  const list = api.useInfiniteQuery('get', '/api/v1/agreements/{id}/departures', { params: { path: { id } } }, PAGED);
  const columns = useDepartureColumns();
  const rows = (list.data?.pages ?? []).flatMap(({ items }) => items);
  return (
    <Section title={words.departures} note={words.departuresNote}>
      {list.isPending && <Loading />}
      {list.error && <Failure error={list.error} retry={() => list.refetch()} />}
      {list.data && (
        <ResourceTable
          caption={words.departuresTable}
          rows={rows}
          columns={columns}
          rowId={({ entryId, month, direction, lines }) => [entryId, month, direction, lines[0]?.batchId].join(' ')}
          empty={<Text c="dimmed">{words.noDepartures}</Text>}
          more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
          isLoadingMore={list.isFetchingNextPage}
        />
      )}
    </Section>
  );
}

function KindTag({ kind }: Pick<Departure, 'kind'>): ReactElement {
  const { departures: words } = useMessages().agreements;
  if (kind === 'breach') {
    return (
      <Tag colour="red" icon={IconAlertTriangle}>
        {words.breach}
      </Tag>
    );
  }
  const isAllowed = kind === 'carve-out' || kind === 'reused-in-process';
  return (
    <Tag colour={isAllowed ? 'gray' : 'orange'} icon={isAllowed ? IconDoorExit : IconScale}>
      {kind === 'carve-out' ? words.carveOut : words.differences[kind]}
    </Tag>
  );
}

function useDepartureColumns(): readonly Column<Departure>[] {
  const { agreements, books } = useMessages();
  const { departures: words } = agreements;
  return [
    { title: words.kind, cell: ({ kind }) => <KindTag kind={kind} /> },
    {
      title: words.day,
      cell: ({ occurredOn }) => (
        <span className="figure">
          <Day on={occurredOn} />
        </span>
      ),
    },
    { title: words.dry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} fw={600} /> },
    {
      title: words.reason,
      cell: ({ kind, carveOut, reason, destination, direction, month }) => (
        <Stack gap={0}>
          {month !== null && <Text size="sm">{kind === 'process-loss' ? words.lossesOfMonth : words.ofMonth}</Text>}
          {direction === 'added' && <Text size="sm">{words.added}</Text>}
          {carveOut !== null && <Text size="sm">{books.carveOuts[carveOut]}</Text>}
          {reason !== null && <Text size="sm">{reason}</Text>}
          {destination !== null && (
            <Text size="sm" c="dimmed">
              {words.destination(destination)}
            </Text>
          )}
        </Stack>
      ),
    },
    {
      title: words.batches,
      cell: ({ shipment, lines }) => (
        <Group gap={4}>
          {shipment !== null && (
            <>
              <TextLink to="/shipments/$id" params={{ id: shipment.id }} className="figure" fw={600}>
                {shipment.code}
              </TextLink>
              {': '}
            </>
          )}
          {lines.map(({ batchId, code }, index) => (
            <Fragment key={batchId}>
              <TextLink to="/batches/$id" params={{ id: batchId }} className="figure">
                {code}
              </TextLink>
              {index < lines.length - 1 && ', '}
            </Fragment>
          ))}
        </Group>
      ),
    },
  ];
}

/** What nobody can be blamed for: it had gone before there was an agreement. Shown where there is any. */
export function BeforeSection({ agreement }: { readonly agreement: Agreement }): ReactElement | null {
  const { departures: words, terms } = useMessages().agreements;
  const { id, versions } = agreement;
  const first = versions[0];
  const list = api.useInfiniteQuery(
    'get',
    '/api/v1/agreements/{id}/before-signature',
    { params: { path: { id } } },
    { ...PAGED, enabled: first !== undefined && isSignedByBoth(first, agreement) },
  );
  const catalogue = useCatalogue();
  const rows = (list.data?.pages ?? []).flatMap(({ items }) => items.map((item, index) => ({ ...item, index })));
  if (rows.length === 0) return null;
  return (
    <Section title={words.before} note={words.beforeNote}>
      <ResourceTable
        caption={words.beforeTable}
        rows={rows}
        rowId={({ batchId, index, occurredOn }) => batchId ?? `${occurredOn} ${index}`}
        columns={[
          { title: words.day, cell: ({ occurredOn }) => <Day on={occurredOn} /> },
          {
            title: words.batch,
            cell: ({ batchId, code }) =>
              batchId === null ? (
                words.ofThePlant
              ) : (
                <TextLink to="/batches/$id" params={{ id: batchId }} className="figure">
                  {code}
                </TextLink>
              ),
          },
          {
            title: words.stream,
            cell: ({ stream }) => (stream === null ? terms.none : (catalogue?.stream(stream)?.name ?? stream)),
          },
          { title: words.dry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} fw={600} /> },
        ]}
        more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
        isLoadingMore={list.isFetchingNextPage}
      />
    </Section>
  );
}
