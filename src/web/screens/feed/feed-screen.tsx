import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useMaterial } from '../../data/catalogue.js';
import type { Schemas } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useSite } from '../../data/acting-site.js';
import { useStock } from '../../data/stock.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { ExportMenu } from '../../parts/export-menu.js';
import { Page } from '../../parts/page.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded, NotForYou } from '../../parts/states.js';
import { useStockSearch } from '../../forms/stock-search.js';
import { usePieces } from '../../parts/use-pieces.js';
import { useOwnSites } from '../../data/sites.js';
import { Mass } from '../../units/mass.js';
import { ElementMasses } from '../../parts/element-masses.js';
import { ChargeForm } from './charge-form.js';
import { ChargeList } from './charge-list.js';
import { SupplyForm } from './supply-form.js';

type Batch = Schemas['BatchAnswer'];

/** What goes into magnet production: recycled and primary material in stock, and what has been charged. */
export function FeedScreen(): ReactElement {
  const { feed, shell } = useMessages();
  const own = useOwnSites();
  const { site } = useSite();
  const { isGenerator } = useRights();
  if (site) return <Feed siteId={site.id} />;
  return (
    <Page title={feed.feed} lead={feed.feedLead}>
      <Loaded query={own}>{() => (isGenerator ? <Empty text={shell.noSite} /> : <NotForYou />)}</Loaded>
    </Page>
  );
}

function Feed({ siteId }: { readonly siteId: string }): ReactElement {
  const { feed } = useMessages();
  const { writesPlant } = useRights();
  const [charged, setCharged] = useState<Batch | null>(null);
  const [isSupplying, { open, close }] = useDisclosure();
  const supply = writesPlant && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
      {feed.supply}
    </Button>
  );
  const actions = (
    <>
      <ExportMenu kinds={['supplies']} siteId={siteId} />
      {supply}
    </>
  );
  return (
    <Page title={feed.feed} lead={feed.feedLead} actions={actions}>
      <Stock siteId={siteId} charge={writesPlant ? setCharged : null} />
      <ChargeList siteId={siteId} />
      {charged && <ChargeForm key={charged.id} batch={charged} siteId={siteId} close={() => setCharged(null)} />}
      {isSupplying && <SupplyForm siteId={siteId} close={close} />}
    </Page>
  );
}

interface StockProps {
  readonly siteId: string;
  readonly charge: ((batch: Batch) => void) | null;
}

function Stock({ siteId, charge }: StockProps): ReactElement {
  const { feed } = useMessages();
  const inStock = useStock(siteId);
  return (
    <Section title={feed.inStock}>
      <Loaded query={inStock}>
        {(batches) => <Chargeable stock={batches.filter(({ kind }) => kind !== 'by-product')} charge={charge} />}
      </Loaded>
    </Section>
  );
}

type ChargeableProps = Pick<StockProps, 'charge'> & { readonly stock: readonly Batch[] };

/** What may be charged; a label that is scanned leads to its charge at once. */
function Chargeable({ stock, charge }: ChargeableProps): ReactElement {
  const { feed, stock: words } = useMessages();
  const material = useMaterial();
  const { found, fields } = useStockSearch(stock, (batch) => charge?.(batch));
  const pieces = usePieces(found);
  return (
    <>
      {stock.length > 0 && fields}
      <ResourceTable
        caption={feed.inStock}
        {...pieces}
        rowId={({ id }) => id}
        empty={<Empty text={stock.length === 0 ? feed.noFeed : words.noneFound} />}
        columns={[
          { title: feed.batch, cell: ({ code }) => <span className="figure">{code}</span> },
          { title: feed.material, cell: ({ kind }) => feed.batchKinds[kind] },
          { title: feed.product, cell: material },
          { title: feed.left, numeric: true, cell: ({ remainingDryKg }) => <Mass kg={remainingDryKg} /> },
          {
            title: feed.elementsLeft,
            cell: ({ remainingElements }) => <ElementMasses elements={remainingElements ?? {}} />,
          },
          ...(charge
            ? [
                {
                  title: feed.charge,
                  acts: true,
                  cell: (batch: Batch) => (
                    <Button variant="light" aria-label={feed.chargeOf(batch.code ?? '')} onClick={() => charge(batch)}>
                      {feed.charge}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
