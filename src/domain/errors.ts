/** One fault of an input, named by the JSON pointer (RFC 6901) of the field. */
export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** The JSON pointer of what has a name below another: `~` and `/` mean something in a pointer, so they are written as `~0` and `~1`. */
export function pointerTo(parent: string, name: string): string {
  return `${parent}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * A rule of the domain that forbids what was asked. The code is stable: clients and tests rely on it.
 * The filter in `common` answers 409, or what {@link statusByCode} there says for the code.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Facts that help to mend the request, shown beside the code: figures per element, ids of what stands in the way. */
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

/** Input that is wrong in itself, whatever the books hold: every fault at once. Answered as 400 `invalid-input`. */
export class InputError extends DomainError {
  constructor(readonly faults: readonly Fault[]) {
    super('invalid-input', faults.map((fault) => `${fault.pointer || '/'}: ${fault.message}`).join('; '));
    this.name = 'InputError';
  }
}

/** What does not exist, or what the caller may not see: the two are not told apart. */
export class NotFoundError extends DomainError {
  constructor(what: string) {
    super('not-found', `There is no such ${what}, or you may not see it.`);
    this.name = 'NotFoundError';
  }
}
