import fc from 'fast-check';
import { leavesOf, massesOf, SEES_ALL, TraceWorld } from '../../../test/support/trace-world.js';
import { DRY_MASS, groupKey, totalMg, type Group } from '../matter/holding.js';
import type { TraceSees, Trace, TracedBatch, TraceViewer } from './trace.js';
import type { TracedRun } from './trace-down.js';

const GROUPS: readonly Group[] = [
  { agreementId: 'a', origin: 'pre-consumer', country: null },
  { agreementId: 'b', origin: 'pre-consumer', country: null },
  { agreementId: null, origin: 'unknown', country: null },
];

interface Step {
  readonly act: 'log' | 'split' | 'run' | 'end' | 'lose' | 'gain';
  /** Which of what there is, and how much of it, in thousandths. */
  readonly picks: readonly number[];
  readonly parts: readonly number[];
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom<Step['act']>('log', 'log', 'split', 'run', 'run', 'run', 'end', 'lose', 'gain'),
  picks: fc.array(fc.nat(1_000), { minLength: 3, maxLength: 3 }),
  parts: fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 6, maxLength: 6 }),
});

const part = (massMg: number, thousandths = 1_000): number => Math.floor((massMg * thousandths) / 1_000);

/** Lets happen what the steps say, as far as there is something to do it with. `create` lets more come out than went in. */
function live(steps: readonly Step[], create: boolean): TraceWorld {
  const world = new TraceWorld();
  steps.forEach(({ act, picks, parts }, index) => {
    const [size = 1, nd = 1, pr = 1] = parts;
    const lot = { dryMg: size * 997, elements: { Nd: part(size * 997, nd / 3), Pr: part(size * 997, pr / 5) } };
    if (act === 'log') return world.log(`b${index}`, GROUPS[size % GROUPS.length] ?? GROUPS[0]!, lot);
    const there = world.ids.filter((id) => totalMg(world.stock(id), DRY_MASS) > 0);
    const chosen = [...new Set(picks.map((pick) => there[pick % there.length]))].filter((id) => id !== undefined);
    const [id] = chosen;
    if (id === undefined) return;
    const dryMg = Math.max(1, part(totalMg(world.stock(id), DRY_MASS), size));
    if (act === 'split') return world.split(id, [{ id: `b${index}`, dryMg }]);
    if (act === 'end') return world.end(id, 'charged', dryMg, size % 2 ? 'plant' : 'recycler');
    if (act === 'lose') return world.end(id, 'measurement-difference', dryMg);
    if (act === 'gain') return world.gain(id, dryMg);
    runStep(world, { name: index, chosen, parts, create });
  });
  return world;
}

interface RunStep {
  readonly name: number;
  readonly chosen: readonly string[];
  readonly parts: readonly number[];
  readonly create: boolean;
}

/** Draws a part of each, with some other feed, and makes two outputs and a residue of what the parts say. */
function runStep(world: TraceWorld, { name, chosen, parts, create }: RunStep): void {
  const [draw = 1, first = 1, second = 1, third = 1, extra = 1, feed = 1] = parts;
  const inputs = chosen.map((id) => ({ id, dryMg: Math.max(1, part(totalMg(world.stock(id), DRY_MASS), draw)) }));
  const drawnOf = (commodity: string): number =>
    inputs.reduce((sum, { id, dryMg }) => {
      const stock = world.stock(id);
      return sum + Math.floor((totalMg(stock, commodity) * dryMg) / totalMg(stock, DRY_MASS));
    }, 0);
  const outputs = [first, second].map((share, index) => ({
    id: `b${name}/${index}`,
    dryMg: Math.max(1, part(drawnOf(DRY_MASS), share / 3)),
    elements: {
      Nd: part(drawnOf('Nd'), share / 3) * (create && extra % 3 === 0 ? 4 : 1),
      Pr: part(drawnOf('Pr'), share / 3),
      ...(extra % 5 === 0 ? { Dy: extra } : {}),
    },
  }));
  const named = extra % 2 ? ['Nd', 'Pr'] : ['Nd', 'Pr', 'Dy'];
  world.run(`r${name}`, {
    inputs: inputs.map((input) => ({ ...input, named })),
    otherFeed:
      feed % 2
        ? [{ origin: 'post-consumer', description: 'Disks', dryMg: feed, elements: { Nd: part(feed, 300) } }]
        : [],
    outputs,
    residues: [
      {
        description: 'Slag',
        dryMg: part(drawnOf(DRY_MASS), third / 3),
        elements: { Nd: part(drawnOf('Nd'), third / 4) },
      },
    ],
    override: true,
  });
}

