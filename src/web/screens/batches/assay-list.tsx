import { Divider, Group, Stack, Table, Text } from '@mantine/core';
import { IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useNames, useSites } from '../../api/names.js';
import type { Schemas } from '../../api/client.js';
import { useLocale, useMessages } from '../../i18n/index.js';
import { Section } from '../../parts/section.js';
import { Tag } from '../../parts/status-tag.js';
import { useZoneOf } from '../../reference/sites.js';
import { shownInstant } from '../../units/format.js';
import type { Batch } from './words.js';

type Assay = Schemas['AssayAnswer'];

/** Every assay of the batch, the one in force first. */
export function AssayList({ batch }: { readonly batch: Batch }): ReactElement {
  const { batches } = useMessages();
  const zoneFor = useZoneOfAssay(batch);
  const { assays } = batch;
  const rank = ({ inForce, withdrawn }: Assay) => (inForce ? 0 : withdrawn ? 2 : 1);
  const sorted = [...assays].sort((a, b) => rank(a) - rank(b) || b.createdAt.localeCompare(a.createdAt));
  return (
    <Section title={batches.assays}>
      {sorted.length === 0 && <Text c="dimmed">{batches.noAssays}</Text>}
      {sorted.map((assay, index) => (
        <Stack key={assay.id} gap="sm">
          {index > 0 && <Divider />}
          <OneAssay assay={assay} zone={zoneFor(assay)} />
        </Stack>
      ))}
    </Section>
  );
}

/** The zone of the site where a batch was sampled: that of the side which had it assayed, where the batch arose or stands. */
function useZoneOfAssay({ siteId, originSiteId }: Batch): (assay: Assay) => string {
  const sites = useSites();
  const zoneOf = useZoneOf();
  return ({ partyId }) => {
    const at = [siteId, originSiteId].find((id) => sites.some((site) => site.id === id && site.partyId === partyId));
    return zoneOf(at ?? siteId ?? originSiteId);
  };
}

function OneAssay({ assay, zone }: { readonly assay: Assay; readonly zone: string }): ReactElement {
  const { assay: words, batches } = useMessages();
  const locale = useLocale();
  const names = useNames();
  const { laboratory, method, reportNo, sampledAt, partyId, composition, belowLimitPct, expandedUncertainty } = assay;
  const said = [
    batches.sampled(shownInstant(sampledAt, locale, zone)),
    ...(reportNo ? [batches.report(reportNo)] : []),
    batches.by(names.party(partyId) ?? batches.otherParty),
  ];
  return (
    <Stack gap={4}>
      <Group gap="sm">
        <Text fw={600}>{laboratory}</Text>
        <Text>{method}</Text>
        <Standing assay={assay} />
      </Group>
      <Text size="sm" c="dimmed">
        {said.join(' · ')}
      </Text>
      <Table withRowBorders={false} verticalSpacing={4} {...(assay.withdrawn && { c: 'dimmed' })}>
        <Table.Caption className="visually-hidden">{`${laboratory}, ${method}`}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.formula}</Table.Th>
            <Table.Th ta="right">{batches.pctOfDry}</Table.Th>
            <Table.Th ta="right">{words.uncertainty}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(composition).map(([formula, pct]) => (
            <Table.Tr key={formula}>
              <Table.Th scope="row">{formula}</Table.Th>
              <Table.Td ta="right">
                {belowLimitPct[formula] === undefined ? (
                  <Plain value={pct} />
                ) : (
                  <>
                    &lt; <Plain value={belowLimitPct[formula]} />
                  </>
                )}
              </Table.Td>
              <Table.Td ta="right">
                <Plain value={expandedUncertainty?.[formula]} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

/** A percentage with the digits that the laboratory gave: they say how far it may be relied on. */
function Plain({ value }: { readonly value: number | undefined }): ReactElement {
  const { shell } = useMessages();
  const locale = useLocale();
  const digits = { maximumFractionDigits: 8 };
  return <span className="figure">{value === undefined ? shell.unknown : value.toLocaleString(locale, digits)}</span>;
}

function Standing({ assay: { inForce, withdrawn } }: { readonly assay: Assay }): ReactElement {
  const { batches } = useMessages();
  if (inForce) {
    return (
      <Tag colour="teal" icon={IconCheck}>
        {batches.inForce}
      </Tag>
    );
  }
  return (
    <Tag colour="gray" icon={withdrawn ? IconBan : IconClock}>
      {withdrawn ? batches.withdrawn : batches.beside}
    </Tag>
  );
}
