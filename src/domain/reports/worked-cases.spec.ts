import { catalogue } from '../../../test/support/reference-catalogue.js';
import { SimulatedBooks } from '../../../test/support/simulated-books.js';
import { RARE_EARTHS } from '../matter/catalogue.js';
import { elementMassesMg, type CompositionPpm, ofPpm } from '../matter/composition.js';
import { DRY_MASS, totalMg } from '../matter/holding.js';
import { ladderOf } from './ladder.js';
import { MEASURES, postingsOf, type Measure } from '../books/ledger.js';
import { decideRun, type RunFacts, type RunInput } from '../acts/run.js';
import type { TotalRow } from '../books/totals.js';
import { NOTHING_WITHOUT_ASSAY } from './without-assay.js';
import { ofMg } from '../measure/quantities.js';

const KG = 1_000_000;
const GROUP = { origin: 'pre-consumer' as const, country: null };

/** What is fed of one agreement (or of none): dry mass and one element, in kilograms. */
function fed(agreementId: string | null, dryKg: number, element: string, kg: number): RunInput {
  const drawn = [[DRY_MASS, dryKg] as const, [element, kg] as const].map(([commodity, figure]) => ({
    ...GROUP,
    agreementId,
    commodity,
    massMg: ofMg(figure * KG),
  }));
  return { batchId: `${agreementId}`, kind: 'by-product', drawn, named: new Set([element]) };
}

function run(inputs: readonly RunInput[], more: Pick<RunFacts, 'outputs' | 'residues'>): ReturnType<typeof decideRun> {
  return decideRun({
    runId: 'run',
    siteId: 'r1',
    partyId: 'recycler',
    kind: 'separation',
    custodyModel: 'controlled-blending',
    day: '2027-05-01',
    inputs,
    otherFeed: [],
    overrideReason: null,
    sides: new Map(),
    ...more,
  });
}

const output = (batchId: string, dryKg: number, element: string, kg: number): RunFacts['outputs'][number] => ({
  batchId,
  kind: 'intermediate',
  dryMg: ofMg(dryKg * KG),
  elementsMg: new Map([[element, ofMg(kg * KG)]]),
});

describe('the mass balance account of the BOOST data standard', () => {
  // carbondirect/BOOST, MassBalanceAccount example: 12,500 t of sustainable and 3,200 t of other inputs, 15,100 t of outputs, of
  // which 11,800 t were sold as sustainable. Its 78.1 % is the share of the outputs; of the inputs 79.62 % were sustainable. Here as
  // kilograms of a run whose sustainable feed is an agreement's.
  const blended = run([fed('A', 12_500, 'Nd', 12_500), fed(null, 3_200, 'Nd', 3_200)], {
    outputs: [output('x', 11_800, 'Nd', 11_800), output('y', 3_300, 'Nd', 3_300)],
    residues: [],
  });

  it('attributes by the inputs, to each output alike', () => {
    const own = blended.outputHoldings.map(
      (holding) => holding.find(({ agreementId, commodity }) => agreementId === 'A' && commodity === 'Nd')?.massMg,
    );
    // 11,800 x 12,500 / 15,700 = 9,394.904459 and 3,300 x 12,500 / 15,700 = 2,627.388535: together the 12,022.292994 t that
    // 15,100 t can hold at most. Whoever has sold 11,800 t has 222.292994 t of credit left, but not one pure output.
    expect(own).toEqual([9_394_904_459, 2_627_388_535]);
    expect((own[0] ?? 0) + (own[1] ?? 0) - 11_800 * KG).toBe(222_292_994);
  });

  it('leaves what is lost to the groups that lost it', () => {
    // 600 of 15,700: 477.707006 of 12,500 and 122.292994 of 3,200 are missing, 3.82 %.
    const missing = postingsOf(blended.movements).filter(
      ({ to, commodity }) => to === 'world:unaccounted' && commodity === 'Nd',
    );
    expect(missing.map(({ massMg }) => massMg)).toEqual([477_707_006, 122_292_994]);
    expect(blended.closure[0]).toMatchObject({ unaccountedMg: 600 * KG, closurePct: 96.1783 });
  });
});

