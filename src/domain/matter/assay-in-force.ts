/** An assay, as far as time decides which is in force. */
export interface DatedAssay {
  readonly id: string;
  readonly sampledAt: number;
  /** When it was recorded. */
  readonly createdAt: number;
}

/** That somebody has put an assay in force by hand. */
export interface Enforcement {
  readonly id: string;
  readonly assayId: string;
  readonly createdAt: number;
}

interface Recorded {
  readonly id: string;
  readonly createdAt: number;
}

/** In the order in which things were recorded; identifiers tell what came first within a moment. */
function isAfter(one: Recorded, other: Recorded): boolean {
  return one.createdAt > other.createdAt || (one.createdAt === other.createdAt && one.id > other.id);
}

/** Whether an enforcement still holds: until an assay sampled later than the one it put in force is recorded. */
function holds<Assay extends DatedAssay>(enforcement: Enforcement, assays: readonly Assay[]): Assay | null {
  const forced = assays.find(({ id }) => id === enforcement.assayId);
  if (!forced) return null;
  const isOvertaken = assays.some((one) => one.sampledAt > forced.sampledAt && isAfter(one, enforcement));
  return isOvertaken ? null : forced;
}

/**
 * Which of the assays of one side counts: what was last put in force by hand until an assay sampled later is recorded, else
 * the newest sample, of two of one moment the one recorded later.
 *
 * @param assays none of them withdrawn, in any order
 * @param enforcements none of them withdrawn, in any order
 */
export function assayInForceAmong<Assay extends DatedAssay>(
  assays: readonly Assay[],
  enforcements: readonly Enforcement[] = [],
): { readonly assay: Assay; readonly by: Enforcement | null } | null {
  const own = enforcements.filter(({ assayId }) => assays.some(({ id }) => id === assayId));
  const last = own.reduce<Enforcement | null>((latest, one) => (latest && isAfter(latest, one) ? latest : one), null);
  const forced = last && holds(last, assays);
  if (forced) return { assay: forced, by: last };
  const newest = assays.reduce<Assay | null>((best, one) => (best && !isNewer(one, best) ? best : one), null);
  return newest && { assay: newest, by: null };
}

function isNewer(one: DatedAssay, other: DatedAssay): boolean {
  return one.sampledAt > other.sampledAt || (one.sampledAt === other.sampledAt && isAfter(one, other));
}

/** Whether a later sample had been recorded already when this one was: it is kept, but does not come into force. */
export function isOlderSample(assay: DatedAssay, ofSameSide: readonly DatedAssay[]): boolean {
  return ofSameSide.some((one) => one.sampledAt > assay.sampledAt && isAfter(assay, one));
}
