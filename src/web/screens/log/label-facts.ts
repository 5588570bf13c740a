import { dryMassMg, kgToMg, mgToKg, netMassMg, pctToPpm } from '../../../domain/measure/quantities.js';
import { api, type Schemas } from '../../api/client.js';
import { useOutbox } from '../../offline/outbox-context.js';
import type { QueuedBatch } from '../../offline/outbox-store.js';
import type { Query } from '../../api/query.js';

/** What stands on a label. */
export interface LabelFacts {
  readonly id: string;
  /** Null where the service has yet to make it. */
  readonly code: string | null;
  /** The code of its stream; null for what is no by-product. */
  readonly stream: string | null;
  readonly product: string | null;
  readonly netKg: number | null;
  readonly dryKg: number;
  readonly on: string;
  readonly containerId: string | null;
  readonly isEstimated: boolean;
}

/** A batch's label: from this device while it waits here, and else from the service. */
export function useLabelFacts(id: string): Query<LabelFacts> {
  const { entries, booked } = useOutbox();
  const waiting = entries.find(({ body }) => body.id === id);
  const known = booked.find((batch) => batch.id === id);
  const query = api.useQuery(
    'get',
    '/api/v1/batches/{id}',
    { params: { path: { id } } },
    { enabled: !waiting && !known, retry: false },
  );
  const batch = known ?? query.data;
  const data = waiting ? factsOfQueued(waiting.body) : batch && factsOf(batch);
  return { data, error: query.error, isPending: query.isPending, refetch: query.refetch };
}

function factsOf(batch: Schemas['BatchAnswer']): LabelFacts {
  const { id, code, stream, product, netKg, dryKg, occurredOn: on, containerId, estimated: isEstimated } = batch;
  return { id, code, stream, product, netKg, dryKg, on, containerId, isEstimated };
}

function factsOfQueued(body: QueuedBatch): LabelFacts {
  const netMg = netMassMg(kgToMg(body.grossKg), kgToMg(body.tareKg));
  return {
    id: body.id,
    code: body.code ?? null,
    stream: body.stream,
    product: null,
    netKg: mgToKg(netMg),
    dryKg: mgToKg(dryMassMg(netMg, pctToPpm(body.moisturePct), pctToPpm(body.oilPct ?? 0))),
    on: body.occurredAt.slice(0, 10),
    containerId: body.containerId ?? null,
    isEstimated: body.estimated ?? false,
  };
}
