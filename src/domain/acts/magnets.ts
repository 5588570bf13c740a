import type { BatchKind } from '../matter/batch-kind.js';
import { DomainError } from '../measure/errors.js';

/**
 * Magnets are what a plant makes, and no feed: they are in no run, charge, split or shipment. Their only ends are those of
 * `dispositions.ts`, so that no by-product leaves an agreement by being called a magnet.
 *
 * @throws DomainError `magnet-lot`
 */
export function requireNoMagnets(batches: readonly { readonly kind: BatchKind; readonly code?: string }[]): void {
  const magnet = batches.find(({ kind }) => kind === 'magnet');
  if (!magnet) return;
  const { code } = magnet;
  throw new DomainError(
    'magnet-lot',
    'A magnet lot is delivered, goes back to production or is counted: nothing else is done with it.',
    code === undefined ? {} : { batch: code },
  );
}
