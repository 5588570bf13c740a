import type { Reader } from './canaries.js';
import { SIDES } from './canary-cast.js';
import type { CanaryDesk, Thing } from './canary-desk.js';

const { A, B, D } = SIDES;

/** Tells the history: what the sides do under their agreements, and what is nobody's business but the doers'. */
export async function tell(desk: CanaryDesk): Promise<void> {
  const oxides = await recycle(desk);
  await sellOn(desk);
  await departures(desk);
  await atTheCustomer(desk, oxides.sold);
  await atThePlant(desk, oxides.returned);
  await throughTheProcessor(desk, oxides.processed);
  await atTheRecycler(desk, oxides.kept);
  await magnets(desk);
}

interface Oxides {
  readonly returned: Thing;
  readonly sold: Thing;
  readonly kept: Thing;
  readonly processed: Thing;
}

/** Two generators' drums and feed of its own become four batches of oxide at the first recycler. */
async function recycle(desk: CanaryDesk): Promise<Oxides> {
  const { players } = desk.cast;
  const { G1, G2, R1 } = players;
  const one = await desk.drum(G1, "the plant's drum", A);
  const two = await desk.drum(G1, "the plant's other drum", A);
  const other = await desk.drum(G2, "the other plant's drum", B);
  await desk.ship([one], [G1, R1], { what: "the plant's shipment", readers: A, day: '03-03' });
  // Of the second one a part is refused.
  const refusedKg = desk.canaries.figure('refused mass', 50, A);
  const refusal = { refusedKg, refusalReason: desk.word('refusal reason', A) };
  await desk.ship([two], [G1, R1], { what: 'the refused shipment', readers: A, day: '03-03', line: refusal });
  await desk.ship([other], [G2, R1], { what: "the other plant's shipment", readers: B, day: '03-03' });
  const sees: Readonly<Record<keyof Oxides, readonly Reader[]>> = {
    returned: ['R1', 'G1', 'aG1', 'aR1'],
    sold: ['R1', 'C'],
    kept: ['R1'],
    processed: ['R1', 'P'],
  };
  const names = Object.keys(sees) as (keyof Oxides)[];
  const outputs = names.map((name, index) => ({
    name: `the ${name} oxide`,
    readers: sees[name],
    kg: desk.canaries.figure(`mass of the ${name} oxide`, 150 + index, sees[name]),
  }));
  const inputs = [one, { ...two, kg: 800 }, other];
  const run = { inputs, outputs, day: '03-10', own: ['R1'] as const, feedKg: 60 };
  const ids: readonly Reader[] = ['R1', 'G1', 'G2', 'aG1', 'aR1', 'bG2', 'bR1'];
  const made = await desk.run(R1, "the recycler's run", { ...run, ids });
  return Object.fromEntries(names.map((name, index) => [name, made[index]])) as unknown as Oxides;
}

/** By-product of the plant goes on to the recycler's customer, who makes something of it. */
async function sellOn(desk: CanaryDesk): Promise<void> {
  const { G1, R1, C } = desk.cast.players;
  const drum = await desk.drum(G1, 'the drum that is sold on', A, ['C']);
  await desk.ship([drum], [G1, R1], { what: 'the shipment before the sale', readers: A, day: '03-03' });
  await desk.ship([drum], [R1, C], { what: 'the onward sale', readers: ['R1', 'C'], day: '03-06' });
  await desk.post(`/batches/${drum.id}/assays`, desk.assay("the customer's sample", ['C'], 31), C);
  // Of the material itself the sides of its agreement may know how much there is, unnamed.
  const figures = [...A, 'C'] as const;
  await desk.dispose(drum, C, { what: "the customer's waste", kind: 'disposed', above: 11, day: '03-07', figures });
  const code = desk.word("code of the customer's part", ['C']);
  const dryKg = desk.canaries.figure("mass of the customer's part", 100, figures);
  const split = { occurredAt: '2027-03-08T09:00:00Z', parts: [{ code, dryKg }] };
  const { parts } = await desk.post(`/batches/${drum.id}/splits`, split, C);
  desk.canaries.id("id of the customer's part", parts[0].id, ['C']);
  const kg = desk.canaries.figure("mass of the customer's product", 30, ['C']);
  const [made] = await desk.run(C, "the customer's run", {
    inputs: [{ ...drum, kg: 200 }],
    day: '03-09',
    own: ['C'],
    ids: ['C'],
    feedKg: 5,
    outputs: [{ name: "the customer's product", kg, readers: ['C'] }],
  });
  desk.canaries.id("id of the customer's product", made?.id ?? '', ['C']);
}