describe('the mass balance demo of the BOOST data standard', () => {
  it('shows a loss of 20 in 325, 6.2 %', () => {
    // carbondirect/BOOST: inputs of 150, 100 and 75 m3, outputs of 140, 120 and 45 m3. As kilograms; 305 / 325 = 93.8462 %.
    const inputs = [150, 100, 75].map((kg, index) => fed(`${index}`, kg, 'Nd', kg));
    const outputs = [140, 120, 45].map((kg, index) => output(`x${index}`, kg, 'Nd', kg));
    const { closure, movements, warnings } = run(inputs, { outputs, residues: [] });
    expect(closure).toEqual([
      { element: 'Nd', inMg: 325 * KG, outMg: 305 * KG, residueMg: 0, unaccountedMg: 20 * KG, closurePct: 93.8462 },
    ]);
    expect(warnings).toMatchObject([{ code: 'open-balance', element: 'Nd' }]);
    const massChange = postingsOf(movements).filter(({ to }) => to === 'world:mass-change');
    expect(massChange.reduce((sum, { massMg }) => sum + massMg, 0)).toBe(20 * KG);
  });
});

describe('the two-product formula', () => {
  it('closes, and recovers 81.6327 % in 8.16327 % of the mass', () => {
    // processconvert.com, two-product formula: feed 1 % Cu, concentrate 10 %, tailings 0.2 %. From 9,800 kg: 98 kg of Cu; 800 kg of
    // concentrate hold 80 kg and 9,000 kg of tailings 18 kg. 800 / 9,800 = 8.16327 %, 80 / 98 = 81.6327 %.
    const { closure, warnings, outputHoldings } = run([fed('A', 9_800, 'Cu', 98)], {
      outputs: [output('concentrate', 800, 'Cu', 80)],
      residues: [{ dryMg: ofMg(9_000 * KG), elementsMg: new Map([['Cu', ofMg(18 * KG)]]) }],
    });
    expect(closure).toEqual([
      { element: 'Cu', inMg: 98 * KG, outMg: 80 * KG, residueMg: 18 * KG, unaccountedMg: 0, closurePct: 100 },
    ]);
    expect(warnings).toEqual([]);
    expect(totalMg(outputHoldings[0] ?? [], 'Cu') / closure[0]!.inMg).toBeCloseTo(0.816327, 6);
  });
});

describe('the stoichiometry of samarium magnets', () => {
  // IUPAC 2021 atomic weights (Prohaska et al. 2022): Sm 150.36, Co 58.933194.
  it.each([
    ['SmCo5', { Sm: 337_868, Co: 662_132 }, [1, 5]],
    ['Sm2Co17', { Sm: 230_864, Co: 769_136 }, [2, 17]],
  ] as const)('of %s is that of the catalogue’s atomic weights', (_, composition, [samarium, cobalt]) => {
    const weights = ['Sm', 'Co'].map((element) => catalogue.formula(element)?.atomicWeight ?? 0);
    const [Sm = 0, Co = 0] = [samarium * (weights[0] ?? 0), cobalt * (weights[1] ?? 0)];
    expect([Sm, Co].map((mass) => Math.round((mass * KG) / (Sm + Co)))).toEqual(Object.values(composition));
    // A tonne of it.
    expect([...elementMassesMg(ofMg(1000 * KG), ofPpm(composition), catalogue).values()]).toEqual(
      Object.values(composition).map((ppm) => ppm * 1000),
    );
  });
});

/** The ladder of agreement A at the plant, from what the books count. */
function ladder(books: SimulatedBooks): ReturnType<typeof ladderOf> {
  const rows = Object.entries(books.allTotals()).flatMap(([key, massMg]): TotalRow[] => {
    const { subject, ...total } = JSON.parse(key) as Omit<TotalRow, 'measure'> & { subject: Measure };
    return MEASURES.includes(subject) ? [{ ...total, measure: subject, massMg: ofMg(massMg) }] : [];
  });
  return ladderOf({
    agreementId: 'A',
    generatorId: 'plant',
    recyclerId: 'recycler',
    rows,
    cumulativeRows: rows,
    withoutAssay: NOTHING_WITHOUT_ASSAY,
    rareEarths: RARE_EARTHS,
  });
}

/** Pure metal all the way, so that only what goes round matters. */
const PURE: CompositionPpm = ofPpm({ Nd: 1_000_000 });

/**
 * So many passes of a loop: each charges `freshMg` of primary metal and all that came back; of the charge a share becomes
 * swarf, which goes to the recycler and comes back without loss. The last swarf waits at the plant.
 */
