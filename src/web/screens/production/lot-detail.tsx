import { Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { useNames } from '../../data/names.js';
import { Reversal } from '../../forms/reversal.js';
import { saidPct, shownDay } from '../../i18n/format.js';
import { useLocale } from '../../i18n/index.js';
import { Facts, type Fact } from '../../parts/facts.js';
import { ButtonLink } from '../../parts/links.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Loaded } from '../../parts/states.js';
import { useRights } from '../../session/me.js';
import { Day, Mass, Pct, useMassText } from '../../units/mass.js';
import type { Lot } from './model.js';
import { useMessages } from './texts.js';

/** What is known of a lot beside its row, and what it was made from. */
export function LotDetail({ lot }: { readonly lot: Lot }): ReactElement {
  const { magnets } = useMessages();
  const { writesPlant } = useRights();
  const { pieces, netKg, dryKg, coatingPct, uncoated, basis, gradeFrom, heat, returnedFrom, note } = lot;
  const facts: readonly (Fact | null)[] = [
    [
      magnets.pieces,
      <span key="pieces" className="figure">
        {pieces}
      </span>,
    ],
    [magnets.net, <Mass key="net" kg={netKg} exact />],
    [magnets.coating, uncoated ? magnets.beforeCoating : <Pct key="coating" pct={coatingPct} />],
    [magnets.dry, <Mass key="dry" kg={dryKg} exact />],
    [magnets.basis, basis === 'assay' ? magnets.byAssay : <ByGrade key="grade" from={gradeFrom} />],
    heat === null ? null : [magnets.heat, heat],
    returnedFrom && [magnets.returned, <Return key="return" {...returnedFrom} />],
    note === null ? null : [magnets.note, note],
  ];
  return (
    <Stack gap="md">
      <Facts facts={facts.filter((fact) => fact !== null)} />
      {returnedFrom === null && <Mix lot={lot} />}
      <div>
        <ButtonLink variant="default" to="/batches/$id/trace" params={{ id: lot.id }}>
          {magnets.trace}
        </ButtonLink>
      </div>
      {writesPlant && lot.may.includes('dispose') && (
        <div>
          <Reversal entryId={lot.entryId} name={lot.code} />
        </div>
      )}
    </Stack>
  );
}

function ByGrade({ from }: { readonly from: string }): ReactElement {
  const { magnets } = useMessages();
  return (
    <>
      {magnets.byGrade} <Day on={from} />
    </>
  );
}

function Return({ customer, use, evidence }: Schemas['ReturnedFromAnswer']): ReactElement {
  const { magnets } = useMessages();
  return <>{[customer, magnets.sources[use], ...(evidence === null ? [] : [evidence])].join(' · ')}</>;
}

/** What was charged that a lot may be made from: of the whole site, unless charges name its melt. */
function Mix({ lot }: { readonly lot: Lot }): ReactElement {
  const { magnets } = useMessages();
  const mix = api.useQuery('get', '/api/v1/magnet-lots/{id}/mix', { params: { path: { id: lot.id } } });
  return (
    <Stack gap="xs">
      <Text fw={600}>{magnets.mix}</Text>
      <Loaded query={mix}>{(data) => <MixTable mix={data} />}</Loaded>
    </Stack>
  );
}

function MixTable({ mix }: { readonly mix: Schemas['LotMixAnswer'] }): ReactElement {
  const { magnets, books, shell } = useMessages();
  const [names, locale, massText] = [useNames(), useLocale(), useMassText()];
  const { basis, from, to, chargedDryKg, groups } = mix;
  if (basis === null || groups.length === 0) return <Text size="sm">{magnets.noMix}</Text>;
  const days = from !== null && to !== null ? magnets.between(shownDay(from, locale), shownDay(to, locale)) : '';
  const elements = (elementPct: Readonly<Record<string, number>>): string =>
    Object.entries(elementPct)
      .map(([element, pct]) => `${element} ${saidPct(pct, locale)}`)
      .join(', ');
  return (
    <>
      <Text size="sm">
        <b>{magnets.mixBases[basis]}.</b> {magnets.charged(massText(chargedDryKg))} {days}
      </Text>
      <ResourceTable
        caption={magnets.mix}
        rows={groups.map((group, ordinal) => ({ ...group, ordinal }))}
        rowId={({ ordinal }) => String(ordinal)}
        columns={[
          { title: magnets.origin, cell: ({ origin }) => books.origins[origin] },
          { title: magnets.agreement, cell: ({ agreementId }) => names.agreement(agreementId) ?? shell.unknown },
          { title: magnets.ofDry, numeric: true, cell: ({ dryPct }) => <Pct pct={dryPct} /> },
          {
            title: magnets.ofElements,
            cell: ({ elementPct }) => <span className="figure">{elements(elementPct)}</span>,
          },
        ]}
      />
    </>
  );
}
