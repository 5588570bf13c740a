import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { api } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { Reversal } from '../../forms/reversal.js';
import { ElementMasses } from '../../parts/element-masses.js';
import { Page } from '../../parts/page.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { useRights } from '../../session/me.js';
import { Day } from '../../units/mass.js';
import { LossForm } from './loss-form.js';
import type { Loss } from './model.js';
import { OfPlant } from './of-plant.js';
import { useMessages } from './texts.js';

/** What left production otherwise than as magnets or by-product. */
export function LossesScreen(): ReactElement {
  const { losses } = useMessages();
  return (
    <OfPlant title={losses.title} lead={losses.lead}>
      {(siteId) => <Losses siteId={siteId} />}
    </OfPlant>
  );
}

function Losses({ siteId }: { readonly siteId: string }): ReactElement {
  const { losses, shell } = useMessages();
  const { isAdmin } = useRights();
  const [isEntering, { open, close }] = useDisclosure();
  const list = api.useInfiniteQuery(
    'get',
    '/api/v1/process-losses',
    { params: { query: { siteId, limit: 50 } } },
    PAGED,
  );
  const add = isAdmin && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
      {losses.enter}
    </Button>
  );
  return (
    <Page title={losses.title} lead={losses.lead} actions={add}>
      <Loaded query={list}>
        {({ pages }) => (
          <ResourceTable
            caption={losses.title}
            isSheet
            rows={pages.flatMap(({ items }) => items)}
            rowId={({ id }) => id}
            empty={<Empty text={losses.none} />}
            more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
            isLoadingMore={list.isFetchingNextPage}
            columns={[
              { title: losses.day, cell: ({ occurredOn }) => <Day on={occurredOn} /> },
              { title: losses.elements, cell: ({ elements }) => <ElementMasses elements={elements} /> },
              { title: losses.basis, cell: ({ basis }) => losses.bases[basis] },
              { title: losses.reason, cell: (loss) => <Why {...loss} /> },
              { title: losses.status, cell: ({ status }) => <StatusTag status={status} /> },
              ...(isAdmin
                ? [
                    {
                      title: shell.reverse,
                      acts: true,
                      cell: ({ entryId, status, occurredOn }: Loss) =>
                        status === 'booked' && <Reversal entryId={entryId} name={occurredOn} />,
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
      {isEntering && <LossForm siteId={siteId} close={close} />}
    </Page>
  );
}

function Why({ reason, document }: Pick<Loss, 'reason' | 'document'>): ReactElement {
  return (
    <>
      {reason}
      <Text size="sm" c="dimmed">
        {document}
      </Text>
    </>
  );
}
