import type { ReactElement } from 'react';
import classes from './circularity.module.css';

interface BarProps {
  readonly value: number | null;
  /** What a whole bar stands for. */
  readonly of: number;
  readonly colour: string;
}

/** A figure as a length; the figure beside it says the same in digits. Unknown is no bar. */
export function Bar({ value, of, colour }: BarProps): ReactElement {
  const share = value === null || of <= 0 ? 0 : Math.min(Math.max(value / of, 0), 1);
  return (
    <div className={classes.track} aria-hidden>
      <div className={classes.bar} style={{ width: `${share * 100}%`, background: colour }} />
    </div>
  );
}