/** What leaves the plant another way, with and without leave. */
async function departures(desk: CanaryDesk): Promise<void> {
  const { G1, R2, S } = desk.cast.players;
  const drum = await desk.drum(G1, 'the drum that stays', A);
  const common = { day: '03-04', figures: A } as const;
  await desk.dispose(drum, G1, { ...common, what: 'reuse', kind: 'reused-in-process', above: 10 });
  const carveOut = { carveOut: 'research-sample', reason: desk.word('reason of the sample', A) };
  await desk.dispose(drum, G1, { ...common, what: 'a sample', kind: 'sold-elsewhere', above: 3, more: carveOut });
  const breach = { breach: { reason: desk.word('breach', A) }, reason: desk.word('reason beside the breach', A) };
  await desk.dispose(drum, G1, { ...common, what: 'a breach', kind: 'sold-elsewhere', above: 4, more: breach });
  const slip = await desk.dispose(drum, G1, { ...common, what: 'a slip', kind: 'reused-in-process', above: 5 });
  await desk.post(`/entries/${slip}/reversal`, { reason: desk.word("reason of the plant's reversal", ['G1']) }, G1);

  const dealt = await desk.drum(G1, 'the drum for the dealer', A, ['S']);
  const told = { breach: { reason: desk.word('breach by shipment', A) }, reason: desk.word('reason beside that', A) };
  await desk.ship([dealt], [G1, S], { what: 'the breach', readers: [...A, 'S'], day: '03-05', more: told });
  await desk.dispose(dealt, S, {
    what: "the dealer's waste",
    kind: 'disposed',
    above: 7,
    day: '03-06',
    figures: [...A, 'S'],
  });

  const site = { ...G1, site: desk.cast.secondSite };
  const second = await desk.drum(site, "the second site's drum", D);
  await desk.ship([second], [site, R2], { what: "the second site's shipment", readers: D, day: '03-03' });
  const waste = { what: "the other recycler's waste", kind: 'disposed', above: 8, day: '03-06' };
  await desk.dispose(second, R2, { ...waste, figures: D });
}

/** Mixed oxide that was sold: what becomes of it there is the customer's affair. */
async function atTheCustomer(desk: CanaryDesk, oxide: Thing): Promise<void> {
  const { R1, C } = desk.cast.players;
  await desk.ship([oxide], [R1, C], { what: 'the sale of oxide', readers: ['R1', 'C'], day: '03-12' });
  await desk.post(`/batches/${oxide.id}/assays`, desk.assay("the customer's sample of oxide", ['C'], 79), C);
  const own = { day: '03-13', figures: ['C'] } as const;
  await desk.dispose(oxide, C, { ...own, what: "the customer's lost oxide", kind: 'disposed', above: 9 });
  const code = desk.word('code of the part that comes back', ['C', 'R1']);
  const dryKg = desk.canaries.figure('mass of the part that comes back', 40, ['C', 'R1']);
  const parts = { occurredAt: '2027-03-14T09:00:00Z', parts: [{ code, dryKg }] };
  const split = await desk.post(`/batches/${oxide.id}/splits`, parts, C);
  const part = { id: split.parts[0].id, kg: dryKg };
  if (desk.canaries.flips()) {
    await desk.ship([part], [C, R1], { what: 'the return', readers: ['C', 'R1'], day: '03-15' });
    await desk.dispose(part, R1, { what: 'what came back', kind: 'disposed', above: 2, day: '03-16', figures: ['R1'] });
  } else {
    await desk.dispose(part, C, { ...own, what: 'what stayed', kind: 'disposed', above: 2, day: '03-16' });
  }
}

