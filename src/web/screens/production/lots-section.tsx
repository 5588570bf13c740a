import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { api } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { ExportMenu } from '../../parts/export-menu.js';
import { PathLink } from '../../parts/links.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { ElementMasses } from '../../parts/element-masses.js';
import { useRights } from '../../session/me.js';
import { Day, Mass } from '../../units/mass.js';
import { LotDetail } from './lot-detail.js';
import { LotEndForm } from './lot-end-form.js';
import type { Lot } from './model.js';
import { useMessages } from './texts.js';

/** The lots of a site, newest first, with what became of them. */
export function LotsSection({ siteId }: { readonly siteId: string }): ReactElement {
  const { magnets } = useMessages();
  const { writesPlant } = useRights();
  const [ending, end] = useState<Lot | null>(null);
  const list = api.useInfiniteQuery('get', '/api/v1/magnet-lots', { params: { query: { siteId, limit: 50 } } }, PAGED);
  return (
    <Section title={magnets.lots} aside={<ExportMenu kinds={['magnet-lots']} siteId={siteId} />}>
      <Loaded query={list}>
        {({ pages }) => (
          <LotTable
            lots={pages.flatMap(({ items }) => items)}
            end={writesPlant ? end : null}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
          />
        )}
      </Loaded>
      {ending && <LotEndForm lot={ending} close={() => end(null)} />}
    </Section>
  );
}

interface LotTableProps {
  readonly lots: readonly Lot[];
  readonly end: ((lot: Lot) => void) | null;
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

function LotTable({ lots, end, more, isLoadingMore }: LotTableProps): ReactElement {
  const { magnets } = useMessages();
  const [opened, open] = useState<string | null>(null);
  return (
    <ResourceTable
      caption={magnets.lots}
      rows={lots}
      rowId={({ id }) => id}
      empty={<Empty text={magnets.noLots} />}
      more={more}
      isLoadingMore={isLoadingMore}
      detail={(lot) => (lot.id === opened ? <LotDetail lot={lot} /> : null)}
      columns={[
        {
          title: magnets.code,
          cell: ({ id, code, grade }) => (
            <>
              <PathLink path={`/batches/${id}`}>
                <span className="figure">{code}</span>
              </PathLink>
              <Text size="sm" c="dimmed">
                {grade}
              </Text>
            </>
          ),
        },
        { title: magnets.when, cell: ({ localOn }) => <Day on={localOn} /> },
        { title: magnets.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
        { title: magnets.left, numeric: true, cell: ({ remainingDryKg }) => <Mass kg={remainingDryKg} /> },
        { title: magnets.status, cell: ({ status }) => <StatusTag status={status} /> },
        {
          title: magnets.acts,
          acts: true,
          cell: (lot) => (
            <Group gap="xs" justify="flex-end" wrap="nowrap">
              <Button
                variant="default"
                aria-expanded={lot.id === opened}
                aria-label={magnets.detailsOf(lot.code)}
                onClick={() => open(lot.id === opened ? null : lot.id)}
              >
                {magnets.details}
              </Button>
              {end && lot.may.includes('dispose') && (
                <Button variant="default" aria-label={magnets.endOf(lot.code)} onClick={() => end(lot)}>
                  {magnets.bookOut}
                </Button>
              )}
            </Group>
          ),
        },
      ]}
    />
  );
}