type BatchTrace = Trace<TracedBatch, TracedRun>;

function at(trace: BatchTrace, id: string): Record<string, number> {
  return massesOf(trace.nodes.find((node) => node.id === id)?.holding ?? []);
}

const worlds = (create: boolean) => fc.array(step, { minLength: 4, maxLength: 20 }).map((steps) => live(steps, create));

describe('whatever happened, a trace', () => {
  it('has leaves that add up to what the batch held, upward and downward', () => {
    fc.assert(
      fc.property(worlds(true), (world) => {
        for (const id of world.ids) {
          const whole = massesOf(world.contents(id));
          expect(leavesOf(world.up(id))).toEqual(whole);
          expect(leavesOf(world.down(id))).toEqual(whole);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('adds up for every onlooker to what it may see, and names nothing that it may not', () => {
    const onlooker = fc.record({
      owned: fc.subarray(GROUPS.filter(({ agreementId }) => agreementId !== null).map(groupKey)),
      self: fc.constantFrom('plant', 'recycler', 'nobody'),
      knows: fc.subarray(['plant', 'recycler']),
      sights: fc.array(fc.constantFrom<TraceSees>('all', 'share', null), { minLength: 30, maxLength: 30 }),
    });
    fc.assert(
      fc.property(worlds(true), onlooker, (world, { owned, self, knows, sights }) => {
        const viewer: TraceViewer = {
          owns: (group) => owned.includes(groupKey(group)),
          isSelf: (partyId) => partyId === self,
          knows: (partyId) => partyId === self || knows.includes(partyId),
        };
        const sees = Object.fromEntries(world.ids.map((id, index) => [id, sights[index % 30] ?? null]));
        for (const id of world.ids.filter((each) => sees[each] !== null)) {
          const total = massesOf(world.contents(id).filter((amount) => sees[id] === 'all' || viewer.owns(amount)));
          for (const trace of [world.up(id, viewer, sees), world.down(id, { viewer, sees })]) {
            expect(leavesOf(trace)).toEqual(total);
            expect(trace.leaves.filter(({ kind }) => kind === 'others').length).toBeLessThanOrEqual(1);
            for (const node of trace.nodes) {
              if (node.batch) expect(sees[node.id]).not.toBeNull();
              if (sees[node.id] === 'share') expect(node.holding.every(viewer.owns)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says in both directions the same of what one batch gave another, within a milligram a step', () => {
    // Every edge of either trace, and every gain, is one rounding of less than a milligram. Where nothing is gained it is
    // only ever passed on in part: the two figures differ by less than the edges of both traces together. Where a batch or
    // a run gives more than it got, a rounding before it grows with it.
    fc.assert(
      fc.property(worlds(false), (world) => {
        const growth = world.growth();
        const downward = new Map(world.ids.map((id) => [id, world.down(id)]));
        for (const id of world.ids) {
          const up = world.up(id);
          for (const [otherId, down] of downward) {
            const [gave, got] = [at(up, otherId), at(down, id)];
            const gains = down.leaves.filter(({ kind }) => kind === 'measurement-difference');
            const roundings = up.edges.length + down.edges.length + gains.length;
            for (const commodity of new Set([...Object.keys(gave), ...Object.keys(got)])) {
              const differenceMg = Math.abs((gave[commodity] ?? 0) - (got[commodity] ?? 0));
              expect(differenceMg).toBeLessThanOrEqual(roundings * (growth.get(commodity) ?? 1));
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('names each batch and run once, after all that leads to it', () => {
    fc.assert(
      fc.property(worlds(false), (world) => {
        for (const id of world.ids) {
          const { nodes, edges } = world.up(id, SEES_ALL);
          const order = new Map(nodes.map((node, index) => [node.id, index]));
          expect(order.size).toBe(nodes.length);
          for (const { fromId, toId } of edges) expect(order.get(fromId)).toBeGreaterThan(order.get(toId) ?? Infinity);
        }
      }),
      { numRuns: 20 },
    );
  });
});
