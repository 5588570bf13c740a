import { SegmentedControl, Select, Group, Stack } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { DRY_MASS } from '../../../domain/matter/holding.js';
import { api } from '../../api/client.js';
import { useMessages } from './texts.js';
import { ButtonLink } from '../../parts/links.js';
import { Page } from '../../parts/page.js';
import { Empty, Loaded } from '../../parts/states.js';
import { elementsOf } from '../../parts/element-list.js';
import { generationsOf, kgOf, type ShownTrace } from './generations.js';
import { Generation } from './generation.js';
import { TraceEnds } from './trace-ends.js';
import { TraceLots } from './trace-lots.js';

/** The family of a batch, one way at a time, by generations. */
export function TraceScreen(): ReactElement {
  const { id } = useParams({ from: '/batches/$id/trace' });
  const { direction = 'up', of = DRY_MASS } = useSearch({ from: '/batches/$id/trace' });
  const navigate = useNavigate({ from: '/batches/$id/trace' });
  const { trace, shell, books } = useMessages();
  const params = { path: { id }, query: { direction } };
  const query = api.useQuery('get', '/api/v1/batches/{id}/trace', { params });
  const name = query.data?.batches[0]?.code ?? (query.data ? books.share : shell.unknown);
  return (
    <Page
      title={trace.title(name)}
      actions={
        <ButtonLink variant="default" to="/batches/$id" params={{ id }}>
          {trace.back}
        </ButtonLink>
      }
    >
      <Group gap="md" align="flex-end" className="no-print">
        <SegmentedControl
          aria-label={trace.direction}
          size="md"
          data={(['up', 'down'] as const).map((value) => ({ value, label: trace[value] }))}
          value={direction}
          onChange={(chosen) =>
            void navigate({ search: { direction: chosen === 'down' ? 'down' : undefined, of }, replace: true })
          }
        />
        <Select
          label={trace.of}
          allowDeselect={false}
          searchable
          data={[
            { value: DRY_MASS, label: trace.dryMass },
            ...elementsOf(query.data?.total.elements ?? {}).map(([element]) => ({
              value: element,
              label: trace.metal(element),
            })),
          ]}
          value={of}
          onChange={(chosen) =>
            void navigate({ search: (before) => ({ ...before, of: chosen ?? undefined }), replace: true })
          }
        />
      </Group>
      <Loaded query={query}>{(answer) => <Family answer={answer} of={of} />}</Loaded>
    </Page>
  );
}

function Family({ answer, of }: { readonly answer: ShownTrace; readonly of: string }): ReactElement {
  const { trace } = useMessages();
  const totalKg = kgOf(answer.total, of);
  const isUp = answer.direction === 'up';
  if (!totalKg) return <Empty text={trace.unknown(of === DRY_MASS ? trace.dryMass : of)} />;
  const generations = generationsOf(answer);
  return (
    <Stack gap="md">
      <TraceEnds answer={answer} of={of} totalKg={totalKg} />
      <TraceLots answer={answer} />
      {generations.length === 0 && <Empty text={isUp ? trace.fromOutside : trace.noEnds} />}
      {generations.map((members, index) => {
        const isBeyond = members.every(({ through }) => through.length === 0);
        const steps = isUp ? trace.stepsBack : trace.stepsOn;
        return (
          <Generation
            key={index}
            title={isBeyond ? trace.andElse : steps(index + 1)}
            members={members}
            of={of}
            totalKg={totalKg}
            isUp={isUp}
          />
        );
      })}
    </Stack>
  );
}
