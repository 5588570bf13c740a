import type { Schemas } from '../api/client.js';

/** The assay by which a batch is booked, if it has one. */
export function inForce({ assays }: Schemas['BatchAnswer']): Schemas['AssayAnswer'] | undefined {
  return assays.find((assay) => assay.inForce);
}
