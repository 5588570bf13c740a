import { useEffect, useMemo } from 'react';
import { ANSWERS, keep, readKept } from '../device/kept.js';

/** What is asked of the service, in each of its states. */
export interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

/**
 * A query whose last answer is kept on the device, so that it is at hand before and without the network, until the person
 * signs out.
 */
export function useKept<Data>(of: string, query: Query<Data>): Query<Data> {
  const name = ANSWERS + of;
  const { data, error, isPending, refetch } = query;
  const kept = useMemo(() => readKept<Data>(name), [name]);
  useEffect(() => {
    if (data !== undefined) keep(name, data);
  }, [name, data]);
  if (data !== undefined || kept === null) return { data, error, isPending, refetch };
  return { data: kept, error: null, isPending: false, refetch };
}
