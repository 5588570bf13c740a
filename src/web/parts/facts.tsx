import type { ReactElement, ReactNode } from 'react';
import classes from './facts.module.css';

export type Fact = readonly [term: string, value: ReactNode];

/** Terms with what they are; what is not said is left out by who lists them. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
    <dl className={classes.facts}>
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
