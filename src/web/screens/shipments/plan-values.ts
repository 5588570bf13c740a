import type { FormErrors } from '@mantine/form';
import type { ApiProblem, Schemas } from '../../api/client.js';
import type { Messages } from './texts.js';
import type { PlanValues } from '../../forms/plan-draft.js';
import type { ShownShipment } from './shipment-data.js';

/** Why it may go outside the agreement. */
export type Justification =
  | { readonly carveOut: NonNullable<Schemas['NewShipment']['carveOut']>; readonly reason?: string }
  | { readonly breach: { readonly reason: string } };

export const NOTHING_PLANNED: PlanValues = {
  fromSiteId: null,
  toSiteId: null,
  agreementId: null,
  batchIds: [],
  plannedOn: null,
  carrier: '',
  documents: [],
};

export function planValuesOf({ fromSiteId, toSiteId, agreementId, ...rest }: ShownShipment): PlanValues {
  const { lines, plannedOn, carrier, documents } = rest;
  return {
    fromSiteId,
    toSiteId,
    agreementId,
    plannedOn,
    carrier: carrier ?? '',
    batchIds: lines.map(({ batchId }) => batchId),
    documents: documents.map((document, index) => ({ ...document, key: `old-${index}` })),
  };
}

export function faultsOfPlan(values: PlanValues, { shipments }: Messages): FormErrors {
  const faults: FormErrors = {};
  if (values.fromSiteId === null) faults['fromSiteId'] = shipments.noSite;
  if (values.toSiteId === null) faults['toSiteId'] = shipments.noSite;
  else if (values.toSiteId === values.fromSiteId) faults['toSiteId'] = shipments.sameSite;
  if (values.batchIds.length === 0) faults['batchIds'] = shipments.noBatches;
  for (const [index, { type, number }] of values.documents.entries()) {
    if (type.trim() === '') faults[`documents.${index}.type`] = shipments.fillBoth;
    if (number.trim() === '') faults[`documents.${index}.number`] = shipments.fillBoth;
  }
  return faults;
}

/** What the service finds fault with, by the paths of the form: `/documents/0/number` is `documents.0.number`. */
export function planErrorsOf(problem: ApiProblem): FormErrors {
  return Object.fromEntries(
    (problem.errors ?? []).map(({ pointer, message }) => [pointer.slice(1).replaceAll('/', '.'), message]),
  );
}

const documentsOf = ({ documents }: PlanValues) =>
  documents.map(({ type, number }) => ({ type: type.trim(), number: number.trim() }));

export function newShipment(values: PlanValues, justification?: Justification): Schemas['NewShipment'] {
  const { fromSiteId, toSiteId, agreementId, batchIds, plannedOn, carrier } = values;
  return {
    fromSiteId: fromSiteId ?? '',
    toSiteId: toSiteId ?? '',
    batchIds: [...batchIds],
    ...(agreementId === null ? {} : { agreementId }),
    ...(plannedOn === null ? {} : { plannedOn }),
    ...(carrier.trim() === '' ? {} : { carrier: carrier.trim() }),
    documents: documentsOf(values),
    ...justification,
  };
}

/**
 * What has changed of a shipment. Where it goes somewhere else or takes something else along, what justified it before is
 * taken back: it is decided anew.
 */
export function shipmentEdit(
  before: ShownShipment,
  values: PlanValues,
  justification?: Justification,
): Schemas['ShipmentEdit'] {
  const papers = { carrier: values.carrier.trim() || null, documents: documentsOf(values) };
  if (before.status !== 'planned') return papers;
  const was = planValuesOf(before);
  const { toSiteId, agreementId, batchIds, plannedOn } = values;
  const isSameLoad = was.toSiteId === toSiteId && [...was.batchIds].sort().join() === [...batchIds].sort().join();
  return {
    ...papers,
    plannedOn,
    ...(agreementId === was.agreementId ? {} : { agreementId }),
    ...(isSameLoad ? {} : { toSiteId: toSiteId ?? before.toSiteId, batchIds: [...batchIds] }),
    ...(isSameLoad ? {} : { carveOut: null, breach: null }),
    ...justification,
  };
}
