import { api } from '../../api/client.js';
import { useMe } from '../../session/me.js';
import { useKept } from '../../api/query.js';
import type { QueuedBatch } from '../../offline/outbox-store.js';

/** The net weights of a stream's newest batches at a site; none where they are not known. */
export function usePastWeights(siteId: string, stream: string): readonly number[] {
  const query = api.useQuery(
    'get',
    '/api/v1/batches/weights',
    { params: { query: { siteId, stream: stream as QueuedBatch['stream'] } } },
    { enabled: siteId !== '' && stream !== '' },
  );
  return useKept(`weights-${useMe().id}-${siteId}-${stream}`, query).data?.netKg ?? [];
}
