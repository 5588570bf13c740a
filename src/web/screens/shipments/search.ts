import { SHIPMENT_STATUSES, type ShipmentStatus } from '../../../domain/acts/shipment.js';

export const DIRECTIONS = ['incoming', 'outgoing'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What the address of the list keeps. */
export interface ShipmentsSearch {
  readonly direction?: Direction | undefined;
  readonly status?: ShipmentStatus | undefined;
}

export function shipmentsSearch({ direction, status }: Record<string, unknown>): ShipmentsSearch {
  return {
    direction: DIRECTIONS.find((one) => one === direction),
    status: SHIPMENT_STATUSES.find((one) => one === status),
  };
}

/** Batches that somebody has picked elsewhere: ids with commas between them. */
export function newShipmentSearch({ batchIds }: Record<string, unknown>): { readonly batchIds?: string } {
  return typeof batchIds === 'string' ? { batchIds } : {};
}

/** The batch whose label brought somebody here. */
export function receiveSearch({ batch }: Record<string, unknown>): { readonly batch?: string } {
  return typeof batch === 'string' ? { batch } : {};
}