/** Oxide comes back to the plant, which charges it beside bought metal. */
async function atThePlant(desk: CanaryDesk, oxide: Thing): Promise<void> {
  const { G1, R1 } = desk.cast.players;
  const more = { agreementId: desk.cast.a };
  await desk.ship([oxide], [R1, G1], { what: 'the way back', readers: A, day: '03-12', more });
  const own = ['G1'] as const;
  // What is inside the plant is for it and for the auditors that it invited: where its material comes from, too.
  const inside = ['G1', 'aG1'] as const;
  const supply = await desk.post(
    '/supplies',
    {
      siteId: G1.site,
      code: desk.word('code of the supply', own),
      occurredAt: '2027-03-12T12:00:00Z',
      product: 'Nd metal',
      supplierName: desk.word('supplier', own),
      originCountry: desk.canaries.country('mine of the supply', inside),
      separationCountry: desk.canaries.country('separation of the supply', inside),
      metalCountry: desk.canaries.country('metal of the supply', inside),
      netKg: desk.canaries.figure('mass of the supply', 500, own),
      note: desk.word('note on the supply', own),
      assay: desk.assay('the supply', own, 99),
    },
    G1,
  );
  desk.canaries.id('id of the supply', supply.id, own);
  const file = `code,${desk.word('column of a file', own)}\r\n${desk.word('cell of a file', own)},1\r\n`;
  desk.canaries.id('id of an import', await desk.file('supplies', file, G1), own);
  const charge = async (batchId: string, dryKg: number): Promise<{ id: string; entryId: string }> =>
    desk.post('/charges', { siteId: G1.site, batchId, dryKg, occurredAt: '2027-03-20T12:00:00Z' }, G1);
  const bought = await charge(supply.id, desk.canaries.figure('charge of bought metal', 77, ['G1', 'aG1']));
  desk.canaries.id('id of the charge of bought metal', bought.id, own);
  desk.canaries.id('entry of the charge of bought metal', bought.entryId, own);
  await charge(oxide.id, 60);
  const count = await desk.post(
    `/sites/${G1.site}/counts`,
    {
      countedOn: '2027-03-31',
      note: desk.word('note on the count', inside),
      reason: desk.word('reason of the count', inside),
      lines: [
        {
          stage: 'powder',
          dryKg: desk.canaries.figure('counted mass', 83, inside),
          assay: { laboratory: desk.word('laboratory of the count', inside), method: 'XRF', composition: { Nd: 30 } },
        },
      ],
    },
    G1,
  );
  desk.canaries.id('id of the count', count.id, inside);
  const kg = desk.canaries.figure('mass of the alloy', 55, own);
  await desk.run(G1, "the plant's run", {
    inputs: [
      { ...oxide, kg: 40 },
      { id: supply.id, kg: 30 },
    ],
    day: '03-21',
    own,
    feedKg: 6,
    // The recycler knows of the use of what it sent, its auditors of their one agreement.
    ids: ['G1', 'R1', 'aG1', 'aR1'],
    outputs: [{ name: 'the alloy', kg, readers: own }],
  });
}

