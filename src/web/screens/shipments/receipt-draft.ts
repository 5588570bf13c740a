import { useDraft } from '../../forms/draft.js';
import type { LineDraft } from './receipt-figures.js';

/** What a clerk has typed of a shipment, by batch. */
export type Drafts = Readonly<Record<string, LineDraft>>;

/** Under which name. */
export function receiptDraft(shipmentId: string): string {
  return `receipt-${shipmentId}`;
}

/** It stays on the device until the receipt is booked. */
export function useReceiptDraft(shipmentId: string) {
  return useDraft<Drafts>(receiptDraft(shipmentId));
}
