import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconCalendarX, IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { api } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ButtonLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import classes from './agreements.module.css';
import { AuditorsSection } from './auditors-section.js';
import { CompletenessSection } from './completeness-section.js';
import { CoverageSection } from './coverage-section.js';
import { BeforeSection, DeparturesSection } from './departures-section.js';
import { hasBegun, termStart, useStanding, type Agreement } from './model.js';
import { PendingPanel } from './pending-panel.js';
import { termToDate } from './period.js';
import { SignaturesSection } from './signatures-section.js';
import { TermSection } from './term-section.js';
import { TerminateForm } from './terminate-form.js';
import { TermsSection } from './terms-section.js';
import { useDayText, usePctText } from './term-texts.js';

/** One agreement, for both sides and the auditors that they invite: is it kept, and what is there to sign? */
export function AgreementScreen(): ReactElement {
  const { id } = useParams({ from: '/agreements/$id' });
  const { agreements, shell } = useMessages();
  const query = api.useQuery('get', '/api/v1/agreements/{id}', { params: { path: { id } } });
  const { data } = query;
  return (
    <Page
      title={data ? `${agreements.list.reference} ${data.reference}` : shell.agreements}
      lead={data && `${data.title} · ${data.generator.name} · ${data.recycler.name}`}
      actions={data && <Actions agreement={data} />}
    >
      <Loaded query={query}>{(agreement) => <Body agreement={agreement} />}</Loaded>
    </Page>
  );
}

function Actions({ agreement }: { readonly agreement: Agreement }): ReactElement | null {
  const { page } = useMessages().agreements;
  const { acts } = useStanding(agreement);
  const [isEnding, setEnding] = useState(false);
  const { id, status, pending, termination } = agreement;
  // One change at a time: what waits for a signature is signed or taken back first.
  if (!acts || pending !== null || (status !== 'active' && status !== 'scheduled')) return null;
  return (
    <>
      <ButtonLink
        variant="default"
        to="/agreements/$id/amend"
        params={{ id }}
        leftSection={<IconPencil size={20} aria-hidden />}
      >
        {page.amend}
      </ButtonLink>
      {!termination && (
        <Button variant="default" leftSection={<IconCalendarX size={20} aria-hidden />} onClick={() => setEnding(true)}>
          {page.terminate}
        </Button>
      )}
      {isEnding && <TerminateForm agreement={agreement} onClose={() => setEnding(false)} />}
    </>
  );
}

function Body({ agreement }: { readonly agreement: Agreement }): ReactElement {
  return (
    <Stack gap="lg">
      <Summary agreement={agreement} />
      <PendingPanel agreement={agreement} />
      <TermSection agreement={agreement} />
      {hasBegun(agreement) && (
        <>
          <CoverageSection agreement={agreement} />
          <CompletenessSection agreement={agreement} />
          <DeparturesSection agreement={agreement} />
          <BeforeSection agreement={agreement} />
        </>
      )}
      <TermsSection agreement={agreement} />
      <SignaturesSection agreement={agreement} />
      <AuditorsSection agreement={agreement} />
    </Stack>
  );
}

function Summary({ agreement }: { readonly agreement: Agreement }): ReactElement {
  return (
    <Paper withBorder p="lg" className={classes.lead}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Text fz={{ base: 'lg', md: 'xl' }} fw={600} lh={1.4} maw={820} flex="1 1 400px" role="status">
          <Sentence agreement={agreement} />
        </Text>
        <StatusTag status={agreement.status} />
      </Group>
    </Paper>
  );
}

/** What it comes to so far, in one sentence; before it begins, what it is to come to. */
function Sentence({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const { sentence } = useMessages().agreements;
  const [day, pct] = [useDayText(), usePctText()];
  const params = { path: { id: agreement.id }, query: termToDate(agreement) };
  const begun = hasBegun(agreement);
  const { data } = api.useQuery('get', '/api/v1/agreements/{id}/coverage', { params }, { enabled: begun });
  const { status, generator, recycler, coverageTargetPct, termEndsOn } = agreement;
  const [start, end] = [day(termStart(agreement)), day(termEndsOn)];
  const told = { start, end, plant: generator.name, recycler: recycler.name };
  const target = pct(coverageTargetPct);
  if (!begun) return <>{sentence.planned({ ...told, pct: target })}</>;
  if (!data) return <>…</>;
  const { coveragePct } = data;
  if (coveragePct === null) return <>{sentence.nothingLeft(told.start, told.plant)}</>;
  const reached = { ...told, pct: pct(coveragePct) };
  const isMet = coveragePct >= coverageTargetPct;
  return (
    <>
      {status === 'active' ? sentence.since(reached) : sentence.between(reached)}{' '}
      {isMet ? sentence.targetMet(target) : sentence.targetMissed(target)}
    </>
  );
}
