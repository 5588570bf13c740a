import { Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useNames, type Names } from '../../data/names.js';
import { useMessages, type Messages } from './texts.js';
import { Facts, type Fact } from '../../parts/facts.js';
import { PathLink, TextLink } from '../../parts/links.js';
import { Section } from '../../parts/section.js';
import { Day } from '../../units/mass.js';
import type { ShownBatch } from './words.js';

/** What else is known of it; what does not apply to its kind, or is hidden, is not listed. */
export function BatchParticulars({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const messages = useMessages();
  const names = useNames();
  const { batches } = messages;
  const isWhole = batch.code !== null;
  const facts: Fact[] = [
    [batches.kind, batches.kinds[batch.kind]],
    [batches.day, <Day on={batch.occurredOn} />],
    ...(isWhole ? places(batch, names, messages) : []),
    ...(isWhole ? grounds(batch, names, messages) : []),
    ...(isWhole ? [[batches.pieces, batch.pieces] as const] : []),
    ...optional(batches.alloy, batch.alloy),
    ...optional(batches.grade, batch.grade),
    ...optional(batches.container, batch.containerId),
    ...optional(batches.supplier, batch.supplierName),
    ...optional(batches.originCountry, batch.originCountry),
    ...optional(batches.separationCountry, batch.separationCountry),
    ...optional(batches.metalCountry, batch.metalCountry),
    ...optional(batches.note, batch.note),
  ];
  return (
    <Section title={batches.particulars}>
      <Facts facts={facts} />
    </Section>
  );
}

function optional(term: string, value: ReactNode): readonly Fact[] {
  return value ? [[term, value]] : [];
}

/** Where it is and what it came out of. */
function places(batch: ShownBatch, names: Names, { batches, books, shell }: Messages): readonly Fact[] {
  const { siteId, originSiteId, runId, shipmentId, splitFrom, refusedFrom } = batch;
  const other = (id: string | null) =>
    id && (
      <TextLink to="/batches/$id" params={{ id }}>
        {books.otherBatch}
      </TextLink>
    );
  return [
    [batches.site, names.site(siteId) ?? shell.unknown],
    ...(originSiteId === siteId ? [] : [[batches.originSite, names.site(originSiteId) ?? shell.unknown] as const]),
    ...optional(batches.shipment, shipmentId && <PathLink path={`/shipments/${shipmentId}`}>{batches.open}</PathLink>),
    ...optional(batches.run, runId && <PathLink path={`/runs/${runId}`}>{batches.open}</PathLink>),
    ...optional(batches.partOf, other(splitFrom)),
    ...optional(batches.refusedOf, other(refusedFrom)),
  ];
}

/** On what ground it stands: agreement, origin, and the answer by which the origin was found. */
function grounds(batch: ShownBatch, names: Names, { batches, books }: Messages): readonly Fact[] {
  const { kind, agreementId, agreementVersion, origin, reclaimableInProcess } = batch;
  const agreement = agreementId && (
    <>
      <PathLink path={`/agreements/${agreementId}`}>{names.agreement(agreementId) ?? batches.open}</PathLink>
      {agreementVersion !== null && `, ${batches.version(agreementVersion)}`}
    </>
  );
  const answer = reclaimableInProcess && (
    <Stack gap={0} align="flex-end">
      <span>{batches.answers[reclaimableInProcess.answer]}</span>
      <Text size="sm" c="dimmed">
        {reclaimableInProcess.reason}
      </Text>
    </Stack>
  );
  const isByProduct = kind === 'by-product';
  return [
    ...(isByProduct ? [[batches.agreement, agreement ?? batches.uncovered] as const] : []),
    ...optional(batches.origin, origin && books.origins[origin]),
    ...(isByProduct ? [[batches.reclaimable, answer ?? batches.notAnswered] as const] : []),
  ];
}
