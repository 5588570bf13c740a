import { Button, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowLeft } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { isStock } from '../../../domain/reports/figures.js';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import { api, type Schemas } from '../../api/client.js';
import { PAGED } from '../../api/pages.js';
import { useMessages } from './texts.js';
import { ButtonLink, TextLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { Day, Mass } from '../../units/mass.js';
import classes from './circularity.module.css';
import { figureName } from '../../report/figure-name.js';
import { evidenceSearch } from './search.js';

type Evidence = Schemas['EvidencePage'];

type Entry = Schemas['EvidenceEntryAnswer'];

/** What a figure is made of: the entries under it, with the figure itself on top. */
export function EvidenceScreen(): ReactElement {
  const { circularity, elements, reports } = useMessages();
  const search = evidenceSearch(useSearch({ strict: false }));
  const { agreementId, from, to } = search;
  const element = search.element ?? DRY_MASS;
  const evidence = api.useInfiniteQuery(
    'get',
    '/api/v1/reports/circularity/evidence',
    // What the address leaves out or has wrong, the service says.
    { params: { query: { ...search, element, limit: 50 } as never } },
    PAGED,
  );
  const columns = useColumns();
  const back = { agreementId, from, to, ...(element === DRY_MASS ? {} : { element }) };
  const subject = element === DRY_MASS ? circularity.dryMass : (elements[element] ?? element);
  const figure = figureName(search.figure, reports);
  return (
    <Page
      title={circularity.evidenceTitle(figure, subject)}
      lead={circularity.evidenceLead}
      actions={
        <ButtonLink
          to="/circularity"
          search={back}
          variant="default"
          leftSection={<IconArrowLeft size={18} aria-hidden />}
        >
          {circularity.evidenceBack}
        </ButtonLink>
      }
    >
      <Loaded query={evidence}>
        {({ pages }) => (
          <>
            {pages[0] && <Sum page={pages[0]} />}
            <ResourceTable
              isSheet
              caption={circularity.evidenceTitle(figure, subject)}
              rows={pages.flatMap(({ items }) => items)}
              rowId={({ entryId }) => entryId}
              columns={columns}
              empty={<Empty text={pages[0]?.totalKg ? circularity.evidenceElsewhere : circularity.noEvidence} />}
              more={evidence.hasNextPage ? () => void evidence.fetchNextPage() : undefined}
              isLoadingMore={evidence.isFetchingNextPage}
            />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** The figure itself, as the report has it. */
function Sum({ page }: { readonly page: Evidence }): ReactElement {
  const { circularity } = useMessages();
  const { from, to } = page.period;
  return (
    <Paper withBorder p="lg">
      <Text fz="xl" fw={650} role="status">
        <Mass kg={page.totalKg} data-figure="total" />
      </Text>
      <Text c="dimmed">
        {isStock(page.figure) ? (
          circularity.evidenceUntil
        ) : (
          <>
            {circularity.evidencePeriod} <Day on={from} /> –
          </>
        )}{' '}
        <Day on={to} />
      </Text>
    </Paper>
  );
}

function useColumns() {
  const { circularity, books } = useMessages();
  return [
    { title: circularity.countsOn, cell: ({ lines, occurredOn }: Entry) => <Day on={lines[0]?.day ?? occurredOn} /> },
    {
      title: circularity.event,
      cell: (entry: Entry) => <EntryLink {...entry}>{books.entryKinds[entry.kind]}</EntryLink>,
    },
    { title: circularity.batch, cell: ({ lines }: Entry) => <Lines lines={lines} /> },
    {
      title: circularity.flowKg,
      numeric: true,
      cell: ({ kg }: Entry) => (
        <span data-evidence={kg}>
          <Mass kg={kg} />
        </span>
      ),
    },
  ];
}

/** The batches of an entry: the one that it is about, or how many, and which on demand. */
function Lines({ lines }: Pick<Entry, 'lines'>): ReactElement {
  const { circularity } = useMessages();
  const [isOpen, { toggle }] = useDisclosure(false);
  const [first] = lines;
  if (lines.length <= 1) return first ? <BatchLink {...first} /> : <>–</>;
  return (
    <>
      <Button variant="subtle" size="compact-sm" fw={400} mih={44} px={0} aria-expanded={isOpen} onClick={toggle}>
        {circularity.batchCount(lines.length)}
      </Button>
      {isOpen && (
        <ul className={classes.notes}>
          {lines.map((line) => (
            <li key={`${line.batchId} ${line.day}`}>
              <BatchLink {...line} /> · <Mass kg={line.kg} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function BatchLink({ batchId, code }: Pick<Entry['lines'][number], 'batchId' | 'code'>): ReactElement {
  const { circularity } = useMessages();
  if (batchId === null) return <>–</>;
  return (
    <TextLink to="/batches/$id" params={{ id: batchId }}>
      {code ?? circularity.share}
    </TextLink>
  );
}

type EntryLinkProps = Pick<Entry, 'runId' | 'shipmentId'> & { readonly children: string };

/** What happened, leading to the run or shipment in which it did. */
function EntryLink({ runId, shipmentId, children }: EntryLinkProps): ReactElement {
  if (runId !== null) return <TextLink to="/runs/$id" params={{ id: runId }} children={children} />;
  if (shipmentId !== null) return <TextLink to="/shipments/$id" params={{ id: shipmentId }} children={children} />;
  return <>{children}</>;
}
