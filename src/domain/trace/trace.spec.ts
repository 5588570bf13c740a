import { leavesOf, SEES_ALL, toldBy, TraceWorld } from '../../../test/support/trace-world.js';
import type { Group } from '../matter/holding.js';
import { traceUp, type TraceViewer } from './trace.js';

const KG = 1_000_000;
const kg = (dry: number, Nd: number) => ({ 'dry-mass': dry * KG, Nd: Nd * KG });
const lot = (dry: number, Nd: number) => ({ dryMg: dry * KG, elements: { Nd: Nd * KG } });

const A: Group = { agreementId: 'a', origin: 'pre-consumer', country: null };
const B: Group = { agreementId: 'b', origin: 'pre-consumer', country: null };
const NOBODY: Group = { agreementId: null, origin: 'unknown', country: null };

/** The plant of agreement `a`: it did not run what the recycler ran. */
const PLANT: TraceViewer = {
  owns: ({ agreementId }) => agreementId === 'a',
  isSelf: (partyId) => partyId === 'plant',
  knows: (partyId) => ['plant', 'recycler'].includes(partyId),
};

/**
 * Two generators' swarf and post-consumer feed in one run, in milligrams:
 * dry 880 + 320 + 200 = 1,400; Nd 220 + 80 + 60 = 360; out 300 with 240 Nd, residue 1,000 with 50 Nd.
 *
 * The output's dry mass is 300 x (880, 320, 200) / 1,400 = 188.57, 68.57, 42.86: 188 + 68 + 42 = 298, and the two that are
 * left go to .86 and, of the two .57, the earlier: 189, 68, 43. Its Nd is 240 x (220, 80, 60) / 360 = 146.67, 53.33, 40:
 * 147, 53, 40.
 */
function mixed(): TraceWorld {
  const world = new TraceWorld();
  world.log('SA', A, { dryMg: 880, elements: { Nd: 220 } });
  world.log('SB', B, { dryMg: 320, elements: { Nd: 80 } });
  world.run('run', {
    inputs: [{ id: 'SA' }, { id: 'SB' }],
    otherFeed: [{ origin: 'post-consumer', description: 'Hard disks', dryMg: 200, elements: { Nd: 60 } }],
    outputs: [{ id: 'R', dryMg: 300, elements: { Nd: 240 } }],
    residues: [{ description: 'Slag', dryMg: 1_000, elements: { Nd: 50 } }],
  });
  return world;
}

/**
 * Two passes of a closed loop. First pass: 100 kg of swarf with 25 kg Nd give 25 kg of oxide R1 with 20 kg. 15 kg of it, with
 * 12 kg Nd, are made into magnets, whose swarf S2 (90 kg, 22 kg Nd) goes round with the other 10 kg of R1 (8 kg Nd):
 * 100 kg with 30 kg Nd give 30 kg of R2 with 24 kg.
 */
function twoPasses(): TraceWorld {
  const world = new TraceWorld();
  world.log('S1', A, lot(100, 25));
  world.run('first', { inputs: [{ id: 'S1' }], outputs: [{ id: 'R1', ...lot(25, 20) }] });
  world.end('R1', 'charged', 15 * KG);
  world.log('S2', A, lot(90, 22));
  world.run('second', { inputs: [{ id: 'R1' }, { id: 'S2' }], outputs: [{ id: 'R2', ...lot(30, 24) }] });
  return world;
}

/**
 * 100 kg with 25 kg Nd, split into 60 and 40. Of the 60, 1 kg is lost on the way, 15 of the 59 are refused and, back at the
 * plant, disposed of.
 */
function splitAndRefused(): TraceWorld {
  const world = new TraceWorld();
  world.log('P', A, lot(100, 25));
  world.split('P', [
    { id: 'P/P1', dryMg: 60 * KG },
    { id: 'P/P2', dryMg: 40 * KG },
  ]);
  world.end('P/P1', 'measurement-difference', KG, 'recycler');
  world.split('P/P1', [{ id: 'P/P1/R1', dryMg: 15 * KG }]);
  world.end('P/P1/R1', 'disposed', 15 * KG);
  return world;
}

