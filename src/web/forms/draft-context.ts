import { createContext, type ReactNode } from 'react';

interface DraftContextValue {
  /** What else was begun of the same kind, to go on with. */
  readonly offers: ReactNode;
  /** The draft has gone to another tab: the form begins anew. */
  readonly leave: () => void;
  /** The person begins anew. */
  readonly startAfresh: () => void;
}

export const DraftContext = createContext<DraftContextValue>({
  offers: null,
  leave: () => undefined,
  startAfresh: () => undefined,
});
