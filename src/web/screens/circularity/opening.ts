import type { Period } from '../../../domain/measure/time.js';
import type { Schemas } from '../../api/client.js';

/** What is told of an agreement where one is chosen to open on. */
export type Candidate = Pick<Schemas['AgreementAnswer'], 'id' | 'status' | 'startsOn' | 'endsOn'> & {
  readonly versions: readonly Pick<Schemas['AgreementVersionAnswer'], 'startsOn'>[];
  readonly termination: Pick<Schemas['TerminationAnswer'], 'endsOn'> | null;
};

/** Both sides have signed it, and its term has begun: only then anything can be under it. */
export function isSignedAgreement({ status }: Pick<Candidate, 'status'>): boolean {
  return status === 'active' || status === 'expired' || status === 'terminated';
}

/** The days of its term. */
export function termOf({ status, versions, startsOn, endsOn, termination }: Candidate): Period {
  return {
    from: versions[0]?.startsOn ?? startsOn,
    to: status === 'terminated' && termination ? termination.endsOn : endsOn,
  };
}

function isActiveIn(agreement: Candidate, { from, to }: Period): boolean {
  const term = termOf(agreement);
  return isSignedAgreement(agreement) && term.from <= to && term.to >= from;
}

/**
 * The agreement on which a report opens: what was looked at last if it is active in the period, else the newest that is.
 *
 * @returns null where none is: a proposal has no figures, and its noughts would look like some
 */
export function openingOf<One extends Candidate>(
  agreements: readonly One[],
  period: Period,
  lookedAtLast: string,
): One | null {
  const active = agreements.filter((agreement) => isActiveIn(agreement, period));
  const newestFirst = [...active].sort((a, b) => (termOf(a).from < termOf(b).from ? 1 : -1));
  return active.find(({ id }) => id === lookedAtLast) ?? newestFirst[0] ?? null;
}
