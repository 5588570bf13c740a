import { useQueries, useQueryClient } from '@tanstack/react-query';
import { api, problemOf, type ApiProblem, type Schemas } from '../../api/client.js';
import { useMe, useRights } from '../../session/me.js';

export type ShownShipment = Schemas['ShipmentAnswer'];
export type Line = Schemas['ShipmentLineAnswer'];
export type ShipmentBatch = Schemas['BatchAnswer'];
export type Agreement = Schemas['AgreementAnswer'];

export function useShipment(id: string) {
  return api.useQuery('get', '/api/v1/shipments/{id}', { params: { path: { id } } });
}

/** What happened to a shipment shows in its batches, its agreement and on the lists too. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}

export function batchOptions(id: string) {
  return api.queryOptions('get', '/api/v1/batches/{id}', { params: { path: { id } } });
}

/** The batches of these ids, by id, once all of them are there. */
export function useBatches(ids: readonly string[]) {
  return useQueries({
    queries: ids.map(batchOptions),
    combine: (results) => {
      const found = results.flatMap(({ data }) => (data ? [data] : []));
      return {
        data:
          found.length === ids.length
            ? new Map(found.map((batch): [string, ShipmentBatch] => [batch.id, batch]))
            : undefined,
        error: results.find(({ error }) => error)?.error,
        isPending: results.some(({ isPending }) => isPending),
        refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
      };
    },
  });
}

/** It could not be read: that is not the same as not being there for those who ask. */
const isUnread = (error: ApiProblem | null): boolean => error !== null && problemOf(error).status !== 404;

/** The agreements of these ids that one may see, by id. Whoever receives outside an agreement does not see it. */
export function useAgreementsById(ids: readonly string[]) {
  return useQueries({
    queries: ids.map((id) => api.queryOptions('get', '/api/v1/agreements/{id}', { params: { path: { id } } })),
    combine: (results) => ({
      // What has been read once stays while reading it again fails.
      data: results.some(({ data, isPending, error }) => data === undefined && (isPending || isUnread(error)))
        ? undefined
        : new Map(results.flatMap(({ data }) => (data ? [[data.id, data] as const] : []))),
      error: results.find(({ data, error }) => data === undefined && isUnread(error))?.error ?? null,
      isPending: results.some(({ isPending }) => isPending),
      refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
    }),
  });
}

/** On which side of a shipment one stands, and whether one may act for it. */
export function useSides({ fromPartyId, toPartyId }: Pick<ShownShipment, 'fromPartyId' | 'toPartyId'>) {
  const { party } = useMe();
  const { writes } = useRights();
  const isSender = party?.id === fromPartyId;
  const isReceiver = party?.id === toPartyId;
  return { isSender, isReceiver, sends: writes && isSender, receives: writes && isReceiver };
}

/** Whether the person may do something with a shipment: what its party may do, where the person writes for it. */
export function useMay({ may }: Pick<ShownShipment, 'may'>): (act: ShownShipment['may'][number]) => boolean {
  const { writes } = useRights();
  return (act) => writes && may.includes(act);
}
