import { faultAt, type Fault } from './faults.js';
import type { RefusalCode } from './refusals.js';

/** The JSON pointer of what has a name below another: `~` and `/` mean something in a pointer, so they are written as `~0` and `~1`. */
export function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What a mass balance says of an element of which more comes out than went in. */
export interface CreatedElement {
  readonly element: string;
  readonly inKg: number;
  readonly outKg: number;
  readonly residueKg: number;
  readonly excessKg: number;
  readonly toleranceKg: number;
}

/** Facts that help to mend a request, shown beside the code of its refusal; each code has a few of them, or none. */
export interface RefusalFacts {
  readonly batch?: string;
  readonly batches?: readonly string[];
  readonly batchIds?: readonly string[];
  readonly entryIds?: readonly string[];
  readonly assayId?: string;
  readonly agreementId?: string;
  readonly siteId?: string;
  readonly stream?: string;
  readonly status?: string;
  readonly code?: string;
  readonly reference?: string;
  readonly allowedCarveOuts?: readonly string[];
  readonly element?: string;
  /** Of `element-twice` their symbols, of `matter-created` their balances. */
  readonly elements?: readonly (string | CreatedElement)[];
  readonly day?: string;
  readonly endsOn?: string;
  readonly chargedOn?: string;
  readonly lastAt?: string;
  readonly leftDryKg?: number;
  readonly askedDryKg?: number;
  readonly changeDryKg?: number;
  readonly totalDryKg?: number;
  readonly ofDryKg?: number;
  readonly missingKg?: number;
  readonly leftPieces?: number;
  readonly askedPieces?: number;
  readonly mostBatches?: number;
  readonly retryAfterSeconds?: number;
}

/**
 * A rule of the domain that forbids what was asked. The code is stable: clients and tests rely on it.
 * The filter in `common` answers 409, or what {@link statusByCode} there says for the code.
 */
export class DomainError extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly facts: RefusalFacts = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** Nobody mends more at once, and a list of a hundred thousand faults would be work to make and to send. */
export const MOST_FAULTS = 100;

/**
 * Input that is wrong in itself, whatever the books hold: every fault at once, or of very many the first hundred and how
 * many more there are. Answered as 400 `invalid-input`.
 */
export class InputError extends DomainError {
  readonly faults: readonly Fault[];

  /** @param untold how many faults there are beside those that are named */
  constructor(named: readonly Fault[], untold = 0) {
    const faults = listed(named, untold);
    super('invalid-input', faults.map((fault) => `${fault.pointer || '/'}: ${fault.message}`).join('; '));
    this.name = 'InputError';
    this.faults = faults;
  }
}

function listed(named: readonly Fault[], untold: number): readonly Fault[] {
  const left = untold + Math.max(0, named.length - MOST_FAULTS);
  if (left === 0) return named;
  return [...named.slice(0, MOST_FAULTS), faultAt('', 'more-faults', { count: left })];
}

/** What does not exist, or what the caller may not see: the two are not told apart. */
export class NotFoundError extends DomainError {
  constructor(what: string) {
    super('not-found', `There is no such ${what}, or you may not see it.`);
    this.name = 'NotFoundError';
  }
}
