import type { Schemas } from '../../api/client.js';

export type ShownBatch = Schemas['BatchAnswer'];

/** Where a batch rests, something of it can be drawn or sent. */
export function isAtRest({ status }: Pick<ShownBatch, 'status'>): boolean {
  return status === 'on-hand' || status === 'received';
}
