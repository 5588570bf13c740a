import type { EntityManager } from 'typeorm';
import type { Value } from '../../database/index.js';

/** One thing in the books that is not as it must be. */
export interface Finding {
  /** What was checked, in words. */
  readonly check: string;
  readonly table: string;
  /** The row or group of rows, by the values of its key. */
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}

/** One thing that is verified: a query for what is wrong, or code where a query cannot say it. */
export type Check = SqlCheck | ((manager: EntityManager) => Promise<Finding[]>);

/** Answers a row for everything wrong, with the columns of the key, `expected` and `found`. */
export interface SqlCheck {
  readonly check: string;
  readonly table: string;
  readonly key: readonly string[];
  readonly sql: string;
  readonly values?: readonly Value[];
}
