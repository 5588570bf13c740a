import { useState } from 'react';

const AT_ONCE = 50;

/** A list that is here as a whole, drawn piece by piece: hundreds of rows with fields make a tablet slow. For `ResourceTable`. */
export function usePieces<Row>(rows: readonly Row[]) {
  const [count, setCount] = useState(AT_ONCE);
  const isCut = rows.length > count;
  return {
    rows: isCut ? rows.slice(0, count) : rows,
    of: rows.length,
    more: isCut ? () => setCount(count + AT_ONCE) : undefined,
  };
}
