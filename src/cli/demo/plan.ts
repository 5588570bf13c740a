import { readFileSync } from 'node:fs';

/** The demo as it stands in `data/demo/loop.json`, each figure with what it rests on. */
export interface DemoPlan {
  readonly password: string;
  readonly parties: readonly {
    readonly key: string;
    readonly party: { readonly name: string };
    readonly sites: readonly { readonly code: string }[];
    readonly users: readonly { readonly email: string; readonly name: string; readonly role: string }[];
  }[];
  readonly agreement: { readonly reference: string; readonly terms: object };
  readonly batches: readonly {
    readonly stream: string;
    readonly grossKg: number;
    readonly tareKg: number;
    readonly moisturePct: number;
    readonly oilPct: number;
    readonly composition: Readonly<Record<string, number>> | null;
  }[];
  readonly months: readonly string[];
}

export function readPlan(): DemoPlan {
  return JSON.parse(readFileSync(new URL('../../../data/demo/loop.json', import.meta.url), 'utf8')) as DemoPlan;
}
