import { DRY_MASS } from '../../../domain/matter/holding.js';

const DIRECTIONS = ['up', 'down'] as const;

/** Which way a trace goes and what of it is shown, as it stands in the address: up and dry mass where it says nothing. */
export interface TraceSearch {
  readonly direction?: (typeof DIRECTIONS)[number];
  /** Dry mass, or an element by its symbol. */
  readonly of?: string;
}

export function traceSearch(raw: Record<string, unknown>): TraceSearch {
  const of = raw['of'];
  return {
    direction: DIRECTIONS.find((direction) => direction === raw['direction']),
    of: typeof of === 'string' && of !== DRY_MASS ? of : undefined,
  };
}
