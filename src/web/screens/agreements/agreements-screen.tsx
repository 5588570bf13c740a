import { Stack, Text } from '@mantine/core';
import { IconPlus, IconSignature } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useAgreements } from '../../data/agreements.js';
import { api } from '../../api/client.js';
import { useRights } from '../../session/me.js';
import { useMessages } from './texts.js';
import { ButtonLink, TextLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Empty, Loaded } from '../../parts/states.js';
import { StatusTag, Tag } from '../../parts/status-tag.js';
import { Day } from '../../units/mass.js';
import { CoverageBar } from './coverage-bar.js';
import { hasBegun, termStart, useStanding, type Agreement } from './model.js';
import { termToDate } from './period.js';

/** Every agreement that one sees: its term, whether it is kept, and what waits for a signature. */
export function AgreementsScreen(): ReactElement {
  const { agreements, shell } = useMessages();
  const { list } = agreements;
  const { isAuditor } = useRights();
  const drafts = useDrafts();
  const query = useAgreements();
  const draft = drafts && (
    <ButtonLink to="/agreements/new" leftSection={<IconPlus size={20} aria-hidden />}>
      {list.draftNew}
    </ButtonLink>
  );
  const columns = useColumns();
  return (
    <Page title={shell.agreements} lead={list.listLead} actions={query.data?.length !== 0 && draft}>
      <Loaded query={query}>
        {(rows) => (
          <ResourceTable
            isSheet
            caption={shell.agreements}
            rows={rows}
            columns={columns}
            rowId={({ id }) => id}
            empty={
              <Empty text={isAuditor ? list.listEmptyAuditor : drafts ? list.listEmptyDraft : list.listEmpty}>
                {draft}
              </Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  );
}

/** An agreement is written by the admin of its generator or of its recycler. */
export function useDrafts(): boolean {
  const { isAdmin, isGenerator, isRecycler } = useRights();
  return isAdmin && (isGenerator || isRecycler);
}

function useColumns(): readonly Column<Agreement>[] {
  const { agreements } = useMessages();
  const { list } = agreements;
  const { isAuditor } = useRights();
  return [
    {
      title: list.reference,
      cell: ({ id, reference, title }) => (
        <Stack gap={0}>
          <TextLink to="/agreements/$id" params={{ id }} fw={600}>
            {reference}
          </TextLink>
          <Text size="sm" c="dimmed">
            {title}
          </Text>
        </Stack>
      ),
    },
    {
      title: isAuditor ? list.sides : list.otherSide,
      cell: ({ side, generator, recycler }) => {
        if (isAuditor) return `${generator.name} · ${recycler.name}`;
        return side === 'generator' ? recycler.name : generator.name;
      },
    },
    {
      title: list.term,
      cell: (agreement) => (
        <Text size="sm" component="div" className="figure">
          <Day on={termStart(agreement)} /> –<br />
          <Day on={agreement.termEndsOn} />
        </Text>
      ),
    },
    { title: list.status, cell: ({ status }) => <StatusTag status={status} /> },
    { title: list.coverage, cell: (agreement) => <Coverage agreement={agreement} /> },
    { title: list.waiting, cell: (agreement) => <Waiting agreement={agreement} /> },
  ];
}

function Coverage({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const params = { path: { id: agreement.id }, query: termToDate(agreement) };
  const { data } = api.useQuery(
    'get',
    '/api/v1/agreements/{id}/coverage',
    { params },
    { enabled: hasBegun(agreement) },
  );
  return <CoverageBar pct={data?.coveragePct} targetPct={agreement.coverageTargetPct} />;
}

function Waiting({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const { agreements } = useMessages();
  const { list } = agreements;
  const { acts, missing, waitsForOwn } = useStanding(agreement);
  const [first] = missing;
  if (waitsForOwn)
    return (
      <Tag colour="orange" icon={IconSignature}>
        {acts ? list.waitsForYou : list.waitsForYourSide}
      </Tag>
    );
  return (
    <Text size="sm" c="dimmed">
      {first ? list.waitsForParty(first.name) : list.nothingWaits}
    </Text>
  );
}
