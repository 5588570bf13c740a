import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ExportMenu } from '../../parts/export-menu.js';
import { Section } from '../../parts/section.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { CountedOn, Day, Mass } from '../../units/mass.js';
import { ElementMasses } from '../../parts/element-masses.js';
import { Reversal } from '../../forms/reversal.js';

/** What has been charged at a site, newest first. */
export function ChargeList({ siteId }: { readonly siteId: string }): ReactElement {
  const { feed, shell } = useMessages();
  const { writesPlant } = useRights();
  const list = api.useInfiniteQuery('get', '/api/v1/charges', { params: { query: { siteId, limit: 50 } } }, PAGED);
  return (
    <Section title={feed.charges} aside={<ExportMenu kinds={['charges']} siteId={siteId} />}>
      <Loaded query={list}>
        {({ pages }) => (
          <ResourceTable
            caption={feed.charges}
            rows={pages.flatMap(({ items }) => items)}
            rowId={({ id }) => id}
            empty={<Empty text={feed.noCharges} />}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
            columns={[
              {
                title: feed.when,
                cell: ({ occurredOn, localOn }) => (
                  <>
                    <Day on={localOn} />
                    <CountedOn on={occurredOn} localOn={localOn} />
                  </>
                ),
              },
              { title: feed.batch, cell: (charge) => <ChargedBatch {...charge} /> },
              { title: feed.dry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
              { title: feed.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
              { title: feed.status, cell: ({ status }) => <StatusTag status={status} /> },
              ...(writesPlant
                ? [
                    {
                      title: shell.reverse,
                      acts: true,
                      cell: ({ entryId, status, occurredOn }: Schemas['ChargeAnswer']) =>
                        status === 'booked' && <Reversal entryId={entryId} name={occurredOn} />,
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}

/** Where its code is not told, what one may see of it is asked for. */
function ChargedBatch({ batchId, batchCode }: Pick<Schemas['ChargeAnswer'], 'batchId' | 'batchCode'>): ReactElement {
  const { feed, shell } = useMessages();
  const path = { params: { path: { id: batchId ?? '' } } };
  const { data } = api.useQuery('get', '/api/v1/batches/{id}', path, {
    enabled: batchId !== null && batchCode === null,
  });
  if (batchId === null) return <>{shell.unknown}</>;
  return (
    <Anchor component={Link} to={`/batches/${batchId}`} className="figure">
      {batchCode ?? data?.code ?? feed.batch}
    </Anchor>
  );
}
