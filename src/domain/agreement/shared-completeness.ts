import { latestSigned, termEnd, versionOn, type AgreementFacts, type CompletenessShared } from './agreement.js';
import { DomainError } from '../measure/errors.js';
import type { Period } from '../measure/time.js';

type Recycler = Pick<AgreementFacts, 'recyclerId'>;

/**
 * What is shared in fact: figures would tell a recycler of what another one takes, so beside another they read as verdict. A
 * version that says nothing of it, signed before there was such a term, shares nothing.
 *
 * @param others other agreements for by-product of the same sites
 */
export function sharedInFact(
  agreed: CompletenessShared | undefined,
  { recyclerId }: Recycler,
  others: readonly Recycler[],
): CompletenessShared {
  if (agreed !== 'figures') return agreed ?? 'none';
  return others.some((other) => other.recyclerId !== recyclerId) ? 'verdict' : 'figures';
}

/** @throws DomainError `completeness-of-others` where the figures would tell of what another recycler takes */
export function assertShareable(
  agreed: CompletenessShared | undefined,
  own: Recycler,
  others: readonly Recycler[],
): void {
  if (agreed === sharedInFact(agreed, own, others) || agreed !== 'figures') return;
  throw new DomainError(
    'completeness-of-others',
    'Another recycler has an agreement for by-product of these sites: the figures would tell one of the other. Share the verdict.',
  );
}

/** Whether a month, or what is looked at of it, is one of the term: a version holds on its last day, and the term has not ended before. */
export function isOfTerm(facts: AgreementFacts, { from, to }: Period): boolean {
  const latest = latestSigned(facts);
  return latest !== null && versionOn(facts, to) !== null && from <= termEnd(facts, latest);
}
