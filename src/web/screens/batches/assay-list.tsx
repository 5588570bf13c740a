import { Button, Divider, Group, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCheck, IconClock } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useNames, useSites } from '../../data/names.js';
import type { Schemas } from '../../api/client.js';
import { useMe, useRights } from '../../session/me.js';
import { useLocale } from '../../i18n/index.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { Tag } from '../../parts/status-tag.js';
import { useZoneOf } from '../../data/sites.js';
import { useWarningText } from '../../parts/warning-text.js';
import { shownInstant } from '../../i18n/format.js';
import { ForceForm } from './force-form.js';
import type { ShownBatch } from './words.js';

type Assay = Schemas['AssayAnswer'];

/** Every assay of the batch, the one in force first. */
export function AssayList({ batch }: { readonly batch: ShownBatch }): ReactElement {
  const { batches } = useMessages();
  const zoneFor = useZoneOfAssay(batch);
  const { assays } = batch;
  const [forcing, setForcing] = useState<string | null>(null);
  const mayForce = useMayForce(batch);
  const rank = ({ inForce, withdrawn }: Assay) => (inForce ? 0 : withdrawn ? 2 : 1);
  const sorted = [...assays].sort((a, b) => rank(a) - rank(b) || b.createdAt.localeCompare(a.createdAt));
  return (
    <Section title={batches.assays}>
      {sorted.length === 0 && <Text c="dimmed">{batches.noAssays}</Text>}
      {sorted.map((assay, index) => (
        <Stack key={assay.id} gap="sm">
          {index > 0 && <Divider />}
          <OneAssay assay={assay} zone={zoneFor(assay)} />
          {mayForce(assay) && (
            <Group className="no-print">
              <Button variant="default" onClick={() => setForcing(assay.id)}>
                {batches.force}
              </Button>
            </Group>
          )}
        </Stack>
      ))}
      {forcing !== null && <ForceForm batchId={batch.id} assayId={forcing} onClose={() => setForcing(null)} />}
    </Section>
  );
}

/** The zone of the site where a batch was sampled: that of the side which had it assayed, where the batch arose or stands. */
function useZoneOfAssay({ siteId, originSiteId }: ShownBatch): (assay: Assay) => string {
  const sites = useSites();
  const zoneOf = useZoneOf();
  return ({ partyId }) => {
    const at = [siteId, originSiteId].find((id) => sites.some((site) => site.id === id && site.partyId === partyId));
    return zoneOf(at ?? siteId ?? originSiteId);
  };
}

/** Of the assays of the own side, where the batch arose on it, those that do not count now. The service has the last word. */
function useMayForce({ id, status, originSiteId }: ShownBatch): (assay: Assay) => boolean {
  const { writes } = useRights();
  const { party } = useMe();
  const names = useNames();
  const isOwn = writes && status !== 'void' && names.isOwnSite(originSiteId);
  return ({ batchId, partyId, inForce, withdrawn }) =>
    isOwn && batchId === id && partyId === party?.id && !inForce && !withdrawn;
}

function OneAssay({ assay, zone }: { readonly assay: Assay; readonly zone: string }): ReactElement {
  const { assay: words, batches } = useMessages();
  const locale = useLocale();
  const names = useNames();
  const warningText = useWarningText();
  const { laboratory, method, reportNo, sampledAt, partyId, composition, expandedUncertainty, forced } = assay;
  const said = [
    batches.sampled(shownInstant(sampledAt, locale, zone)),
    ...(reportNo ? [batches.report(reportNo)] : []),
    batches.by(names.party(partyId) ?? batches.otherParty),
    ...(assay.basis === 'ignited' ? [batches.ofIgnited] : []),
    ...(forced ? [batches.forcedOn(shownInstant(forced.at, locale, zone), forced.reason)] : []),
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
                <Plain value={pct} limit={assay.belowLimitPct[formula]} />
              </Table.Td>
              <Table.Td ta="right">
                <Plain value={expandedUncertainty?.[formula]} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Differences of={assay} />
      {assay.warnings.map((warning) => (
        <Group key={warning.code + warning.message} gap="xs" wrap="nowrap" align="flex-start">
          <IconAlertTriangle size={18} aria-hidden />
          <Text size="sm">{warningText(warning)}</Text>
        </Group>
      ))}
    </Stack>
  );
}

/** A percentage with the digits that the laboratory gave: they say how far it may be relied on. */
function Plain(props: { readonly value: number | undefined; readonly limit?: number | undefined }): ReactElement {
  const { value, limit } = props;
  const { shell } = useMessages();
  const locale = useLocale();
  const shown = (pct: number): string => pct.toLocaleString(locale, { maximumFractionDigits: 8 });
  if (limit !== undefined) return <span className="figure">{`< ${shown(limit)} %`}</span>;
  return <span className="figure">{value === undefined ? shell.unknown : shown(value)}</span>;
}

/** How far another side's assay lies from what is in force. */
function Differences({ of: { differencePct } }: { readonly of: Assay }): ReactElement | null {
  const { batches } = useMessages();
  const locale = useLocale();
  const signed = { maximumFractionDigits: 4, signDisplay: 'exceptZero' } as const;
  const told = Object.entries(differencePct ?? {}).map(
    ([element, pct]) => `${element} ${pct.toLocaleString(locale, signed)} %`,
  );
  return told.length === 0 ? null : <Text size="sm">{batches.differs(told.join(', '))}</Text>;
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
