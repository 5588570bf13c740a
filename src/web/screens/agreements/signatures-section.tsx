import { Group, Stack, Text } from '@mantine/core';
import { IconCircleDashed, IconSignature } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useMessages } from './texts.js';
import { ResourceTable, type Column } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Day, Moment } from '../../units/mass.js';
import { partyName, signatureOf, type Agreement, type ShownSignature } from './model.js';
import { useDayText } from './term-texts.js';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly note: string;
  readonly from: string | null;
  readonly signatures: readonly ShownSignature[];
}

/** Who has signed what and when, on both sides. */
export function SignaturesSection({ agreement }: { readonly agreement: Agreement }): ReactElement {
  const { page } = useMessages().agreements;
  const day = useDayText();
  const { versions, termination, generator, recycler } = agreement;
  const by = (id: string) => page.proposedBy(partyName(agreement, id));
  const rows: Row[] = [
    ...versions.map(({ version, proposedByPartyId, startsOn, signatures }) => ({
      key: String(version),
      name: page.versionOf(version),
      note: by(proposedByPartyId),
      from: startsOn,
      signatures,
    })),
    ...(termination
      ? [
          {
            key: 'termination',
            name: page.termination,
            from: null,
            signatures: termination.signatures,
            note: `${page.lastDay(day(termination.endsOn))}, ${by(termination.proposedByPartyId)}: ${termination.reason}`,
          },
        ]
      : []),
  ];
  const columns: Column<Row>[] = [
    {
      title: page.subject,
      cell: ({ name, note }) => (
        <Stack gap={0}>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        </Stack>
      ),
    },
    { title: page.holdsFrom, cell: ({ from }) => <Day on={from} /> },
    ...[generator, recycler].map(({ id, name }) => ({
      title: name,
      cell: (row: Row) => <Signed signature={signatureOf(row, id)} />,
    })),
  ];
  return (
    <Section title={page.signatures}>
      <ResourceTable caption={page.signaturesTable} rows={rows} columns={columns} rowId={({ key }) => key} />
    </Section>
  );
}

function Signed({ signature }: { readonly signature: ShownSignature | undefined }): ReactElement {
  const { page } = useMessages().agreements;
  const Icon = signature ? IconSignature : IconCircleDashed;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Icon size={20} aria-hidden style={{ flex: 'none' }} color={signature && 'var(--mantine-primary-color-filled)'} />
      {signature ? (
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            {signature.userName}
          </Text>
          <Text size="xs" c="dimmed">
            {page.signed} <Moment at={signature.signedAt} />
          </Text>
        </Stack>
      ) : (
        <Text size="sm" c="dimmed">
          {page.notSigned}
        </Text>
      )}
    </Group>
  );
}