describe('a trace upward', () => {
  it('shares a run over two generators and other feed, each element by its attribution', () => {
    const trace = mixed().up('R');
    expect(toldBy(trace)).toEqual({
      R: { 'dry-mass': 300, Nd: 240 },
      run: { 'dry-mass': 300, Nd: 240 },
      SA: { 'dry-mass': 189, Nd: 147 },
      SB: { 'dry-mass': 68, Nd: 53 },
      'other-feed Hard disks': { 'dry-mass': 43, Nd: 40 },
    });
    expect(leavesOf(trace)).toEqual({ 'dry-mass': 300, Nd: 240 });
    expect(trace.nodes.filter(({ leaf }) => leaf).map(({ id }) => id)).toEqual(['SA', 'SB']);
    expect(trace.edges.map(({ fromId, toId }) => `${fromId} > ${toId}`)).toEqual(['run > R', 'SA > run', 'SB > run']);
  });

  it('goes through two passes of a closed loop, with what was made into magnets left out', () => {
    // R2's dry mass is 30 x (10, 90) / 100, its Nd 24 x (8, 22) / 30; what came by R1 came from S1.
    const trace = twoPasses().up('R2');
    expect(toldBy(trace)).toEqual({
      R2: kg(30, 24),
      second: kg(30, 24),
      S2: kg(27, 17.6),
      R1: kg(3, 6.4),
      first: kg(3, 6.4),
      S1: kg(3, 6.4),
    });
  });

  it('goes from a refused part over a split part to the batch that was logged', () => {
    // The refused part is 15 of 59 kg with 14.75 kg Nd: 3.75 kg.
    const trace = splitAndRefused().up('P/P1/R1');
    expect(toldBy(trace)).toEqual({ 'P/P1/R1': kg(15, 3.75), 'P/P1': kg(15, 3.75), P: kg(15, 3.75) });
    expect(trace.nodes.map(({ leaf }) => leaf)).toEqual([false, false, true]);
  });

  it('names a batch that is reached on two ways once, with the sum', () => {
    const world = new TraceWorld();
    world.log('S', A, lot(100, 20));
    world.run('left', { inputs: [{ id: 'S', dryMg: 40 * KG }], outputs: [{ id: 'L', ...lot(30, 8) }] });
    world.run('right', { inputs: [{ id: 'S' }], outputs: [{ id: 'R', ...lot(50, 12) }] });
    world.run('last', { inputs: [{ id: 'L' }, { id: 'R' }], outputs: [{ id: 'O', ...lot(40, 10) }] });
    // Dry 40 x (30, 50) / 80 = 15 and 25; Nd 10 x (8, 12) / 20 = 4 and 6.
    const trace = world.up('O');
    expect(toldBy(trace)).toMatchObject({ L: kg(15, 4), R: kg(25, 6), S: kg(40, 10) });
    expect(trace.nodes.filter(({ id }) => id === 'S')).toHaveLength(1);
    expect(trace.edges.filter(({ fromId }) => fromId === 'S')).toHaveLength(2);
  });

  it('leaves unaccounted what no assay named', () => {
    // V's assay names no Nd and nobody's names Dy: 30 kg Nd come out where 20 went in, 6 kg Dy where none did.
    const world = new TraceWorld();
    world.log('U', NOBODY, lot(100, 20));
    world.log('V', A, { dryMg: 100 * KG, elements: { Pr: 5 * KG } });
    world.run('run', {
      inputs: [
        { id: 'U', named: ['Nd', 'Pr'] },
        { id: 'V', named: ['Pr'] },
      ],
      outputs: [{ id: 'O', dryMg: 50 * KG, elements: { Nd: 30 * KG, Pr: 4 * KG, Dy: 6 * KG } }],
    });
    expect(toldBy(world.up('O'))).toMatchObject({
      U: kg(25, 20),
      V: { 'dry-mass': 25 * KG, Pr: 4 * KG },
      'unaccounted run': { Nd: 10 * KG, Dy: 6 * KG },
    });
  });

  it('gives who sees a share its own part and nothing else', () => {
    const trace = mixed().up('R', PLANT, { R: 'share', SB: null });
    const own = { 'dry-mass': 189, Nd: 147 };
    expect(toldBy(trace)).toEqual({ R: own, run: own, SA: own });
    expect(trace.total).toHaveLength(2);
  });

  it('closes with one unnamed leaf for who sees the batch but not what else it came from', () => {
    const trace = mixed().up('R', PLANT, { SB: null });
    expect(toldBy(trace)).toEqual({
      R: { 'dry-mass': 300, Nd: 240 },
      run: { 'dry-mass': 189, Nd: 147 },
      SA: { 'dry-mass': 189, Nd: 147 },
      others: { 'dry-mass': 111, Nd: 93 },
    });
    expect(trace.leaves.map(({ kind, holding: _, ...more }) => [kind, more])).toEqual([['others', {}]]);
  });

  it('hides everything behind what one does not see', () => {
    expect(toldBy(splitAndRefused().up('P/P1', SEES_ALL, { P: null }))).toEqual({
      'P/P1': kg(60, 15),
      others: kg(60, 15),
    });
  });

  it('refuses books in which a batch descends from itself', () => {
    const batches = [
      { id: 'a', parentId: 'b', runId: null, sees: 'all' as const },
      { id: 'b', parentId: 'a', runId: null, sees: 'all' as const },
    ];
    expect(() => traceUp({ batchId: 'a', batches, runs: [], viewer: SEES_ALL }, [])).toThrow('a descends from itself');
  });
});

