import type { CompletenessShared } from '../../domain/agreement/agreement.js';
import type { Pct } from './production-plan.js';

export interface PersonPlan {
  readonly email: string;
  readonly name: string;
  readonly role: string;
}

export interface PartyPlan {
  readonly key: string;
  readonly party: { readonly name: string; readonly roles: readonly string[]; readonly country: string };
  readonly sites: readonly { readonly code: string; readonly timeZone: string }[];
  readonly users: readonly PersonPlan[];
}

export interface AgreementPlan {
  readonly key: string;
  /** Keys of the parties. */
  readonly generator: string;
  readonly recycler: string;
  readonly signers: readonly [draftsman: string, other: string];
  readonly streams: readonly string[];
  readonly processors: readonly string[];
  readonly terms: { readonly reference: string };
  readonly weights: {
    readonly weightTolerancePct: number;
    readonly settleOn: 'receiver' | 'sender' | 'mean';
    readonly usabilityFactors?: Pct;
    readonly completenessShared?: CompletenessShared;
  };
  readonly auditors: readonly { readonly email: string; readonly by: string; readonly untilOn: string }[];
}
