import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { TextLink } from '../../parts/links.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { Loaded } from '../../parts/states.js';
import { useRights } from '../../session/me.js';
import { Day, Mass, Pct } from '../../units/mass.js';
import type { ShownTrace } from './generations.js';
import { useMessages } from './texts.js';

type Answer = Schemas['TraceLotsAnswer'];

/** Where a trace goes on into magnet lots, or comes out of one: for the plant and the auditors that look into it. */
export function TraceLots({ answer }: { readonly answer: ShownTrace }): ReactElement | null {
  const { isGenerator, isAuditor } = useRights();
  const { direction, batches, leaves } = answer;
  const goesOn = direction === 'down' ? leaves.some(({ kind }) => kind === 'charged') : batches[0]?.kind === 'magnet';
  return goesOn && (isGenerator || isAuditor) ? <Asked id={answer.batchId} direction={direction} /> : null;
}

function Asked({ id, direction }: { readonly id: string; readonly direction: Answer['direction'] }): ReactElement {
  const { trace } = useMessages();
  const params = { path: { id }, query: { direction } };
  const query = api.useQuery('get', '/api/v1/batches/{id}/trace/lots', { params });
  const isUp = direction === 'up';
  return (
    <Section title={isUp ? trace.madeFrom : trace.lots} note={isUp ? undefined : trace.lotsNote}>
      <Loaded query={query}>{(found) => (isUp ? <Charges found={found} /> : <Lots found={found} />)}</Loaded>
    </Section>
  );
}

function Lots({ found: { lots } }: { readonly found: Answer }): ReactElement {
  const { trace } = useMessages();
  return (
    <ResourceTable
      caption={trace.lots}
      rows={lots}
      rowId={({ lotId }) => lotId}
      empty={<Text size="sm">{trace.noLots}</Text>}
      columns={[
        {
          title: trace.lot,
          cell: ({ lotId, code }) => (
            <TextLink to="/batches/$id/trace" params={{ id: lotId }}>
              {code}
            </TextLink>
          ),
        },
        { title: trace.grade, cell: ({ grade }) => grade },
        { title: trace.madeOn, cell: ({ occurredOn }) => <Day on={occurredOn} /> },
        { title: trace.chargedOf, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
        { title: trace.shareOfLot, numeric: true, cell: ({ pct }) => <Pct pct={pct} /> },
        { title: trace.known, cell: ({ basis }) => trace.bases[basis] },
      ]}
    />
  );
}

function Charges({ found: { basis, charges, otherDryKg } }: { readonly found: Answer }): ReactElement {
  const { trace } = useMessages();
  return (
    <>
      {basis !== null && <Text>{trace.bases[basis]}</Text>}
      <ResourceTable
        caption={trace.madeFrom}
        rows={charges}
        rowId={({ batchId }) => batchId}
        empty={<Text size="sm">{trace.noCharges}</Text>}
        columns={[
          {
            title: trace.batch,
            cell: ({ batchId, code }) => (
              <TextLink to="/batches/$id/trace" params={{ id: batchId }}>
                {code ?? trace.share}
              </TextLink>
            ),
          },
          { title: trace.charged, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
          { title: trace.shareOfLot, numeric: true, cell: ({ pct }) => <Pct pct={pct} /> },
        ]}
      />
      {otherDryKg > 0 && (
        <Text size="sm">
          {trace.otherCharges} <Mass kg={otherDryKg} />
        </Text>
      )}
    </>
  );
}
