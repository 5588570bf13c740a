import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
  type ReactElement,
  type ReactNode,
} from 'react';
import { STOCK } from '../data/stock.js';
import { Outbox, type OutboxState } from './outbox.js';

const OutboxContext = createContext<Outbox | null>(null);

interface OutboxProviderProps {
  readonly userId: string;
  readonly children: ReactNode;
}

/** Sends what a person saves, from sign-in to sign-out. */
export function OutboxProvider({ userId, children }: OutboxProviderProps): ReactElement {
  const client = useQueryClient();
  const outbox = useMemo(
    () =>
      new Outbox(userId, {
        onBooked: () => {
          void client.invalidateQueries({ queryKey: STOCK });
          for (const path of ['/api/v1/batches', '/api/v1/batches/weights', '/api/v1/todo'])
            void client.invalidateQueries({ queryKey: ['get', path] });
        },
        onSignedOut: () => void client.invalidateQueries({ queryKey: ['get', '/api/v1/me'] }),
      }),
    [client, userId],
  );
  useEffect(() => {
    outbox.start();
    return () => outbox.stop();
  }, [outbox]);
  return <OutboxContext.Provider value={outbox}>{children}</OutboxContext.Provider>;
}

/** The queue of the person who has signed in, and what is in it. */
export function useOutbox(): OutboxState & { readonly outbox: Outbox } {
  const outbox = useContext(OutboxContext);
  if (!outbox) throw new Error('There is no outbox here.');
  const state = useSyncExternalStore(outbox.subscribe, outbox.current);
  return { ...state, outbox };
}
