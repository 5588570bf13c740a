import { measuresOf } from './figures.js';
import type { Measure } from '../books/ledger.js';
import { safe, type Mg } from '../measure/quantities.js';
import { sumMg, type TotalRow } from '../books/totals.js';

/** The steps of the loop, in the order in which material takes them. */
const RUNGS = ['generated', 'sent', 'confirmed', 'processed', 'recovered', 'returned', 'consumed'] as const;
export type Rung = (typeof RUNGS)[number];

/** Whether a node of the picture is a step of the loop. */
export function isRung(id: string): id is Rung {
  return RUNGS.some((rung) => rung === id);
}

/** Where material goes beside the way around the loop: for good, or into a stock whose change closes the step. */
const LOSSES = [
  'reused-in-process',
  'leaked',
  'measurement-difference',
  'recycler-disposed',
  'residue',
  'unaccounted',
  'mass-change',
  'to-others',
  'sold-elsewhere',
  'disposed',
] as const;
const STOCKS = ['plant-stock', 'recycler-stock', 'process-stock', 'recovered-stock', 'returned-stock'] as const;
export type Aside = (typeof LOSSES)[number] | (typeof STOCKS)[number];

/** A rung, a loss, the growth of a stock, or an `inflow`: a stock that was drawn down or a loss that was a gain. */
export const FLOW_NODE_KINDS = ['rung', 'loss', 'stock', 'inflow'] as const;

export interface FlowNode {
  /** A rung, loss or stock; an inflow is named after its own with `-in` behind. */
  readonly id: string;
  readonly kind: (typeof FLOW_NODE_KINDS)[number];
  /** Of a rung its figure, as the report has it: what comes in from a stock stands apart. Else what passes through it. */
  readonly massMg: Mg;
}

export interface FlowLink {
  readonly source: string;
  readonly target: string;
  /** Always above zero. */
  readonly massMg: Mg;
}

export interface Flows {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

export interface FlowFacts {
  readonly generatorId: string;
  readonly recyclerId: string;
  readonly processorIds: readonly string[];
  /** Totals of one agreement and one commodity over the period. */
  readonly rows: readonly TotalRow[];
  /** What went to `world:residue` and to `world:mass-change`, net, of the agreement's groups. */
  readonly residueMg: Mg;
  readonly massChangeMg: Mg;
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
 * material until it is accepted. Beside `processed` stands what the runs leave and lose that make recycled material of
 * by-product, and its stock is that of intermediates; what the recycler's later runs lose stands beside `recovered`, what those of
 * processors and the plant lose beside `returned`. Differences of by-product stand beside `sent`, or beside `generated`
 * where the plant held it, those of recycled material beside the rung whose holder they are of.
 *
 * What the recycler passes on before it is recovered goes from `processed` to `returned` past `recovered`. A change below zero is an
 * inflow of its own into the rung, since the width of a link cannot be negative; so is a difference that was a gain. A
 * rung below zero turns its link round. No link makes a circle, every rung is balanced, and all that flows in flows out.
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
    if (mg > 0n) links.push({ source, target, massMg: safe(mg) });
    if (mg < 0n) links.push({ source: target, target: source, massMg: safe(-mg) });
  };
  const rests = restsOf(mass, steps);
  const past = pastRecovery(mass, rests);
  for (const [index, rung] of RUNGS.entries()) {
    const step = steps.get(rung);
    const next = RUNGS[index + 1];
    if (!step || !next) continue;
    const shift = { processed: -past, recovered: past }[rung as string] ?? 0n;
    link(rung, next, mass[next] - (rung === 'recovered' ? past : 0n));
    if (rung === 'processed') link('processed', 'returned', past);
    for (const [aside, mg] of [...step.asides, [step.stock, (rests.get(rung) ?? 0n) + shift] as const]) {
      if (mg >= 0n) link(rung, aside, mg);
      else link(`${aside}-in`, rung, -mg);
    }
  }
  return { nodes: nodesOf(links, mass), links };
}

/** By how much the stock behind each rung grew. */
function restsOf(mass: Readonly<Record<Rung, bigint>>, steps: ReadonlyMap<Rung, Step>): ReadonlyMap<Rung, bigint> {
  return new Map(
    RUNGS.map((rung, index) => {
      const next = RUNGS[index + 1];
      const asides = steps.get(rung)?.asides ?? [];
      return [rung, asides.reduce((left, [, mg]) => left - mg, mass[rung] - (next ? mass[next] : 0n))] as const;
    }),
  );
}

/** What was made but not recovered, and yet returned: no more than was made, than is missing, and than was returned. */
function pastRecovery(mass: Readonly<Record<Rung, bigint>>, rests: ReadonlyMap<Rung, bigint>): bigint {
  const [made, missing] = [rests.get('processed') ?? 0n, -(rests.get('recovered') ?? 0n)];
  const least = [made, missing, mass.returned].reduce((a, b) => (a < b ? a : b));
  return least > 0n ? least : 0n;
}