/** What the plant makes: its own business, and that of the auditors whom it invited, as far as lots and losses are listed. */
async function magnets(desk: CanaryDesk): Promise<void> {
  const { G1 } = desk.cast.players;
  const [own, told] = [['G1'], ['G1', 'aG1']] as const;
  const code = desk.word('code of the grade', told);
  const coatingPct = 2.5;
  const composition = { Nd: 24.5, Fe: 70 };
  const grade = await desk.post('/grades', { code, alloy: 'NdFeB', from: '2027-01-01', composition, coatingPct }, G1);
  desk.canaries.id('id of the grade', grade.id, told);
  const lot = {
    siteId: G1.site,
    gradeId: grade.id,
    code: desk.word('code of the lot', told),
    occurredAt: '2027-03-22T12:00:00Z',
    netKg: desk.canaries.figure('mass of the lot', 41, told),
    pieces: 500,
    heat: desk.word('heat of the lot', told),
    note: desk.word('note on the lot', told),
  };
  const made = await desk.post('/magnet-lots', lot, G1);
  desk.canaries.id('id of the lot', made.id, told);
  const delivered = {
    kind: 'delivered',
    dryKg: desk.canaries.figure('mass that is delivered', 12, own),
    destination: desk.word('customer of the magnets', own),
    occurredAt: '2027-03-23T12:00:00Z',
  };
  const { entryId } = await desk.post(`/batches/${made.id}/dispositions`, delivered, G1);
  desk.canaries.id('entry of the delivery', entryId, own);
  const returnedFrom = { customer: desk.word('customer that sends back', told), use: 'unused' };
  await desk.post('/magnet-lots', { ...lot, code: desk.word('code of the returned lot', told), returnedFrom }, G1);
  const loss = {
    siteId: G1.site,
    occurredAt: '2027-03-24T12:00:00Z',
    lines: [{ element: 'Nd', kg: desk.canaries.figure('mass that is lost', 3, told) }],
    basis: 'measured',
    reason: desk.word('reason of the loss', told),
    document: desk.word('document of the loss', told),
  };
  desk.canaries.id('id of the loss', (await desk.post('/process-losses', loss, G1)).id, told);
}

/** Oxide goes to the processor that the agreement names, and from there as metal to the plant. */
async function throughTheProcessor(desk: CanaryDesk, oxide: Thing): Promise<void> {
  const { R1, P, G1 } = desk.cast.players;
  const readers: readonly Reader[] = [...A, 'P'];
  const more = { agreementId: desk.cast.a };
  await desk.ship([oxide], [R1, P], { what: 'the way to the processor', readers, day: '03-12', more });
  const kg = desk.canaries.figure('mass of the metal', 70, ['P', 'G1', 'aG1', 'aR1']);
  const [metal] = await desk.run(P, "the processor's run", {
    inputs: [{ ...oxide, kg: 100 }],
    day: '03-18',
    own: ['P'],
    ids: ['P', 'G1', 'R1', 'aG1', 'aR1'],
    feedKg: 4,
    outputs: [{ name: 'the metal', kg, readers: ['P', 'G1', 'aG1', 'aR1'], product: 'NdPr metal' }],
  });
  if (!metal) throw new Error('The processor made nothing.');
  await desk.ship([metal], [P, G1], { what: 'the metal to the plant', readers: ['P', 'G1'], day: '03-20' });
  const own = { day: '03-22', figures: ['G1'] } as const;
  await desk.dispose(metal, G1, { ...own, what: "the plant's metal", kind: 'sold-elsewhere', above: 12 });
}

/** What the recycler does with what it keeps. */
async function atTheRecycler(desk: CanaryDesk, oxide: Thing): Promise<void> {
  const { G1, R1 } = desk.cast.players;
  const own = { day: '03-12', figures: ['R1'] } as const;
  await desk.dispose(oxide, R1, { ...own, what: "the recycler's sale", kind: 'sold-elsewhere', above: 13 });
  const slip = await desk.dispose(oxide, R1, { ...own, what: "the recycler's slip", kind: 'disposed', above: 14 });
  await desk.post(`/entries/${slip}/reversal`, { reason: desk.word("reason of the recycler's reversal", ['R1']) }, R1);
  const drum = await desk.drum(G1, 'the drum that is thrown away', A);
  await desk.ship([drum], [G1, R1], { what: 'the shipment of that', readers: A, day: '03-03' });
  const waste = { what: 'by-product thrown away', kind: 'disposed', above: 15, day: '03-13' };
  await desk.dispose(drum, R1, { ...waste, figures: A });
}
