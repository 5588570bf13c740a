import type { ReactElement } from 'react';
import { api } from '../../api/client.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Section } from '../../parts/section.js';
import { useRights } from '../../session/me.js';
import { Day, Mass } from '../../units/mass.js';
import { useMessages } from './texts.js';
import type { ShownBatch } from './words.js';

/** Used magnets that may be in a by-product, beside it: shown where there are any, to who looks into the plant. */
export function UsedReturns({ batch: { id, kind } }: { readonly batch: ShownBatch }): ReactElement | null {
  const { batches } = useMessages();
  const { isGenerator, isAuditor } = useRights();
  const enabled = kind === 'by-product' && (isGenerator || isAuditor);
  const params = { path: { id } };
  const { data } = api.useQuery('get', '/api/v1/batches/{id}/used-returns', { params }, { enabled });
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={batches.usedReturns} note={batches.usedReturnsNote}>
      <ResourceTable
        caption={batches.usedReturns}
        rows={data.items}
        rowId={({ lotId, occurredOn }) => `${lotId} ${occurredOn}`}
        columns={[
          { title: batches.usedLot, cell: ({ code }) => code },
          { title: batches.usedCustomer, cell: ({ customer }) => customer },
          { title: batches.usedOn, cell: ({ occurredOn }) => <Day on={occurredOn} /> },
          { title: batches.usedDry, numeric: true, cell: ({ dryKg }) => <Mass kg={dryKg} /> },
        ]}
      />
    </Section>
  );
}