function loop(passes: number, freshMg: number, sharePct: number): { books: SimulatedBooks; chargedMg: number[] } {
  const books = new SimulatedBooks();
  const chargedMg: number[] = [];
  for (let pass = 1; pass <= passes; pass++) {
    const backMg = pass === 1 ? 0 : totalMg(books.stock(`x${pass - 1}`), DRY_MASS);
    if (backMg > 0) books.charge(`x${pass - 1}`, backMg);
    books.log(`fresh${pass}`, freshMg, { kind: 'primary', ownAssay: PURE });
    books.charge(`fresh${pass}`, freshMg);
    chargedMg.push(freshMg + backMg);
    const swarfMg = Math.round(((freshMg + backMg) * sharePct) / 100);
    books.log(`swarf${pass}`, swarfMg, { agreementId: 'A', ownAssay: PURE });
    if (pass === passes) break;
    books.dispatch(`out${pass}`, [`swarf${pass}`], 'r1');
    books.receive([{ batchId: `swarf${pass}`, dryMg: swarfMg }]);
    books.run(
      `run${pass}`,
      { [`swarf${pass}`]: swarfMg },
      { outputs: { [`x${pass}`]: [swarfMg, PURE] }, otherFeed: [], residues: [] },
    );
    books.dispatch(`back${pass}`, [`x${pass}`], 'p1');
    books.receive([{ batchId: `x${pass}`, dryMg: swarfMg }]);
  }
  return { books, chargedMg };
}

describe('a loop of several passes', () => {
  // ODYM tutorial 1, https://github.com/IndEcol/ODYM/blob/master/docs/tutorials/tutorial_1.ipynb: a = D, d = alpha b,
  // a + d = b, so b = D / (1 - alpha) once it has settled. D = 10 kg, alpha = 0.3.
  it('counts each pass once on every rung, and swarf stays pre-consumer however often it goes round', () => {
    const { books, chargedMg } = loop(3, 10 * KG, 30);
    expect(chargedMg).toEqual([10_000_000, 13_000_000, 13_900_000]);
    // By-products 3, 3.9 and 4.17 kg, of which the first two went round.
    const [Nd] = ladder(books).elements;
    expect(Nd?.massMg).toMatchObject({
      generated: 11_070_000,
      sent: 6_900_000,
      confirmed: 6_900_000,
      processed: 6_900_000,
      recovered: 6_900_000,
      returned: 6_900_000,
      consumed: 6_900_000,
      primaryConsumed: 30_000_000,
      otherRecycledConsumed: 0,
      unaccounted: 0,
    });
    // 6.9 / 36.9; the ceiling is 11.07 / 36.9 = alpha.
    expect(Nd?.pct).toMatchObject({ recovery: 100, closedLoopReturn: 100, primaryReplacement: 18.6992, ceiling: 30 });
    const origins = books.entries.flatMap(({ postings }) => postings.filter(({ agreementId }) => agreementId === 'A'));
    expect(new Set(origins.map(({ origin }) => origin))).toEqual(new Set(['pre-consumer']));
  });

  it('comes to the published flows: 14.285714 kg charged, of which 4.285714 kg went round', () => {
    // 10 x (1 - 0.3^16) / 0.7 = 14.2857142 kg.
    const { chargedMg } = loop(16, 10 * KG, 30);
    expect(chargedMg.at(-1)).toBe(14_285_714);
    expect((chargedMg.at(-1) ?? 0) - 10 * KG).toBe(4_285_714);
  });
});

describe('the yield of slicing and grinding', () => {
  // himagnet.com, slicing and grinding block magnets: 70 to 85 % and 85 to 95 % of the mass stay, 59.5 to 80.75 % of both; so 40.5 to
  // 19.25 % become by-product. One pass of 1,000 kg, all of it recycled without loss: no more than that can replace primary metal.
  it.each([
    [70, 85, 405 * KG, 40.5],
    [85, 95, 192.5 * KG, 19.25],
  ])('of %i and %i %% is the ceiling of the loop', (slicingPct, grindingPct, swarfMg, ceiling) => {
    const sharePct = 100 - (slicingPct * grindingPct) / 100;
    const [Nd] = ladder(loop(1, 1000 * KG, sharePct).books).elements;
    expect(Nd?.massMg.generated).toBe(swarfMg);
    // Before anything was recycled there is no recovery, and so no ceiling; after two passes there is.
    expect(Nd?.pct.ceiling).toBeNull();
    expect(ladder(loop(2, 1000 * KG, sharePct).books).elements[0]?.pct.ceiling).toBe(ceiling);
  });
});
