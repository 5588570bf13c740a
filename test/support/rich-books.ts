import { agreementBody, assayOf, otherAgreement, sludge } from './loop.js';
import { output, RunDesk } from './run-desk.js';
import { asAnnounced, ShippingDesk } from './shipping.js';
import type { TestApp } from './test-app.js';
import { toldLoop } from './told-loop.js';
import { created, type Person, type World } from './world.js';

const at = (day: string, hour = 8): string => `2027-${day}T${String(hour).padStart(2, '0')}:00:00-05:00`;

/**
 * Books in which everything has happened once: what was logged, edited, split, assayed late, counted, reused, sold, carved out
 * and booked as a breach; shipments planned, cancelled, on their way, refused in part and whole, in dispute, settled by both
 * sides; runs closed and reversed; charges; agreements stamped, amended and about to end. All of it over HTTP.
 */
export class RichBooks {
  private readonly desk: ShippingDesk;
  agreementId = '';
  /** The shipment of which both sides settled one drum, and which is in dispute about another. */
  disputed = '';

  private constructor(
    private readonly app: TestApp,
    private readonly world: World,
  ) {
    this.desk = new ShippingDesk(app, world);
  }

  static async told(app: TestApp, world: World): Promise<RichBooks> {
    const books = new RichBooks(app, world);
    books.agreementId = (await toldLoop(app, world)).agreementId;
    await books.batches();
    await books.ends();
    await books.shipments();
    await books.runs();
    await books.agreements();
    await books.magnets();
    return books;
  }

  private async batches(): Promise<void> {
    const { plant } = this.world;
    const assayed = await this.desk.drum({ code: 'ASSAYED' });
    await this.post(
      `/batches/${assayed.id}/assays`,
      { ...assayOf({ Nd: 26, Dy: 1 }), sampledAt: at('03-03'), reportNo: 'R 1' },
      plant.operator,
    );
    const { assays } = (await this.app.get(`/batches/${assayed.id}`, this.desk.as(plant))).body as {
      assays: { id: string; composition: { Nd: number } }[];
    };
    const first = assays.find(({ composition }) => composition.Nd === 25)?.id ?? '';
    await this.post(
      `/batches/${assayed.id}/assays/${first}/force`,
      { reason: 'The later sample was mixed up' },
      plant.operator,
    );
    const edited = await this.desk.drum({ code: 'EDITED' });
    const headers = { 'if-match': `"${String(edited['version'])}"` };
    const edit = await this.app.patch(`/batches/${edited.id}`, { grossKg: 1030 }, { ...this.desk.as(plant), headers });
    this.desk.done(edit, 200);
    await this.desk.drum({ code: 'ESTIMATED', estimated: true, assay: undefined });
    const reclaimableInProcess = { answer: 'yes', reason: 'Clean' };
    await this.desk.drum({ code: 'RECLAIMABLE', reclaimableInProcess });
    const split = await this.desk.drum({ code: 'SPLIT', alloy: 'NdFeB' });
    await this.post(
      `/batches/${split.id}/splits`,
      { occurredAt: at('03-03'), parts: [{ dryKg: 80 }, { dryKg: 100 }] },
      plant.operator,
    );
    const gone = await this.desk.drum({ code: 'NEVER' });
    await this.reverse(await this.latestOn(gone.id), plant.operator);
  }

  private async ends(): Promise<void> {
    const { plant } = this.world;
    const dispose = async (code: string, body: object, by: Person = plant.admin): Promise<string> => {
      const { id } = await this.desk.drum({ code });
      const act = { occurredAt: at('03-04'), reason: 'For a reason', ...body };
      return ((await this.post(`/batches/${id}/dispositions`, act, by)) as unknown as { entryId: string }).entryId;
    };
    await dispose('SAMPLED', { kind: 'disposed', dryKg: 1, carveOut: 'research-sample', destination: 'A university' });
    await dispose('BREACHED', { kind: 'sold-elsewhere', breach: { reason: 'It was sold by mistake' } });
    await dispose('REUSED', { kind: 'reused-in-process', dryKg: 80 });
    await dispose('COUNTED', { kind: 'stock-difference', dryKg: 879.5 });
    await dispose('FOUND', { kind: 'stock-difference', dryKg: 880.5 });
    await this.reverse(await dispose('KEPT', { kind: 'reused-in-process' }), plant.admin);
  }

  private async shipments(): Promise<void> {
    const { plant, recycler } = this.world;
    const drum = (code: string) => this.desk.drum({ code });
    await this.desk.planned([(await drum('PLANNED')).id], { plannedOn: '2027-07-01', carrier: 'A carrier' });
    const cancelled = await this.desk.planned([(await drum('CANCELLED')).id]);
    this.desk.done(await this.app.post(`/shipments/${cancelled.id}/cancellation`, {}, this.desk.as(plant)), 200);
    await this.desk.sent([(await drum('ON-ITS-WAY')).id]);
    const own = await drum('MOVED');
    const moved = await this.desk.sent([own.id], { toSiteId: plant.sites[1] });
    this.desk.done(await this.desk.receive(moved.id, [asAnnounced(own)], { by: plant }), 200);
    const whole = await drum('REFUSED');
    const refused = await this.desk.sent([whole.id]);
    const line = { ...asAnnounced(whole), refusedKg: 1000, refusalReason: 'Not ours' };
    this.desk.done(await this.desk.receive(refused.id, [line]), 200);
    const [open, agreed] = [await drum('OPEN'), await drum('AGREED')];
    const { id } = await this.desk.sent([open.id, agreed.id]);
    const heavy = [open, agreed].map((one) => ({ ...asAnnounced(one), grossKg: 1050 }));
    this.desk.done(await this.desk.receive(id, heavy), 200);
    const named = (dryKg: number, batchId: string) => [{ batchId, dryKg }];
    this.desk.done(await this.desk.settle(id, named(890, agreed.id), plant), 200);
    this.desk.done(await this.desk.settle(id, named(890, agreed.id), recycler), 200);
    this.desk.done(await this.desk.settle(id, named(881, open.id), plant), 200);
    this.disputed = id;
    await this.reverse(await this.latestOn(agreed.id), plant.operator);
  }

