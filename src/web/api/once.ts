import { useRef } from 'react';

interface Act {
  readonly mutateAsync: (...asked: never[]) => Promise<unknown>;
}

/**
 * The same act, which does not begin anew while it is under way: a button shows that it is busy a moment after it was
 * pressed, and a double click is quicker.
 */
export function useOnce<Kind extends Act>(act: Kind): Kind {
  const underWay = useRef<Promise<unknown> | null>(null);
  const begin = (...asked: never[]): Promise<unknown> => {
    underWay.current ??= act.mutateAsync(...asked).finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  };
  // What went wrong stands in `error`.
  return { ...act, mutateAsync: begin, mutate: (...asked: never[]) => void begin(...asked).catch(() => undefined) };
}
