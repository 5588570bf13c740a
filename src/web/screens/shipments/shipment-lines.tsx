import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useMaterial } from '../../data/catalogue.js';
import { api } from '../../api/client.js';
import { useMessages } from './texts.js';
import { DifferenceBar } from '../../parts/difference-bar.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { StatusTag } from '../../parts/status-tag.js';
import { Mass } from '../../units/mass.js';
import { TermsWithout } from './plan-form.js';
import type { Line } from './shipment-data.js';

interface ShipmentLinesProps {
  readonly lines: readonly Line[];
  /** It travels under no agreement. */
  readonly isWithout: boolean;
  readonly toleranceOf: (batchId: string) => number | null;
}

/** Per batch what the sender announced and what the receiver's scale said. */
export function ShipmentLines({ lines, isWithout, toleranceOf }: ShipmentLinesProps): ReactElement {
  const { shipments } = useMessages();
  const nameOf = useMaterial();
  const isWeighed = lines.some(({ receivedDryKg }) => receivedDryKg !== null);
  const columns: readonly Column<Line>[] = [
    {
      title: shipments.batch,
      cell: (line) => (
        <Stack gap={0}>
          <Anchor component={Link} to={`/batches/${line.batchId}`} fw={600} className="figure">
            {line.code}
          </Anchor>
          <Text size="xs" c="dimmed">
            {nameOf(line)}
          </Text>
        </Stack>
      ),
    },
    { title: shipments.announced, numeric: true, cell: ({ announcedDryKg }) => <Mass kg={announcedDryKg} exact /> },
    { title: shipments.weighed, numeric: true, cell: (line) => <Received line={line} /> },
    ...(isWeighed
      ? [
          {
            title: shipments.difference,
            numeric: true,
            cell: (line: Line) => <Difference line={line} toleranceOf={toleranceOf} />,
          },
          { title: shipments.flag, cell: (line: Line) => <Weight line={line} /> },
          { title: shipments.accepted, numeric: true, cell: (line: Line) => <Accepted line={line} /> },
        ]
      : []),
  ];
  return (
    <Section title={shipments.weights} note={isWithout && <TermsWithout />}>
      <ResourceTable caption={shipments.weights} rows={lines} columns={columns} rowId={({ batchId }) => batchId} />
    </Section>
  );
}

/** What the scale said; what was only taken over from the announcement is no weighing, and says so. */
function Received({ line: { receivedDryKg, asAnnounced } }: { readonly line: Line }): ReactElement {
  const { shipments } = useMessages();
  if (receivedDryKg === null) return <>{shipments.notYet}</>;
  return (
    <Stack gap={0} align="flex-end">
      <Mass kg={receivedDryKg} exact />
      {asAnnounced && (
        <Text size="xs" c="dimmed">
          {shipments.takenOver}
        </Text>
      )}
    </Stack>
  );
}

function Difference({
  line,
  toleranceOf,
}: {
  line: Line;
  toleranceOf: ShipmentLinesProps['toleranceOf'];
}): ReactElement {
  const { batchId, announcedDryKg, differenceDryKg, flag } = line;
  if (differenceDryKg === null) return <Mass kg={null} />;
  return (
    <DifferenceBar
      differenceKg={differenceDryKg}
      announcedKg={announcedDryKg}
      tolerancePct={toleranceOf(batchId)}
      flag={flag}
    />
  );
}

function Weight({ line: { flag, settled, receivedDryKg } }: { readonly line: Line }): ReactElement | null {
  if (flag === null || receivedDryKg === null) return null;
  return (
    <Stack gap={4} align="flex-start" miw="max-content">
      <StatusTag status={flag} />
      {!settled && <StatusTag status="in-dispute" />}
    </Stack>
  );
}

/** What was accepted and what was refused, with the way to the batch that the refused part became. */
function Accepted({ line }: { readonly line: Line }): ReactElement {
  const { shipments } = useMessages();
  const { batchId, code, acceptedDryKg, refusedDryKg, refusedBatchId, refusalReason } = line;
  const isWhole = refusedBatchId === batchId;
  const part = api.useQuery(
    'get',
    '/api/v1/batches/{id}',
    { params: { path: { id: refusedBatchId ?? '' } } },
    { enabled: refusedBatchId !== null && !isWhole },
  );
  if (!refusedDryKg) return <Mass kg={acceptedDryKg} exact />;
  return (
    <Stack gap={0} align="flex-end">
      <Mass kg={acceptedDryKg} exact />
      <Text size="xs" className="figure">
        {shipments.refusedPart}: <Mass kg={refusedDryKg} exact />
      </Text>
      <Anchor component={Link} to={`/batches/${refusedBatchId ?? batchId}`} size="sm" className="figure">
        {isWhole ? `${code}: ${shipments.allBack}` : (part.data?.code ?? code)}
      </Anchor>
      <Text size="xs" c="dimmed">
        {refusalReason}
      </Text>
    </Stack>
  );
}