function rungMasses({ rows, generatorId }: FlowFacts): Readonly<Record<Rung, bigint>> {
  const of = (measure: Measure): bigint => sumMg(rows.filter((row) => row.measure === measure));
  const charged = rows.filter(({ measure, partyId }) => measure === 'consumed' && partyId === generatorId);
  return {
    generated: of('generated'),
    sent: of('sent'),
    confirmed: of('confirmed'),
    processed: of('processed'),
    recovered: of('recovered'),
    returned: of('returned'),
    consumed: sumMg(charged),
  };
}

const WAY_DIFFERENCES = ['way-loss', 'way-there', 'way-plant', 'way-others'] as const;

function stepsOf(facts: FlowFacts): ReadonlyMap<Rung, Step> {
  const { rows, generatorId, recyclerId, residueMg, massChangeMg, side } = facts;
  const of = (...measures: readonly Measure[]): bigint =>
    sumMg(rows.filter(({ measure }) => measures.includes(measure)));
  const by = (parties: readonly string[], ...measures: readonly Measure[]): bigint =>
    sumMg(rows.filter(({ measure, partyId }) => measures.includes(measure) && parties.includes(partyId)));
  const later = [generatorId, ...facts.processorIds];
  const enders = side === 'recycler' ? facts.processorIds : later;
  const laterLosses = (parties: readonly string[]): Step['asides'] => [
    ['residue', by(parties, 'later-residue')],
    ['unaccounted', by(parties, 'later-unaccounted')],
    ['mass-change', by(parties, 'later-change')],
  ];
  const step = (stock: Step['stock'], ...asides: Step['asides']): Step => ({ stock, asides });
  return new Map<Rung, Step>([
    [
      'generated',
      step(
        'plant-stock',
        ['reused-in-process', of('reused')],
        ['leaked', of(...measuresOf('leaked'))],
        ['measurement-difference', of('own-difference', 'counted-down') - of('counted-up')],
      ),
    ],
    [
      'sent',
      step('recycler-stock', [
        'measurement-difference',
        of('difference', 'recycler-count-down') - of('recycler-count-up', ...WAY_DIFFERENCES, 'recycled-counted'),
      ]),
    ],
    ['confirmed', step('recycler-stock', ['recycler-disposed', of('recycler-disposed')])],
    [
      'processed',
      step(
        'process-stock',
        ['residue', BigInt(residueMg) - of('later-residue')],
        ['unaccounted', of('unaccounted') - of('later-unaccounted')],
        ['mass-change', BigInt(massChangeMg) - of('later-change')],
      ),
    ],
    [
      'recovered',
      step(
        'recovered-stock',
        ...laterLosses([recyclerId]),
        ['to-others', of('to-others')],
        ['sold-elsewhere', by([recyclerId], 'recycled-sold')],
        ['disposed', by([recyclerId], 'recycled-disposed')],
        ['measurement-difference', of('way-loss') + by([recyclerId], 'recycled-counted')],
      ),
    ],
    [
      'returned',
      step(
        'returned-stock',
        ...laterLosses(later),
        ['to-others', of('others-there')],
        ['sold-elsewhere', by(enders, 'recycled-sold')],
        ['disposed', by(enders, 'recycled-disposed')],
        ['measurement-difference', of('way-there', 'way-plant') + by(later, 'recycled-counted')],
      ),
    ],
  ]);
}

/** Rungs first, as material takes them, then the others in the order in which it leaves or enters. */
function nodesOf(links: readonly FlowLink[], mass: Readonly<Record<Rung, bigint>>): FlowNode[] {
  const met = new Set(links.flatMap(({ source, target }) => [source, target]));
  const rungs: readonly string[] = RUNGS.filter((rung) => met.has(rung));
  const ids = [...rungs, ...[...met].filter((id) => !rungs.includes(id))];
  const total = (end: 'source' | 'target', id: string): bigint => sumMg(links.filter((link) => link[end] === id));
  return ids.map((id) => {
    const kind = kindOf(id);
    if (kind === 'rung') return { id, kind, massMg: safe(mass[id as Rung]) };
    const [out, into] = [total('source', id), total('target', id)];
    return { id, kind, massMg: safe(out > into ? out : into) };
  });
}

function kindOf(id: string): FlowNode['kind'] {
  const is = (ids: readonly string[]): boolean => ids.includes(id);
  if (is(RUNGS)) return 'rung';
  if (is(LOSSES)) return 'loss';
  return is(STOCKS) ? 'stock' : 'inflow';
}
