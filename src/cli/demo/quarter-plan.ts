import type { ImportKind } from '../../domain/files/kinds.js';
import type { Mapping } from '../../domain/files/mapping.js';
import type { AgreementPlan, PartyPlan } from './people-plan.js';

/** How a plant begins that has its quarter in files: who it is, what is entered once, and how its files are read. */
export interface QuarterPlan {
  readonly party: PartyPlan;
  readonly agreement: AgreementPlan;
  readonly site: string;
  readonly settings: { readonly by: string; readonly body: object };
  readonly grade: { readonly by: string; readonly body: object };
  /** Who sends the files. */
  readonly by: string;
  readonly files: readonly { readonly file: string; readonly kind: ImportKind; readonly mapping: Mapping }[];
}
