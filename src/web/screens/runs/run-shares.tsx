import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { api, type Schemas } from '../../api/client.js';
import { useMessages } from './texts.js';
import { Section } from '../../parts/section.js';
import { ResourceTable } from '../../parts/resource-table.js';
import { Mass } from '../../units/mass.js';

type Share = Schemas['RunShareAnswer'];

/** The part of each agreement in a run: all that another side sees of it. */
export function RunShares({
  shares,
  isOwn,
}: {
  readonly shares: readonly Share[];
  readonly isOwn: boolean;
}): ReactElement {
  return (
    <>
      {shares.map((share) => (
        <ShareOfRun key={share.agreementId} share={share} isOwn={isOwn} />
      ))}
    </>
  );
}

function ShareOfRun({ share, isOwn }: { readonly share: Share; readonly isOwn: boolean }): ReactElement {
  const { runs } = useMessages();
  const agreement = api.useQuery('get', '/api/v1/agreements/{id}', { params: { path: { id: share.agreementId } } });
  const reference = agreement.data?.reference ?? '';
  return (
    <Section title={`${isOwn ? runs.agreement : runs.shares} ${reference}`.trim()}>
      <Text size="sm">
        {runs.dryIn}: <Mass kg={share.dryInKg} /> · {runs.recovered}: <Mass kg={share.dryRecoveredKg} />
      </Text>
      <ResourceTable
        caption={`${runs.shares} ${reference}`}
        rows={share.elements}
        rowId={({ element }) => element}
        columns={[
          { title: runs.element, cell: ({ element }) => element },
          { title: runs.in, numeric: true, cell: ({ inKg }) => <Mass kg={inKg} /> },
          { title: runs.recovered, numeric: true, cell: ({ recoveredKg }) => <Mass kg={recoveredKg} /> },
          { title: runs.inResidue, numeric: true, cell: ({ residueKg }) => <Mass kg={residueKg} /> },
          { title: runs.unaccounted, numeric: true, cell: ({ unaccountedKg }) => <Mass kg={unaccountedKg} /> },
        ]}
      />
    </Section>
  );
}
