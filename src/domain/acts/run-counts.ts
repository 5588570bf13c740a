import type { BatchKind } from '../matter/batch-kind.js';
import type { Group, Holding } from '../matter/holding.js';
import type { Count } from '../books/ledger.js';
import { roleOf, type AgreementSides, type AgreementRole } from '../agreement/sides.js';

/** What a run draws, as far as it matters to what was recovered before. */
export interface RecoverableInput {
  readonly kind: BatchKind;
  readonly drawn: Holding;
  /** Of an intermediate: the agreements whose mass in it was recovered before. */
  readonly recoveredFor?: ReadonlySet<string>;
}

export interface CountedRun {
  readonly partyId: string;
  readonly inputs: readonly RecoverableInput[];
  /** The sides of every agreement whose material goes in. */
  readonly sides: ReadonlyMap<string, AgreementSides>;
}

/** What a run is to an agreement: decided once, over all commodities. */
interface RunShare {
  readonly role: AgreementRole;
  /** Whether the run recovers: at the recycler or a named processor, from something of the agreement that was not recovered. */
  readonly recovers: boolean;
  /** Whether it makes recycled material of by-product; at the recycler also of what it has made of by-product before. */
  readonly makes: boolean;
}

/**
 * What the postings of a run count to. A batch is recovered for an agreement if it is `recycled`, or an intermediate of
 * whose run every input with mass of the agreement was recovered: once recovered, always recovered.
 *
 * ```
 * processed     by-product drawn, at sites of the agreement's sides and of processors named in it
 * recovered     recycled outputs less recovered inputs         } of runs that recover
 * intermediate  intermediate outputs less unrecovered ones in  }
 * made          recycled and intermediate outputs less such inputs, of runs that make; lost-later: inputs less outputs of
 *               all other runs of the recycler and of processors
 * ```
 */
export class RunCounts {
  private readonly shares = new Map<string, RunShare | null>();

  constructor(private readonly run: CountedRun) {}

  /** Whether an agreement's mass in the outputs is recovered because all of it was recovered in the inputs. */
  isRecovered(agreementId: string): boolean {
    return !this.run.inputs.some((input) => carries(input, agreementId) && !wasRecovered(input, agreementId));
  }

  ofInput(input: RecoverableInput, group: Group): readonly Count[] {
    const share = this.shareOf(group);
    if (!share || group.agreementId === null) return [];
    if (input.kind === 'by-product') return share.role === 'other' ? [] : [{ measure: 'processed', sign: 1 }];
    const rung = wasRecovered(input, group.agreementId) ? 'recovered' : 'intermediate';
    return [...(share.recovers ? [{ measure: rung, sign: -1 } as const] : []), ...madeCounts(share, -1)];
  }

  ofOutput(kind: 'recycled' | 'intermediate', group: Group): readonly Count[] {
    const share = this.shareOf(group);
    if (!share) return [];
    const rung = kind === 'recycled' ? 'recovered' : 'intermediate';
    return [...(share.recovers ? [{ measure: rung, sign: 1 } as const] : []), ...madeCounts(share, 1)];
  }

  ofResidue(group: Group): readonly Count[] {
    return this.isLater(group) ? [{ measure: 'later-residue', sign: 1 }] : [];
  }

  ofUnaccounted(group: Group): readonly Count[] {
    const counts: readonly Count[] = [{ measure: 'unaccounted', sign: 1 }];
    return this.isLater(group) ? [...counts, { measure: 'later-unaccounted', sign: 1 }] : counts;
  }

  ofMassChange(group: Group): readonly Count[] {
    return this.isLater(group) ? [{ measure: 'later-change', sign: 1 }] : [];
  }

  private isLater(group: Group): boolean {
    const share = this.shareOf(group);
    return share !== null && !share.makes;
  }

  private shareOf({ agreementId }: Group): RunShare | null {
    if (agreementId === null) return null;
    const known = this.shares.get(agreementId);
    if (known !== undefined) return known;
    const share = this.decided(agreementId);
    this.shares.set(agreementId, share);
    return share;
  }

  private decided(agreementId: string): RunShare | null {
    const sides = this.run.sides.get(agreementId);
    if (!sides) return null;
    const role = roleOf(this.run.partyId, sides);
    const recovers = !this.isRecovered(agreementId) && (role === 'recycler' || role === 'processor');
    const drawsByProduct = this.run.inputs.some((input) => input.kind === 'by-product' && carries(input, agreementId));
    return { role, recovers, makes: recovers && (role === 'recycler' || drawsByProduct) };
  }
}

/** The agreements of which all that goes into a run was recovered before. */
export function recoveredFor(run: CountedRun): ReadonlySet<string> {
  const ids = new Set(run.inputs.flatMap(({ drawn }) => drawn.map(({ agreementId }) => agreementId)));
  const counts = new RunCounts(run);
  return new Set([...ids].filter((id) => id !== null && counts.isRecovered(id)) as string[]);
}

function carries({ drawn }: RecoverableInput, agreementId: string): boolean {
  return drawn.some((amount) => amount.agreementId === agreementId && amount.massMg > 0);
}

function wasRecovered({ kind, recoveredFor }: RecoverableInput, agreementId: string): boolean {
  return kind === 'recycled' || (kind === 'intermediate' && recoveredFor?.has(agreementId) === true);
}

/** @param sign 1 for what comes out, -1 for what goes in */
function madeCounts({ role, makes }: RunShare, sign: 1 | -1): readonly Count[] {
  if (makes) return [{ measure: 'made', sign }];
  if (role !== 'recycler' && role !== 'processor') return [];
  return [{ measure: 'lost-later', sign: sign === 1 ? -1 : 1 }];
}