describe('a trace downward', () => {
  it('reads the shares of a run from the other end, and closes with mass change and unaccounted', () => {
    // The residue's dry mass is 1,000 x (880, 320, 200) / 1,400 = 629, 228, 143; its Nd 50 x (220, 80, 60) / 360 = 31, 11, 8.
    // The rest of SA: dry 880 - 189 - 629 = 62, Nd 220 - 147 - 31 = 42.
    const trace = mixed().down('SA');
    expect(toldBy(trace)).toEqual({
      SA: { 'dry-mass': 880, Nd: 220 },
      run: { 'dry-mass': 880, Nd: 220 },
      R: { 'dry-mass': 189, Nd: 147 },
      'residue Slag': { 'dry-mass': 629, Nd: 31 },
      'mass-change run': { 'dry-mass': 62 },
      'unaccounted run': { Nd: 42 },
      'in-stock R': { 'dry-mass': 189, Nd: 147 },
    });
  });

  it('follows swarf through two passes of a closed loop', () => {
    // Of R1 15 kg are charged and 10 drawn again; 3 kg of R2 with 6.4 kg Nd are of S1. Lost: 75 + 7 kg dry, 5 + 1.6 kg Nd.
    const trace = twoPasses().down('S1');
    expect(toldBy(trace)).toEqual({
      S1: kg(100, 25),
      first: kg(100, 25),
      R1: kg(25, 20),
      second: kg(10, 8),
      R2: kg(3, 6.4),
      'mass-change first': { 'dry-mass': 75 * KG },
      'unaccounted first': { Nd: 5 * KG },
      'mass-change second': { 'dry-mass': 7 * KG },
      'unaccounted second': { Nd: 1.6 * KG },
      'charged R1': kg(15, 12),
      'in-stock R2': kg(3, 6.4),
    });
    expect(leavesOf(trace)).toEqual(kg(100, 25));
  });

  it('ends in what is in stock, was lost on the way and was disposed of', () => {
    expect(toldBy(splitAndRefused().down('P'))).toEqual({
      P: kg(100, 25),
      'P/P1': kg(60, 15),
      'P/P2': kg(40, 10),
      'P/P1/R1': kg(15, 3.75),
      'measurement-difference P/P1': kg(1, 0.25),
      'in-stock P/P1': kg(44, 11),
      'disposed P/P1/R1': kg(15, 3.75),
      'in-stock P/P2': kg(40, 10),
    });
  });

  it('counts a gain as a negative difference, and its part where only part of the batch descends', () => {
    // R holds 50 kg with 15 kg Nd of each of S and T. Of the 10 kg with 3 kg Nd that are counted more, half is of S.
    const world = new TraceWorld();
    world.log('S', A, lot(100, 20));
    world.log('T', A, lot(100, 20));
    world.run('run', { inputs: [{ id: 'S' }, { id: 'T' }], outputs: [{ id: 'R', ...lot(100, 30) }] });
    world.gain('R', 10 * KG);
    expect(toldBy(world.down('R'))).toMatchObject({
      'measurement-difference R': kg(-10, -3),
      'in-stock R': kg(110, 33),
    });
    expect(toldBy(world.down('S'))).toMatchObject({
      R: kg(50, 15),
      'measurement-difference R': kg(-5, -1.5),
      'in-stock R': kg(55, 16.5),
      'mass-change run': { 'dry-mass': 50 * KG },
      'unaccounted run': { Nd: 5 * KG },
    });
  });

  it('rounds the part of each input half up, where upward the parts add up to the output', () => {
    // Of 9 mg with 5 mg Nd each of two equal inputs has 4.5 and 2.5: downward 5 and 3 of either, upward 5 + 4 and 3 + 2.
    const world = new TraceWorld();
    world.log('S', A, { dryMg: 10, elements: { Nd: 5 } });
    world.log('T', A, { dryMg: 10, elements: { Nd: 5 } });
    world.run('run', {
      inputs: [{ id: 'S' }, { id: 'T' }],
      outputs: [{ id: 'R', dryMg: 9, elements: { Nd: 5 } }],
    });
    const part = { R: { 'dry-mass': 5, Nd: 3 }, 'mass-change run': { 'dry-mass': 5 }, 'unaccounted run': { Nd: 2 } };
    expect(toldBy(world.down('S'))).toMatchObject(part);
    expect(toldBy(world.down('T'))).toMatchObject(part);
    expect(toldBy(world.up('R'))).toMatchObject({ S: { 'dry-mass': 5, Nd: 3 }, T: { 'dry-mass': 4, Nd: 2 } });
  });

  it('has a negative mass change where dry mass grows, as swarf does that takes up oxygen', () => {
    const world = new TraceWorld();
    world.log('S', A, lot(100, 30));
    world.run('roasting', { inputs: [{ id: 'S' }], outputs: [{ id: 'R', ...lot(112, 30) }] });
    const trace = world.down('S');
    expect(toldBy(trace)).toMatchObject({ R: kg(112, 30), 'mass-change roasting': { 'dry-mass': -12 * KG } });
    expect(leavesOf(trace)).toEqual(kg(100, 30));
  });

  it('says of a shared batch neither where it is nor who has it, and nothing of strangers', () => {
    const world = mixed();
    world.end('R', 'disposed', 100, 'recycler');
    world.end('R', 'charged', 100, 'other-plant');
    const viewer = { viewer: PLANT, sees: { R: 'share' as const, SB: null } };
    const trace = world.down('SA', viewer);
    // A third of 189 each, by largest remainder; the residue without its description.
    expect(toldBy(trace)).toMatchObject({
      'disposed R': { 'dry-mass': 63, Nd: 49 },
      'in-stock R': { 'dry-mass': 63, Nd: 49 },
      others: { 'dry-mass': 63, Nd: 49 },
      'residue run': { 'dry-mass': 629, Nd: 31 },
    });
    expect(JSON.stringify(trace.leaves)).not.toMatch(/site|entry|other-plant|Slag|2027/);
    expect(leavesOf(trace)).toEqual({ 'dry-mass': 880, Nd: 220 });
    // Where a stranger has the rest, that is among the others too.
    expect(toldBy(world.down('SA', { ...viewer, holder: 'other-plant' }))).toMatchObject({
      others: { 'dry-mass': 126, Nd: 98 },
    });
  });

  it('shows of what others did with a batch that one sees only what is of the own groups', () => {
    const world = mixed();
    world.end('R', 'charged', 100, 'plant');
    const recycler = {
      owns: ({ agreementId }: Group) => agreementId !== null,
      isSelf: (id: string) => id === 'recycler',
      knows: () => true,
    };
    // 100 of 300: dry 100 x (189, 68, 43) / 300 = 63, 23, 14, Nd 80 x (147, 53, 40) / 240 = 49, 18, 13; the last is other feed.
    expect(toldBy(world.down('R', { viewer: recycler }))).toMatchObject({
      'charged R': { 'dry-mass': 86, Nd: 67 },
      others: { 'dry-mass': 14, Nd: 13 },
      'in-stock R': { 'dry-mass': 200, Nd: 160 },
    });
    expect(toldBy(world.down('R', { viewer: PLANT }))).toMatchObject({ 'charged R': { 'dry-mass': 100, Nd: 80 } });
  });
});
