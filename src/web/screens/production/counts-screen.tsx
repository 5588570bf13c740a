import { Button, Group, Text } from '@mantine/core';
import { IconArrowsExchange, IconCheck, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { api } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { sumOfElements } from './element-sums.js';
import { shownDay } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { ElementMasses } from '../../parts/element-masses.js';
import { ExportMenu } from '../../parts/export-menu.js';
import { Page } from '../../parts/page.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { Tag } from '../../parts/status-tag.js';
import { useRights } from '../../session/me.js';
import { Day, Mass } from '../../units/mass.js';
import { CountForm } from './count-form.js';
import { CountLines } from './count-lines.js';
import type { Count } from './model.js';
import { OfPlant } from './of-plant.js';
import { useMessages } from './texts.js';

/** What was in progress, counted: the edges between which the balance of the plant runs. */
export function CountsScreen(): ReactElement {
  const { counts } = useMessages();
  return (
    <OfPlant title={counts.title} lead={counts.lead}>
      {(siteId) => <Counts siteId={siteId} />}
    </OfPlant>
  );
}

function Counts({ siteId }: { readonly siteId: string }): ReactElement {
  const { counts } = useMessages();
  const { writesPlant } = useRights();
  // The day of the count that is entered; nothing where none is.
  const [entered, enter] = useState<string | null>(null);
  const list = api.useInfiniteQuery(
    'get',
    '/api/v1/sites/{id}/counts',
    { params: { path: { id: siteId }, query: { limit: 50 } } },
    PAGED,
  );
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const add = writesPlant && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => enter('')}>
      {counts.enter}
    </Button>
  );
  const actions = (
    <>
      <ExportMenu kinds={['counts']} siteId={siteId} />
      {add}
    </>
  );
  return (
    <Page title={counts.title} lead={counts.lead} actions={actions}>
      <Loaded query={list}>
        {() => (
          <CountTable
            counts={items}
            replace={writesPlant ? enter : null}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
          />
        )}
      </Loaded>
      {entered !== null && <CountForm siteId={siteId} countedOn={entered} counts={items} close={() => enter(null)} />}
    </Page>
  );
}

interface CountTableProps {
  readonly counts: readonly Count[];
  readonly replace: ((countedOn: string) => void) | null;
  readonly more: (() => void) | undefined;
  readonly isLoadingMore: boolean;
}

function CountTable({ counts: rows, replace, more, isLoadingMore }: CountTableProps): ReactElement {
  const { counts } = useMessages();
  const locale = useLocale();
  const [opened, open] = useState<string | null>(null);
  return (
    <ResourceTable
      caption={counts.title}
      isSheet
      rows={rows}
      rowId={({ id }) => id}
      empty={<Empty text={counts.none} />}
      more={more}
      isLoadingMore={isLoadingMore}
      detail={(count) => (count.id === opened ? <CountLines count={count} /> : null)}
      columns={[
        { title: counts.day, cell: ({ countedOn }) => <Day on={countedOn} /> },
        { title: counts.dry, numeric: true, cell: ({ lines }) => <Mass kg={dryOf(lines)} /> },
        { title: counts.elements, cell: ({ lines }) => <ElementMasses elements={sumOfElements(lines)} /> },
        { title: counts.state, cell: (count) => <State count={count} /> },
        {
          title: counts.acts,
          acts: true,
          cell: ({ id, countedOn, inForce }) => (
            <Group gap="xs" justify="flex-end" wrap="nowrap">
              <Button
                variant="default"
                aria-expanded={id === opened}
                aria-label={counts.linesOf(shownDay(countedOn, locale))}
                onClick={() => open(id === opened ? null : id)}
              >
                {counts.lines}
              </Button>
              {replace && inForce && (
                <Button
                  variant="default"
                  aria-label={counts.replaceOf(shownDay(countedOn, locale))}
                  onClick={() => replace(countedOn)}
                >
                  {counts.replace}
                </Button>
              )}
            </Group>
          ),
        },
      ]}
    />
  );
}

function dryOf(lines: Count['lines']): number {
  return lines.reduce((sum, { dryKg }) => sum + dryKg, 0);
}

/** Whether it stands, and why it took the place of another one. */
function State({ count: { inForce, reason } }: { readonly count: Count }): ReactElement {
  const { counts } = useMessages();
  const [colour, icon] = inForce ? (['teal', IconCheck] as const) : (['gray', IconArrowsExchange] as const);
  return (
    <>
      <Tag colour={colour} icon={icon}>
        {inForce ? counts.inForce : counts.replaced}
      </Tag>
      {reason !== null && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
    </>
  );
}
