import { measuresOf } from './figures.js';
import type { Measure } from './ledger.js';
import { safe } from './quantities.js';
import { sumMg, type TotalRow } from './totals.js';

/** The steps of the loop, in the order in which material takes them. */
const RUNGS = ['generated', 'sent', 'confirmed', 'processed', 'recovered', 'returned', 'consumed'] as const;
type Rung = (typeof RUNGS)[number];

/** Where material goes beside the way around the loop: for good, or into a stock whose change closes the step. */
const LOSSES = [
  'reused-in-process',
  'leaked',
  'measurement-difference',
  'recycler-disposed',
  'residue',
  'unaccounted',
  'mass-change',
  'sold-elsewhere',
] as const;
const STOCKS = ['plant-stock', 'recycler-stock', 'process-stock', 'recovered-stock', 'returned-stock'] as const;
type Aside = (typeof LOSSES)[number] | (typeof STOCKS)[number];

/** A rung, a loss, the growth of a stock, or an `inflow`: a stock that was drawn down or a loss that was a gain. */
export const FLOW_NODE_KINDS = ['rung', 'loss', 'stock', 'inflow'] as const;

export interface FlowNode {
  /** A rung, loss or stock; an inflow is named after its own with `-in` behind. */
  readonly id: string;
  readonly kind: (typeof FLOW_NODE_KINDS)[number];
  /** What passes through it. */
  readonly massMg: number;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  /** Always above zero. */
  readonly massMg: number;
}

export interface Flows {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

export interface FlowFacts {
  readonly generatorId: string;
  readonly recyclerId: string;
  /** Totals of one agreement and one commodity over the period. */
  readonly rows: readonly TotalRow[];
  /** What went to `world:residue` and to `world:mass-change`, net, of the agreement's groups. */
  readonly residueMg: number;
  readonly massChangeMg: number;
  /** Who looks: the recycler's report does not say what the generator sold of what it got back. */
  readonly side: 'generator' | 'recycler';
}

interface Step {
  readonly asides: readonly (readonly [Aside, bigint])[];
  readonly stock: (typeof STOCKS)[number];
}

/**
 * The ways of one element (or of dry mass) from generation to charge, for a Sankey diagram. What enters a rung leaves it:
 *
 * ```
 * stock change of a rung = rung - next rung - losses beside it
 * ```
 * so a step takes its masses from the totals and closes with the change of the stock behind it. Material on its way counts as
 * stock of the side that it goes to: `sent` and `confirmed` close with the recycler's, `recovered` with that of recycled
 * material until it is accepted. Differences in the recycler's books stand beside `sent`, those of by-product at the plant
 * beside `generated`, all others beside `recovered`; residues and losses of later stages (reduction, alloying) beside
 * `processed`, whose stock is that of intermediates.
 *
 * A change below zero is an inflow of its own into the rung, since the width of a link cannot be negative; so is a
 * difference that was a gain. A rung below zero (recycled material that runs drew again) turns its link round. No link makes a
 * circle, every rung is balanced, and all that flows in flows out.
 *
 * Shapes: milligrams of one commodity; links and nodes without mass are left out.
 *
 * @throws DomainError `mass-too-large`
 */
export function flowsOf(facts: FlowFacts): Flows {
  const mass = rungMasses(facts);
  const steps = stepsOf(facts);
  const links: FlowLink[] = [];
  const link = (source: string, target: string, mg: bigint): void => {
    if (mg !== 0n) links.push({ source, target, massMg: safe(mg) });
  };
  for (const [index, rung] of RUNGS.entries()) {
    const step = steps.get(rung);
    const next = RUNGS[index + 1];
    if (!step || !next) continue;
    if (mass[next] >= 0n) link(rung, next, mass[next]);
    else link(next, rung, -mass[next]);
    const rest = step.asides.reduce((left, [, mg]) => left - mg, mass[rung] - mass[next]);
    for (const [aside, mg] of [...step.asides, [step.stock, rest] as const]) {
      if (mg >= 0n) link(rung, aside, mg);
      else link(`${aside}-in`, rung, -mg);
    }
  }
  return { nodes: nodesOf(links), links };
}

function rungMasses({ rows, generatorId }: FlowFacts): Readonly<Record<Rung, bigint>> {
  const of = (measure: Measure): bigint => sumMg(rows.filter((row) => row.measure === measure));
  const charged = rows.filter(({ measure, partyId }) => measure === 'consumed' && partyId === generatorId);
  return {
    ...{ generated: of('generated'), sent: of('sent'), confirmed: of('confirmed'), processed: of('processed') },
    ...{ recovered: of('recovered'), returned: of('returned'), consumed: sumMg(charged) },
  };
}

function stepsOf({ rows, generatorId, recyclerId, residueMg, massChangeMg, side }: FlowFacts): ReadonlyMap<Rung, Step> {
  const of = (...measures: readonly Measure[]): bigint =>
    sumMg(rows.filter(({ measure }) => measures.includes(measure)));
  const by = (measure: Measure, partyId: string): bigint =>
    sumMg(rows.filter((row) => row.measure === measure && row.partyId === partyId));
  const soldByGenerator = by('recycled-sold', generatorId);
  const net = (down: Measure, up: Measure): bigint => of(down) - of(up);
  const differenceAtRecycler = by('difference', recyclerId) + net('recycler-count-down', 'recycler-count-up');
  return new Map<Rung, Step>([
    [
      'generated',
      {
        asides: [
          ['reused-in-process', of('reused')],
          ['leaked', of(...measuresOf('leaked'))],
          ['measurement-difference', of('own-difference') + net('counted-down', 'counted-up')],
        ],
        stock: 'plant-stock',
      },
    ],
    ['sent', { asides: [['measurement-difference', differenceAtRecycler]], stock: 'recycler-stock' }],
    ['confirmed', { asides: [['recycler-disposed', of('recycler-disposed')]], stock: 'recycler-stock' }],
    [
      'processed',
      {
        asides: [
          ['residue', BigInt(residueMg)],
          ['unaccounted', of('unaccounted')],
          ['mass-change', BigInt(massChangeMg)],
        ],
        stock: 'process-stock',
      },
    ],
    [
      'recovered',
      {
        asides: [
          ['sold-elsewhere', of('recycled-sold') - soldByGenerator],
          ['measurement-difference', of('difference') - by('difference', recyclerId)],
        ],
        stock: 'recovered-stock',
      },
    ],
    ['returned', { asides: side === 'recycler' ? [] : [['sold-elsewhere', soldByGenerator]], stock: 'returned-stock' }],
  ]);
}

/** Rungs first, as material takes them, then the others in the order in which it leaves or enters. */
function nodesOf(links: readonly FlowLink[]): FlowNode[] {
  const met = new Set(links.flatMap(({ source, target }) => [source, target]));
  const rungs: readonly string[] = RUNGS.filter((rung) => met.has(rung));
  const ids = [...rungs, ...[...met].filter((id) => !rungs.includes(id))];
  const total = (end: 'source' | 'target', id: string): bigint => sumMg(links.filter((link) => link[end] === id));
  return ids.map((id) => {
    const [out, into] = [total('source', id), total('target', id)];
    return { id, kind: kindOf(id), massMg: safe(out > into ? out : into) };
  });
}

function kindOf(id: string): FlowNode['kind'] {
  const is = (ids: readonly string[]): boolean => ids.includes(id);
  if (is(RUNGS)) return 'rung';
  if (is(LOSSES)) return 'loss';
  return is(STOCKS) ? 'stock' : 'inflow';
}