  private async runs(): Promise<void> {
    const { recycler } = this.world;
    const desk = new RunDesk(this.app, this.world);
    const run = (more: object) => desk.closed({ kind: 'separation', occurredAt: at('03-12'), ...more });
    const inputs = async (): Promise<object[]> => [{ batchId: (await this.desk.delivered()).id, dryKg: 400 }];
    const made = (Nd: number, netKg = 100) => [output('rMREO', netKg, { Nd }, { code: `OUT-${Nd}` })];
    const undone = await run({ inputs: await inputs(), outputs: made(50) });
    await this.reverse(await this.latestOn(undone.id), recycler.operator);
    const first = await run({ inputs: await inputs(), outputs: made(60) });
    await this.post(
      `/batches/${first.outputs[0]?.id ?? ''}/assays`,
      { ...assayOf({ Nd: 61 }), sampledAt: at('03-13') },
      recycler.operator,
    );
    await run({ inputs: [{ batchId: first.outputs[0]?.id, dryKg: 40 }], outputs: made(59, 40) });
    await run({
      inputs: await inputs(),
      outputs: made(99, 120),
      override: { reason: 'We vouch for it' },
    });
  }

  private async agreements(): Promise<void> {
    const { plant, recycler, otherPlant, auditor } = this.world;
    const early = sludge(this.world, { siteId: otherPlant.sites[0], code: 'EARLY', assay: assayOf({ Nd: 25 }) });
    await this.post('/batches', early, otherPlant.operator);
    const { id } = await otherAgreement(this.app, this.world);
    await this.post(
      `/agreements/${id}/amendments`,
      { startsOn: '2027-08-01', coverageTargetPct: 90 },
      otherPlant.admin,
    );
    for (const { admin } of [otherPlant, recycler]) await this.post(`/agreements/${id}/signatures`, {}, admin);
    await this.post(
      `/agreements/${id}/termination`,
      { endsOn: '2030-12-31', reason: 'The plant closes' },
      recycler.admin,
    );
    await this.post(`/agreements/${id}/signatures`, {}, recycler.admin);
    const invitation = { email: auditor.email, untilOn: '2027-12-31' };
    await this.post(`/agreements/${this.agreementId}/invitations`, invitation, plant.admin);
    const draft = agreementBody(this.world, { reference: 'DRAFT', startsOn: '2040-01-01', endsOn: '2041-12-31' });
    await this.post('/agreements', draft, plant.admin);
  }

  private async magnets(): Promise<void> {
    const { admin, operator, sites } = this.world.plant;
    const composition = { Nd: 24, Fe: 70, Dy: '<0.1' };
    const said = { composition, expandedUncertainty: { Nd: 0.3 }, coatingPct: 2 };
    const grade = await this.post('/grades', { code: 'N42', alloy: 'NdFeB', from: '2027-01-01', ...said }, admin);
    const lot = { siteId: sites[0], gradeId: grade.id, netKg: 10, pieces: 200 };
    const made = await this.post('/magnet-lots', { ...lot, occurredAt: at('03-20'), heat: 'H-1' }, operator);
    const back = { kind: 'back-to-production', dryKg: 1, occurredAt: at('03-21') };
    await this.post(`/batches/${made.id}/dispositions`, back, operator);
    await this.post(`/batches/${made.id}/dispositions`, { kind: 'delivered', occurredAt: at('03-22') }, operator);
    await this.post(`/grades/${grade.id}/versions`, { from: '2027-03-23', ...said, coatingPct: 3 }, admin);
    await this.post('/magnet-lots', { ...lot, occurredAt: at('03-24') }, operator);
    const returnedFrom = { customer: 'Motor works', use: 'used', evidence: 'Protocol 1' };
    await this.post('/magnet-lots', { ...lot, occurredAt: at('03-25'), returnedFrom }, operator);
    const loss = { siteId: sites[0], lines: [{ element: 'Nd', kg: 1 }], basis: 'measured', document: 'ML-1' };
    await this.post('/process-losses', { ...loss, occurredAt: at('03-26'), reason: 'Deposits' }, admin);
  }

  private reverse(entryId: string, by: Person): Promise<object> {
    return this.post(`/entries/${entryId}/reversal`, { reason: 'A mistake' }, by);
  }

  private post(url: string, body: object, { token }: Person): Promise<{ readonly id: string }> {
    return created(this.app, url, body, token);
  }

  private async latestOn(subjectId: string): Promise<string> {
    const [line] = await this.app.store.manager.query<{ entryId: string }[]>(
      `SELECT "entryId" FROM "entry_subject" WHERE "subjectId" = '${subjectId}' AND "latest"`,
    );
    return line?.entryId ?? '';
  }
}
