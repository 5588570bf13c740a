import {
  type AgreementFacts,
  type AgreementScope,
  EVERY_STREAM,
  signedVersions,
  termEnd,
  versionOn,
} from './agreement.js';
import { DomainError } from '../measure/errors.js';
import { type Day, previousDay } from '../measure/time.js';

/** A site and stream that two agreements both cover, and the first day on which they do. */
export interface Overlap {
  readonly siteId: string;
  /** `*` where both agreements cover every stream. */
  readonly stream: string;
  readonly day: Day;
  readonly code: 'overlapping-exclusive-agreement' | 'overlapping-agreement';
}

/** Days, both ends included, on which one version is in force. */
export interface Stretch {
  readonly version: number;
  readonly from: Day;
  readonly to: Day;
  readonly scope: AgreementScope;
  readonly exclusive: boolean;
}

/**
 * Whether two agreements cover the same site and stream on the same day, by all versions that both sides have signed, each
 * in its own time: an amendment may bring a site in or let it go. Where they do so on several days or for several
 * streams, an overlap with an exclusive version is told first, then the earliest. Null where they do not.
 *
 * Which of the two is given first changes nothing.
 */
export function overlap(a: AgreementFacts, b: AgreementFacts): Overlap | null {
  const others = stretches(b);
  const overlaps = stretches(a).flatMap((one) => others.flatMap((other) => sharedCoverage(one, other)));
  return overlaps.sort(byWeight)[0] ?? null;
}

/**
 * @throws DomainError `overlapping-exclusive-agreement` or `overlapping-agreement`; it tells site, stream and day, but not
 * the other agreement, which may be another party's
 */
export function assertNoOverlap(facts: AgreementFacts, others: readonly AgreementFacts[]): void {
  for (const other of others) {
    const found = other.id === facts.id ? null : overlap(facts, other);
    if (!found) continue;
    const { code, siteId, stream, day } = found;
    const kind = code === 'overlapping-exclusive-agreement' ? 'exclusively, by this agreement or the other' : 'too';
    const what = stream === EVERY_STREAM ? 'Every stream' : `The stream ${stream}`;
    throw new DomainError(code, `${what} of a site in scope is covered from ${day} on by another agreement ${kind}.`, {
      siteId,
      stream,
      day,
    });
  }
}

/** The term cut into the days of each version: between two days on which versions start, one and the same is in force. */
export function stretches(facts: AgreementFacts): Stretch[] {
  const starts = [...new Set(signedVersions(facts).map(({ startsOn }) => startsOn))].sort();
  return starts.flatMap((from, index): Stretch[] => {
    const version = versionOn(facts, from);
    if (!version) return [];
    const next = starts[index + 1];
    const end = termEnd(facts, version);
    const to = next !== undefined && next <= end ? previousDay(next) : end;
    return from > to
      ? []
      : [{ version: version.version, from, to, scope: version.scope, exclusive: version.exclusive }];
  });
}

function sharedCoverage(a: Stretch, b: Stretch): Overlap[] {
  const day = a.from > b.from ? a.from : b.from;
  if (day > a.to || day > b.to) return [];
  const code = a.exclusive || b.exclusive ? 'overlapping-exclusive-agreement' : 'overlapping-agreement';
  const streams = sharedStreams(a.scope.streams, b.scope.streams);
  return a.scope.siteIds
    .filter((siteId) => b.scope.siteIds.includes(siteId))
    .flatMap((siteId) => streams.map((stream) => ({ siteId, stream, day, code }) as const));
}

function sharedStreams(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.includes(EVERY_STREAM)) return b;
  if (b.includes(EVERY_STREAM)) return a;
  return a.filter((stream) => b.includes(stream));
}

/** Exclusive before not, then by day, site and stream, so that the answer depends on nothing else. */
function byWeight(a: Overlap, b: Overlap): number {
  const key = (overlap: Overlap): string => {
    const rank = overlap.code === 'overlapping-exclusive-agreement' ? '0' : '1';
    return [rank, overlap.day, overlap.siteId, overlap.stream].join('|');
  };
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
