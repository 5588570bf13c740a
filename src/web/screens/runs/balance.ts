import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { checkComposition } from '../../../domain/matter/composition-check.js';
import { boundsMg, elementMassesMg, namedElements } from '../../../domain/matter/composition.js';
import { DomainError } from '../../../domain/measure/errors.js';
import { drawn, DRY_MASS, totalMg, type Holding } from '../../../domain/matter/holding.js';
import {
  addedUp,
  dryMassMg,
  kgToMg,
  pctToPpm,
  plus,
  smaller,
  type Mg,
  type Ppm,
} from '../../../domain/measure/quantities.js';
import { dayIn } from '../../../domain/measure/site-time.js';
import { decideRun, type ElementClosure, type RunFacts, type RunInput } from '../../../domain/acts/run.js';
import type { RunWarning } from '../../../domain/acts/run-warnings.js';
import type { Schemas } from '../../api/client.js';
import { inForce } from '../../data/assays.js';
import { compositionIn, type CompositionLine } from '../../forms/composition-lines.js';
import { numberIn, type TypedAmount } from '../../units/amount.js';
import type { RunValues } from '../../forms/run-draft.js';

/** What the balance is computed on, besides what is typed. */
export interface Known {
  readonly catalogue: Catalogue;
  readonly batches: ReadonlyMap<string, Schemas['BatchAnswer']>;
  readonly stock: ReadonlyMap<string, Holding>;
  /** The time zone of the site. */
  readonly zone: string;
}

export interface Balance {
  readonly closure: readonly ElementClosure[];
  readonly warnings: readonly RunWarning[];
  /** Why it would be refused, in the order in which it has to be mended. */
  readonly refusals: readonly DomainError[];
  /** Codes of inputs that have no assay. */
  readonly withoutAssay: readonly string[];
  readonly dry: { readonly inMg: Mg; readonly outMg: Mg; readonly residueMg: Mg };
}

const typedMg = (amount: TypedAmount): Mg => {
  const kg = numberIn(amount) ?? 0;
  return kg > 0 ? kgToMg(kg) : 0;
};
const typedPpm = (amount: TypedAmount): Ppm => {
  const pct = numberIn(amount) ?? 0;
  return pct > 0 && pct < 100 ? pctToPpm(pct) : 0;
};

function massesOf(dryMg: Mg, lines: readonly CompositionLine[], catalogue: Catalogue): ReadonlyMap<string, Mg> {
  return elementMassesMg(dryMg, checkComposition(compositionIn(lines), catalogue, '').compositionPpm, catalogue);
}

/** The balance that would be booked if the run were booked as it is typed now: decided as the service decides it. */
export function balanceOf(values: RunValues, known: Known): Balance {
  const facts = factsIn(values, known);
  const refusals: DomainError[] = [];
  const tried = (more: Partial<RunFacts>): ReturnType<typeof decideRun> | null => {
    try {
      return decideRun({ ...facts, ...more });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusals.push(error);
      return null;
    }
  };
  const decision =
    tried({}) ?? tried({ custodyModel: 'controlled-blending' }) ?? tried({ ...BLENDED, overrideReason: 'shown only' });
  const once = new Map(refusals.map((refusal) => [refusal.code, refusal]));
  const sum = (parts: readonly { readonly dryMg: Mg }[]): Mg => addedUp(parts.map(({ dryMg }) => dryMg));
  return {
    closure: decision?.closure ?? [],
    warnings: decision?.warnings ?? [],
    refusals: [...once.values()],
    withoutAssay: values.inputs.flatMap(({ batchId }) => {
      const batch = known.batches.get(batchId);
      return batch && !inForce(batch) ? [batch.code ?? batchId] : [];
    }),
    dry: {
      inMg: facts.inputs.reduce((total, { drawn: part }) => plus(total, totalMg(part, DRY_MASS)), sum(facts.otherFeed)),
      outMg: sum(facts.outputs),
      residueMg: sum(facts.residues),
    },
  };
}

const BLENDED = { custodyModel: 'controlled-blending' } as const;

function factsIn(values: RunValues, known: Known): RunFacts {
  const { catalogue } = known;
  const reason = values.override.reason.trim();
  return {
    runId: 'draft',
    siteId: values.siteId,
    partyId: 'draft',
    day: dayIn(values.occurredAt, known.zone) ?? '',
    kind: values.kind,
    custodyModel: values.custodyModel,
    overrideReason: reason === '' ? null : reason,
    // What a draft counts to in reports is not shown.
    sides: new Map(),
    inputs: values.inputs.flatMap((input) => inputIn(input, known)),
    otherFeed: values.otherFeed.map(({ origin, dryKg, composition }) => {
      const dryMg = typedMg(dryKg);
      const { belowLimit } = checkComposition(compositionIn(composition), catalogue, '');
      const elementsMg = massesOf(dryMg, composition, catalogue);
      return { origin, country: null, dryMg, elementsMg, boundsMg: boundsMg(dryMg, belowLimit, catalogue) };
    }),
    outputs: values.outputs.map(({ product, netKg, moisturePct, assay }, index) => {
      const dryMg = dryMassMg(typedMg(netKg), typedPpm(moisturePct));
      const kind = catalogue.product(product)?.kind ?? 'recycled';
      return { batchId: String(index), kind, dryMg, elementsMg: massesOf(dryMg, assay.composition, catalogue) };
    }),
    residues: values.residues.map(({ dryKg, composition }) => {
      const dryMg = typedMg(dryKg);
      return { dryMg, elementsMg: massesOf(dryMg, composition, catalogue) };
    }),
  };
}

function inputIn({ batchId, dryKg }: RunValues['inputs'][number], known: Known): RunInput[] {
  const batch = known.batches.get(batchId);
  const stock = known.stock.get(batchId);
  if (!batch || !stock) return [];
  const leftMg = totalMg(stock, DRY_MASS);
  const askedMg = dryKg === '' ? leftMg : smaller(typedMg(dryKg), leftMg);
  const { catalogue } = known;
  const assay = inForce(batch);
  const { compositionPpm } = checkComposition(assay?.composition ?? {}, catalogue, '');
  // The service answers limits in percent with the eight decimals in which it counts them.
  const limits = Object.entries(assay?.belowLimitPct ?? {}).map(([formula, pct]) => [formula, Math.round(pct * 1e8)]);
  const bounds = boundsMg(askedMg, Object.fromEntries(limits) as Record<string, number>, catalogue);
  return [
    {
      batchId,
      kind: batch.kind,
      drawn: drawn(stock, askedMg),
      boundsMg: bounds,
      named: namedElements(compositionPpm, catalogue),
    },
  ];
}
