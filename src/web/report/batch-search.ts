import { BATCH_STATUSES, type BatchStatus } from '../../domain/acts/batch-life.js';
import { BATCH_KINDS, type BatchKind } from '../../domain/matter/batch-kind.js';
import type { Schemas } from '../api/client.js';
import { periodSearch } from './period.js';

type Stream = Schemas['BatchEdit']['stream'];

/** The filters of the list of batches, as they stand in the address. */
export interface BatchSearch {
  readonly code?: string;
  readonly kind?: BatchKind;
  readonly status?: BatchStatus;
  readonly stream?: Stream;
  readonly site?: string;
  /** Where they arose: set by whoever leads here. */
  readonly originSiteId?: string;
  readonly agreementId?: string;
  readonly withoutAssay?: 'true';
  readonly from?: string;
  readonly to?: string;
}

/** By-product whose elements nobody knows yet. */
export const BATCHES_WITHOUT_ASSAY = { kind: 'by-product', withoutAssay: 'true' } as const satisfies BatchSearch;

/** What can be understood of an address; the rest of it is left out. */
export function batchSearch(raw: Record<string, unknown>): BatchSearch {
  return {
    code: text(raw['code']),
    kind: BATCH_KINDS.find((kind) => kind === raw['kind']),
    status: BATCH_STATUSES.find((status) => status === raw['status']),
    stream: text(raw['stream']) as Stream,
    site: text(raw['site']),
    originSiteId: text(raw['originSiteId']),
    agreementId: text(raw['agreementId']),
    withoutAssay: raw['withoutAssay'] === 'true' ? 'true' : undefined,
    ...periodSearch(raw),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
