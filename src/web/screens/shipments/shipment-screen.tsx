import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';
import { Facts, type Fact } from '../../parts/facts.js';
import { TextLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Section } from '../../parts/section.js';
import { Loaded } from '../../parts/states.js';
import { StatusTag } from '../../parts/status-tag.js';
import { CountedOn, Day, Moment } from '../../units/mass.js';
import { useZoneOf } from '../../data/sites.js';
import { Disputes } from './disputes.js';
import { LoadCard } from './load-card.js';
import { NextStep } from './next-step.js';
import { termsFor } from './receipt-figures.js';
import { ShipmentReversal } from './reversal.js';
import {
  useAgreementsById,
  useBatches,
  useShipment,
  type Agreement,
  type ShipmentBatch,
  type ShownShipment,
} from './shipment-data.js';
import { ShipmentLines } from './shipment-lines.js';
import { useSiteNames } from './sites.js';

/** One shipment: what comes next, announced against weighed, what is in dispute, and its papers. */
export function ShipmentScreen(): ReactElement {
  const { id } = useParams({ from: '/shipments/$id' });
  const { shell, shipments } = useMessages();
  const shipment = useShipment(id);
  const { data } = shipment;
  return (
    <Page
      title={data?.code ?? shell.shipments}
      lead={data && <Lead shipment={data} />}
      actions={
        <Button
          component={Link}
          to={`/shipments/${id}/packing-list`}
          variant="default"
          leftSection={<IconPrinter size={20} aria-hidden />}
        >
          {shipments.packingList}
        </Button>
      }
    >
      <Loaded query={shipment}>{(found) => <WithBatches shipment={found} />}</Loaded>
    </Page>
  );
}

function Lead({ shipment: { status, fromSiteId, toSiteId } }: { readonly shipment: ShownShipment }): ReactElement {
  const siteName = useSiteNames();
  return (
    <Group gap="sm">
      <StatusTag status={status} />
      <span>
        {siteName(fromSiteId)} → {siteName(toSiteId)}
      </span>
    </Group>
  );
}

function WithBatches({ shipment }: { readonly shipment: ShownShipment }): ReactElement {
  const batches = useBatches(shipment.lines.map(({ batchId }) => batchId));
  const ids = [shipment.agreementId, ...[...(batches.data?.values() ?? [])].map(({ agreementId }) => agreementId)];
  const agreements = useAgreementsById([...new Set(ids.filter((id) => id !== null))]);
  return (
    <Loaded query={batches}>
      {(byId) => (
        <Loaded query={agreements}>
          {(agreementsById) => <Body shipment={shipment} batches={byId} agreements={agreementsById} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface BodyProps {
  readonly shipment: ShownShipment;
  readonly batches: ReadonlyMap<string, ShipmentBatch>;
  readonly agreements: ReadonlyMap<string, Agreement>;
}

function Body({ shipment, batches, agreements }: BodyProps): ReactElement {
  const agreement = shipment.agreementId === null ? undefined : agreements.get(shipment.agreementId);
  const toleranceOf = (batchId: string): number | null => {
    const batch = batches.get(batchId);
    const terms = batch ? termsFor(shipment, batch, agreements) : null;
    return terms && terms.tolerancePpm / 10_000;
  };
  const loads = shipment.lines.flatMap((line) => {
    const batch = batches.get(line.batchId);
    return batch ? [{ batch, dryKg: line.announcedDryKg }] : [];
  });
  return (
    <Stack gap="lg">
      <NextStep shipment={shipment} confirmWithinDays={agreement?.terms.confirmWithinDays ?? null} />
      <Disputes shipment={shipment} />
      <ShipmentLines isWithout={shipment.agreementId === null} lines={shipment.lines} toleranceOf={toleranceOf} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <LoadCard loads={loads} />
        <Papers shipment={shipment} agreement={agreement} />
      </SimpleGrid>
      <ShipmentReversal shipment={shipment} />
    </Stack>
  );
}

function Papers({ shipment, agreement }: { shipment: ShownShipment; agreement: Agreement | undefined }): ReactElement {
  const { shell, shipments } = useMessages();
  const zoneOf = useZoneOf();
  const { carrier, seal, documents, plannedOn, dispatchedAt, receivedAt, carveOut, breach, reason } = shipment;
  const facts: Fact[] = [
    [shipments.carrier, carrier ?? shell.unknown],
    [
      shipments.documents,
      documents.length === 0
        ? shipments.noDocuments
        : documents.map(({ type, number }) => <div key={`${type} ${number}`}>{`${type} ${number}`}</div>),
    ],
    [shipments.plannedOn, <Day key="planned" on={plannedOn} />],
    [
      shipments.whenSent,
      <span key="sent">
        <Moment at={dispatchedAt} zone={zoneOf(shipment.fromSiteId)} />
        <CountedOn on={shipment.dispatchEventOn} localOn={shipment.dispatchedOn} />
      </span>,
    ],
    [shipments.seal, seal ?? shell.unknown],
    [
      shipments.received,
      <span key="received">
        <Moment at={receivedAt} zone={zoneOf(shipment.toSiteId)} />
        <CountedOn on={shipment.receiptEventOn} localOn={shipment.receivedOn} />
      </span>,
    ],
  ];
  if (agreement)
    facts.push([
      shipments.agreement,
      <TextLink key="agreement" to="/agreements/$id" params={{ id: agreement.id }} underline="always">
        {agreement.reference}
      </TextLink>,
    ]);
  if (carveOut) facts.push([shipments.carvedOut, shipments.carveOuts[carveOut]]);
  if (breach) facts.push([shipments.breach, breach.reason]);
  if (reason) facts.push([shipments.reason, reason]);
  return (
    <Section title={shipments.papers}>
      <Facts facts={facts} />
    </Section>
  );
}
