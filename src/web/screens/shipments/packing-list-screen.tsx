import { Box, Button, Divider, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { addedUp, kgToMg, mgToKg } from '../../../domain/measure/quantities.js';
import { useMaterial } from '../../data/catalogue.js';
import { useSites } from '../../data/names.js';
import { useMessages } from './texts.js';
import { Page } from '../../parts/page.js';
import { Loaded } from '../../parts/states.js';
import { Day, Mass } from '../../units/mass.js';
import { announcedKgOf } from './load.js';
import { useBatches, useShipment, type ShipmentBatch, type ShownShipment } from './shipment-data.js';

/** What travels with the driver: one sheet, with lines to sign. */
export function PackingListScreen(): ReactElement {
  const { id } = useParams({ from: '/shipments/$id/packing-list' });
  const { shell, shipments } = useMessages();
  const shipment = useShipment(id);
  const batches = useBatches((shipment.data?.lines ?? []).map(({ batchId }) => batchId));
  return (
    <Page
      title={shipments.packingTitle(shipment.data?.code ?? '')}
      actions={
        <>
          <Button component={Link} to={`/shipments/${id}`} variant="default">
            {shipments.toShipment}
          </Button>
          <Button leftSection={<IconPrinter size={20} aria-hidden />} onClick={() => window.print()}>
            {shell.print}
          </Button>
        </>
      }
    >
      <Loaded query={shipment}>
        {(found) => <Loaded query={batches}>{(byId) => <Sheet shipment={found} batches={byId} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Sheet({
  shipment,
  batches,
}: {
  shipment: ShownShipment;
  batches: ReadonlyMap<string, ShipmentBatch>;
}): ReactElement {
  const { shell, shipments } = useMessages();
  const { fromSiteId, toSiteId, carrier, seal, documents, plannedOn, dispatchedOn } = shipment;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
        <Field name={shipments.consignor}>
          <Address siteId={fromSiteId} />
        </Field>
        <Field name={shipments.consignee}>
          <Address siteId={toSiteId} />
        </Field>
        <Field name={shipments.carrier}>{carrier ?? shell.unknown}</Field>
        <Field name={shipments.seal}>{seal ?? shell.unknown}</Field>
        <Field name={dispatchedOn ? shipments.whenSent : shipments.plannedOn}>
          <Day on={dispatchedOn ?? plannedOn} />
        </Field>
        <Field name={shipments.documents}>
          {documents.length === 0
            ? shipments.noDocuments
            : documents.map(({ type, number }) => `${type} ${number}`).join(', ')}
        </Field>
      </SimpleGrid>
      <Items shipment={shipment} batches={batches} />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="lg" mt={64}>
        {[shipments.signedSender, shipments.signedCarrier, shipments.signedReceiver].map((line) => (
          <Stack key={line} gap={4}>
            <Divider color="var(--mantine-color-text)" />
            <Text size="xs">{line}</Text>
          </Stack>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Items({
  shipment,
  batches,
}: {
  shipment: ShownShipment;
  batches: ReadonlyMap<string, ShipmentBatch>;
}): ReactElement {
  const { shipments } = useMessages();
  const nameOf = useMaterial();
  const { lines } = shipment;
  const held = lines.flatMap(({ batchId }) => batches.get(batchId) ?? []);
  // A part of a batch was never weighed by itself: then nobody knows the wet mass of the load.
  const isWhole = lines.every(({ batchId, announcedDryKg }) => batches.get(batchId)?.dryKg === announcedDryKg);
  const sumMg = (of: (batch: ShipmentBatch) => number | null) => addedUp(held.map((batch) => kgToMg(of(batch) ?? 0)));
  const wet = (batch: ShipmentBatch | undefined, dryKg: number, kg: number | null | undefined) =>
    batch?.dryKg === dryKg ? kg : null;
  return (
    <Box style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={shipments.load}>
      <Table withTableBorder verticalSpacing={6} miw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{shipments.batch}</Table.Th>
            <Table.Th>{shipments.material}</Table.Th>
            <Table.Th>{shipments.container}</Table.Th>
            <Table.Th ta="right">{shipments.piecesCount}</Table.Th>
            <Table.Th ta="right">{shipments.grossKg}</Table.Th>
            <Table.Th ta="right">{shipments.wet}</Table.Th>
            <Table.Th ta="right">{shipments.dryMass}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => {
            const batch = batches.get(line.batchId);
            const { announcedDryKg: dryKg } = line;
            return (
              <Table.Tr key={line.batchId}>
                <Table.Td fw={600} className="figure">
                  {line.code}
                </Table.Td>
                <Table.Td>{nameOf(line)}</Table.Td>
                <Table.Td>{batch?.containerId}</Table.Td>
                <Table.Td ta="right">{line.announcedPieces}</Table.Td>
                <Table.Td ta="right">
                  <Mass kg={wet(batch, dryKg, batch?.grossKg)} />
                </Table.Td>
                <Table.Td ta="right">
                  <Mass kg={wet(batch, dryKg, batch?.netKg)} />
                </Table.Td>
                <Table.Td ta="right">
                  <Mass kg={dryKg} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th colSpan={3}>
              {shipments.total}: {shipments.batches(lines.length)}
            </Table.Th>
            <Table.Th ta="right">{lines.reduce((sum, { announcedPieces }) => sum + announcedPieces, 0)}</Table.Th>
            <Table.Th ta="right">
              <Mass
                kg={isWhole && held.every(({ grossKg }) => grossKg !== null) ? mgToKg(sumMg((b) => b.grossKg)) : null}
              />
            </Table.Th>
            <Table.Th ta="right">
              <Mass kg={isWhole ? mgToKg(sumMg((batch) => batch.netKg)) : null} />
            </Table.Th>
            <Table.Th ta="right">
              <Mass kg={announcedKgOf(lines)} />
            </Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Box>
  );
}

function Address({ siteId }: { readonly siteId: string }): ReactElement {
  const { shipments } = useMessages();
  const site = useSites().find(({ id }) => id === siteId);
  if (!site) return <>{shipments.unknownSite}</>;
  return (
    <>
      <Text fw={600}>{site.partyName}</Text>
      <Text>
        {site.code} · {site.name}
      </Text>
    </>
  );
}

function Field({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="div">{children}</Text>
    </Stack>
  );
}
