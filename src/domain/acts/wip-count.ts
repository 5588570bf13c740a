import { InputError } from '../measure/errors.js';
import { faultAt } from '../measure/faults.js';
import { actOf, added, allAdded, changed, type Act, type Entering, type Side } from './act.js';
import type { WipCount, WipCountLine } from './records.js';

/** What was counted of one stage, as it is said. */
export type GivenCountLine = Omit<WipCountLine, 'countId' | 'ordinal'>;

/** What is said of a count. */
interface GivenCount extends Pick<WipCount, 'countedOn' | 'reason' | 'note'> {
  readonly lines: readonly GivenCountLine[];
}

interface CountFacts {
  readonly side: Side;
  readonly by: Entering;
  /** The count of the same day that is in force. */
  readonly former: WipCount | null;
}

export type WipCountAct = Act & { readonly count: WipCount; readonly lines: readonly WipCountLine[] };

/**
 * A physical count of what is in progress at a site: a fact beside the books, which books nothing. One of the same day gives way
 * to it, and is kept.
 *
 * @throws InputError `no-reason` where it takes the place of another and does not say why
 */
export function decideWipCount({ side, by, former }: CountFacts, given: GivenCount): WipCountAct {
  if (former && given.reason === null) throw new InputError([faultAt('/reason', 'no-reason')]);
  const { countedOn, reason, note } = given;
  const { siteId, partyId } = side;
  const count: WipCount = {
    id: by.newId(),
    siteId,
    partyId,
    countedOn,
    reason,
    note,
    inForce: true,
    replacesId: former?.id ?? null,
    createdAt: by.now,
    userId: by.userId,
  };
  const lines = given.lines.map((line, ordinal) => ({ ...line, countId: count.id, ordinal }));
  const gone = former ? [changed('wipCount', former, { inForce: false })] : [];
  const records = [...gone, added('wipCount', count), ...allAdded('wipCountLine', lines)];
  return { ...actOf({ records }), count, lines };
}

/** Whether what is counted says what a count says already: the same lines of each stage, in whatever order. */
export function isSameCount(given: readonly GivenCountLine[], lines: readonly WipCountLine[]): boolean {
  const told = (all: readonly GivenCountLine[]): string => JSON.stringify(all.map(lineTold).sort());
  return told(given) === told(lines);
}

function lineTold(line: GivenCountLine): string {
  const { stage, dryMg, estimated, relativePpm, laboratory, method, compositionPpm, belowLimit } = line;
  const figures = [stage, dryMg, estimated, relativePpm, laboratory, method];
  return JSON.stringify([...figures, sorted(compositionPpm), sorted(belowLimit)]);
}

function sorted(values: object | null): [string, unknown][] {
  return Object.entries(values ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}
