import { ORIGIN_STAGES, type OriginStage } from '../../../domain/production/dependence-report.js';
import type { Period } from '../../../domain/measure/time.js';
import { periodSearch } from '../../report/period.js';

/** What the address of the screen says; what it leaves out is chosen for the reader. */
export interface DependenceSearch extends Partial<Period> {
  readonly stage?: OriginStage;
  /** Whose plant it is, for an auditor of several. */
  readonly partyId?: string;
}

/** What is no day, stage or text is left out, so that an address typed wrongly still shows something. */
export function dependenceSearch(search: Readonly<Record<string, unknown>>): DependenceSearch {
  const stage = ORIGIN_STAGES.find((one) => one === search['stage']);
  const { partyId } = search;
  return {
    ...periodSearch(search),
    ...(stage && { stage }),
    ...(typeof partyId === 'string' && partyId !== '' && { partyId }),
  };
}
