import { flowsOf, type Flows } from './flows.js';
import type { Measure } from '../books/ledger.js';
import type { TotalRow } from '../books/totals.js';
import { ofMg, ppmOf } from '../measure/quantities.js';

const [GENERATOR, RECYCLER] = ['generator', 'recycler'];

const total = (measure: Measure, kg: number, partyId = GENERATOR): TotalRow => ({
  measure,
  partyId,
  commodity: 'Nd',
  massMg: ofMg(kg * 1_000_000),
  agreementId: 'a',
  origin: 'pre-consumer',
  usabilityPpm: ppmOf(1_000_000),
});
const flows = (rows: readonly TotalRow[], more: Partial<Parameters<typeof flowsOf>[0]> = {}): Flows =>
  flowsOf({
    generatorId: GENERATOR,
    recyclerId: RECYCLER,
    processorIds: [],
    rows,
    residueMg: 0,
    massChangeMg: 0,
    side: 'generator',
    ...more,
  });
const linesOf = ({ links }: Flows): string[] =>
  links.map(({ source, target, massMg }) => `${source} > ${target} ${massMg / 1_000_000}`);

const YEAR = [
  ...[total('generated', 100), total('reused', 10), total('leaked', 3), total('leaked-carve-out', 2)],
  ...[total('own-difference', 1), total('sent', 80), total('confirmed', 78, RECYCLER)],
  ...[total('difference', 0.5, RECYCLER), total('processed', 90, RECYCLER), total('recovered', 80, RECYCLER)],
  ...[total('unaccounted', 3, RECYCLER), total('recycled-sold', 4, RECYCLER), total('returned', 70)],
  ...[total('difference', -0.5), total('way-loss', -0.5), total('recycled-sold', 2), total('consumed', 60)],
];

describe('flowsOf', () => {
  it('closes every step with the change of the stock behind it, and takes from stock what was drawn down', () => {
    const year = flows(YEAR, { residueMg: ofMg(6_000_000) });
    expect(linesOf(year)).toEqual([
      // 100 - 80 - 10 - 5 - 1 = 4 kg more at the plant.
      ...['generated > sent 80', 'generated > reused-in-process 10', 'generated > leaked 5'],
      ...['generated > measurement-difference 1', 'generated > plant-stock 4'],
      // 80 - 78 - 0.5 = 1.5 kg are on their way; 78 - 90: 12 kg more were processed than came.
      ...['sent > confirmed 78', 'sent > measurement-difference 0.5', 'sent > recycler-stock 1.5'],
      ...['confirmed > processed 90', 'recycler-stock-in > confirmed 12'],
      // 90 - 80 - 6 - 3 = 1 kg is in intermediates.
      ...[
        'processed > recovered 80',
        'processed > residue 6',
        'processed > unaccounted 3',
        'processed > process-stock 1',
      ],
      // The plant weighed half a kilogram more than was announced: 80 - 70 - 4 + 0.5 = 6.5 kg are not back yet.
      ...['recovered > returned 70', 'recovered > sold-elsewhere 4', 'measurement-difference-in > recovered 0.5'],
      ...['recovered > recovered-stock 6.5'],
      // 70 - 60 - 2 = 8 kg more at the plant.
      ...['returned > consumed 60', 'returned > sold-elsewhere 2', 'returned > returned-stock 8'],
    ]);
    const sent = year.nodes.find(({ id }) => id === 'sent');
    expect(sent).toEqual({ id: 'sent', kind: 'rung', massMg: 80_000_000 });
    expect(year.nodes.find(({ id }) => id === 'recycler-stock-in')?.kind).toBe('inflow');
    expect(year.nodes.find(({ id }) => id === 'sold-elsewhere')).toMatchObject({ kind: 'loss', massMg: 6_000_000 });
  });

  it('balances every rung but the first and the last', () => {
    const { nodes, links } = flows(YEAR, { residueMg: ofMg(6_000_000) });
    const sum = (end: 'source' | 'target', id: string): number =>
      links.filter((link) => link[end] === id).reduce((mg, { massMg }) => mg + massMg, 0);
    const rungs = nodes.filter(({ id, kind }) => kind === 'rung' && id !== 'generated' && id !== 'consumed');
    expect(rungs.map(({ id }) => id)).toEqual(['sent', 'confirmed', 'processed', 'recovered', 'returned']);
    for (const { id } of rungs) expect([id, sum('source', id)]).toEqual([id, sum('target', id)]);
    expect(sum('source', 'generated')).toBe(100_000_000);
  });

  it('adds what the generator sold of what it got back to its stock, where the recycler looks', () => {
    const forRecycler = linesOf(flows(YEAR, { side: 'recycler' }));
    expect(forRecycler.filter((line) => line.startsWith('returned'))).toEqual([
      'returned > consumed 60',
      'returned > returned-stock 10',
    ]);
  });

  it('turns a link round where runs drew more recycled material again than they made', () => {
    // -5 kg recovered, all of it out of the stock of recycled material: 5 kg went through processing for nothing.
    expect(linesOf(flows([total('recovered', -5, RECYCLER)]))).toEqual([
      ...['recovered > processed 5', 'processed > process-stock 5', 'recovered-stock-in > recovered 5'],
    ]);
  });

  it('shows the growth of dry mass in a run as an inflow, and nothing where nothing happened', () => {
    const rows = [total('processed', 10, RECYCLER), total('recovered', 12, RECYCLER)];
    expect(linesOf(flows(rows, { massChangeMg: ofMg(-2_000_000) }))).toEqual([
      ...['confirmed > processed 10', 'recycler-stock-in > confirmed 10', 'processed > recovered 12'],
      ...['mass-change-in > processed 2', 'recovered > recovered-stock 12'],
    ]);
    expect(flows([])).toEqual({ nodes: [], links: [] });
  });
});
