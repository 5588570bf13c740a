/** What one fills in to plan a shipment. */
export interface PlanValues {
  readonly fromSiteId: string | null;
  readonly toSiteId: string | null;
  readonly agreementId: string | null;
  readonly batchIds: readonly string[];
  readonly plannedOn: string | null;
  readonly carrier: string;
  readonly documents: readonly { readonly type: string; readonly number: string; readonly key: string }[];
}

/** Whether anything has been planned that would be lost. */
export function isBegun({ batchIds, toSiteId, carrier, documents }: PlanValues): boolean {
  return batchIds.length > 0 || toSiteId !== null || carrier !== '' || documents.length > 0;
}
