import { verifyBooks } from '../src/modules/verification/index.js';
import { assayOf, signedAgreement } from './support/loop.js';
import { asAnnounced, ShippingDesk, type WeighedLine } from './support/shipping.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World, type WorldParty } from './support/world.js';

/*
 * Every drum has 1,020 kg gross, 20 kg tare, 12 % moisture: 1,000 kg net, 880 kg dry; with 25 % Nd 220 kg of it. The
 * agreement settles on the receiver's figure within 0.5 %.
 */
describe('receipts', () => {
  let app: TestApp;
  let world: World;
  let desk: ShippingDesk;
  let agreementId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    desk = new ShippingDesk(app, world);
    ({ id: agreementId } = await signedAgreement(app, world));
  });
  afterAll(async () => {
    const { findings } = await app.store.snapshot((manager) => verifyBooks(manager));
    await app.stop();
    expect(findings).toEqual([]);
  });

  const read = async (url: string, party = world.recycler) => (await app.get(url, desk.as(party))).body;
  /** What the books hold of an account's kind and batch, in kilograms. */
  const held = async (batchId: string): Promise<Record<string, number>> => {
    const lines = await app.store.manager.query<{ account: string; commodity: string; massMg: string | number }[]>(
      `SELECT * FROM "balance" WHERE "batchKey" = '${batchId}' AND "massMg" > 0`,
    );
    return Object.fromEntries(lines.map((line) => [`${line.account} ${line.commodity}`, Number(line.massMg) / 1e6]));
  };

  it('takes over what the scale says, also where it is more, and settles within tolerance', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    // 1,004 kg net, 883.52 kg dry: 0.4 % more. Nd by the assay: 25 % of it, 220.88 kg.
    const answer = await desk.receive(id, [{ ...asAnnounced(drum), grossKg: 1024 }]);
    expect(answer.body).toMatchObject({
      status: 'settled',
      receivedOn: '2027-03-05',
      lines: [{ flag: 'within-tolerance', receivedDryKg: 883.52, differenceDryKg: 3.52, acceptedDryKg: 883.52 }],
    });
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'received', remainingDryKg: 883.52 });
    const [site] = world.recycler.sites;
    expect(await held(drum.id)).toEqual({ [`stock:${site} dry-mass`]: 883.52, [`stock:${site} Nd`]: 220.88 });
  });

  it('makes a batch of its own of what is refused, on hand at the sender, as if it had never been sent', async () => {
    const drum = await desk.drum({ occurredAt: '2027-04-02T08:00:00-04:00' });
    const shipment = await desk.planned([drum.id]);
    await desk.dispatch(shipment.id, { occurredAt: '2027-04-03T08:00:00-04:00' });
    const line = { ...asAnnounced(drum), refusedKg: 100, refusalReason: 'Water on top', refusedPieces: 0 };
    const answer = await desk.receive(shipment.id, [line], { occurredAt: '2027-04-05T08:00:00-04:00' });
    // 100 kg wet are 88 kg dry, a tenth of the drum: 22 kg of Nd.
    const [received] = answer.body.lines;
    expect(received).toMatchObject({ refusedKg: 100, refusedDryKg: 88, acceptedDryKg: 792, settledDryKg: 880 });
    const part = await read(`/batches/${received.refusedBatchId}`, world.plant);
    expect(part).toMatchObject({
      code: `${String(drum.code)}/R1`,
      refusedFrom: drum.id,
      status: 'on-hand',
      dryKg: 88,
      remainingDryKg: 88,
      siteId: world.plant.sites[0],
      agreementId,
      stream: 'grinding-sludge-oily',
      occurredOn: '2027-04-02',
      elements: { Nd: { kg: 22 } },
    });
    const coverage = await read(`/agreements/${agreementId}/coverage?from=2027-04-01&to=2027-04-30`);
    expect(coverage).toMatchObject({ generatedDryKg: 880, sentDryKg: 792, onHandDryKg: 88, coveragePct: 100 });
    // Refused by the recycler, it may leave by the carve-out for that; the drum itself may not.
    const dispose = (id: string, party = world.plant) =>
      app.post(
        `/batches/${id}/dispositions`,
        { kind: 'disposed', carveOut: 'recycler-refused', occurredAt: '2027-04-06T08:00:00-04:00' },
        desk.as(party),
      );
    expect((await dispose(part.id)).status).toBe(201);
    expect((await dispose((await desk.drum()).id)).body.code).toBe('exclusivity-breach');
  });

  it('opens the carve-out for what was refused only where the recycler of the agreement refused it', async () => {
    const { plant, otherRecycler, recycler } = world;
    const disposeAs = async (batchId: string) => {
      const body = { kind: 'disposed', carveOut: 'recycler-refused', occurredAt: '2027-03-06T08:00:00-05:00' };
      return (await app.post(`/batches/${batchId}/dispositions`, body, desk.as(plant))).status;
    };
    const refusedBy = async (by: WorldParty, toSiteId: string, refusedKg: number): Promise<string> => {
      const drum = await desk.drum();
      const breach = by === otherRecycler ? { breach: { reason: 'Loaded onto the wrong lorry' } } : {};
      const body = { fromSiteId: plant.sites[0], toSiteId, batchIds: [drum.id], ...breach };
      const { id } = desk.done(await app.post('/shipments', body, { token: plant.admin.token }), 201);
      desk.done(await desk.dispatch(id), 200);
      const line = { ...asAnnounced(drum), refusedKg, refusalReason: 'Wet' };
      const { body: shipment } = await desk.receive(id, [line], { by });
      return shipment.lines[0].refusedBatchId;
    };
    // All of a drum, or 400 kg net of it as a part.
    for (const refusedKg of [1000, 400]) {
      expect(await disposeAs(await refusedBy(plant, plant.sites[1], refusedKg))).toBe(409);
      expect(await disposeAs(await refusedBy(otherRecycler, otherRecycler.sites[0], refusedKg))).toBe(409);
      expect(await disposeAs(await refusedBy(recycler, recycler.sites[0], refusedKg))).toBe(201);
    }
  });

  it('leaves the report provisional where a batch in dispute travelled beside one of no agreement', async () => {
    const covered = await desk.drum();
    const before = await desk.drum({ occurredAt: '2026-12-30T08:00:00-05:00' });
    const { id } = await desk.sent([covered.id, before.id]);
    const lines = [{ ...asAnnounced(covered), grossKg: 820 }, asAnnounced(before)];
    const { body } = await desk.receive(id, lines, { occurredAt: '2027-05-05T08:00:00-04:00' });
    expect(body).toMatchObject({ agreementId: null, status: 'in-dispute' });
    const report = await read(`/reports/circularity?agreementId=${agreementId}&from=2027-05-01&to=2027-05-31`);
    // 800 kg net are 704 kg dry.
    expect(report).toMatchObject({ dataState: 'provisional', warnings: [{ code: 'in-dispute', dryKg: 704 }] });
  });

  describe('in dispute', () => {
    // 970 kg net instead of 1,000: 853.6 kg dry, 3 % less.
    const light = async () => {
      const [drum, good] = [await desk.drum(), await desk.drum()];
      const { id } = await desk.sent([drum.id, good.id]);
      const answer = await desk.receive(id, [{ ...asAnnounced(drum), grossKg: 990 }, asAnnounced(good)]);
      return { id, drum, good, answer };
    };

    it('is the batch alone; the others settle themselves', async () => {
      const { answer, drum } = await light();
      expect(answer.body).toMatchObject({
        status: 'in-dispute',
        lines: [
          { flag: 'out-of-tolerance', settled: false, settledDryKg: null, acceptedDryKg: 853.6 },
          { flag: 'within-tolerance', settled: true, settledDryKg: 880 },
        ],
      });
      expect(await read(`/batches/${drum.id}`)).toMatchObject({ remainingDryKg: 853.6 });
      const report = await read(`/reports/circularity?agreementId=${agreementId}&from=2027-03-01&to=2027-03-31`);
      expect(report).toMatchObject({ dataState: 'provisional' });
      expect(report.warnings.map(({ code }: { code: string }) => code)).toContain('in-dispute');
    });

    it('ends when both sides have named the same figure, and then books the difference', async () => {
      const { id, drum, good } = await light();
      const named = (dryKg: number) => [{ batchId: drum.id, dryKg }];
      expect((await desk.settle(id, named(870), world.plant)).body).toMatchObject({
        status: 'in-dispute',
        lines: [{ senderNamedDryKg: 870, receiverNamedDryKg: null, settled: false }, {}],
      });
      expect((await desk.settle(id, named(860), world.recycler)).body.status).toBe('in-dispute');
      const settled = await desk.settle(id, named(860), world.plant);
      expect(settled.body).toMatchObject({ status: 'settled', lines: [{ settledDryKg: 860, acceptedDryKg: 860 }, {}] });
      // 860 kg at 25 % Nd: 215 kg.
      const [site] = world.recycler.sites;
      expect(await held(drum.id)).toEqual({ [`stock:${site} dry-mass`]: 860, [`stock:${site} Nd`]: 215 });
      expect((await desk.settle(id, named(860), world.plant)).body.code).toBe('shipment-state');
      const other = await light();
      const wrong = await desk.settle(other.id, [{ batchId: other.good.id, dryKg: 1 }], world.plant);
      expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/lines/0/batchId']);
      expect(good.id).not.toBe(other.good.id);
    });

    it('cannot end below what was drawn meanwhile, nor travel on', async () => {
      const { id, drum } = await light();
      const sold = { kind: 'disposed', dryKg: 850, occurredAt: '2027-03-06T08:00:00-05:00' };
      expect((await app.post(`/batches/${drum.id}/dispositions`, sold, desk.as(world.recycler))).status).toBe(201);
      await desk.settle(id, [{ batchId: drum.id, dryKg: 849 }], world.plant);
      const below = await desk.settle(id, [{ batchId: drum.id, dryKg: 849 }], world.recycler);
      expect([below.status, below.body.code]).toEqual([409, 'settlement-below-drawn']);
      const onward = { fromSiteId: world.recycler.sites[0], toSiteId: world.recycler.sites[1] };
      expect((await desk.plan([drum.id], onward, world.recycler)).body.code).toBe('in-dispute');
    });

    it('leaves nothing of a batch that was as light as what was drawn of it, which then has ended', async () => {
      const { id, drum } = await light();
      const settle = async (dryKg: number, batchId = drum.id, shipmentId = id) => {
        for (const party of [world.plant, world.recycler]) await desk.settle(shipmentId, [{ batchId, dryKg }], party);
      };
      const sold = { kind: 'sold-elsewhere', dryKg: 850, occurredAt: '2027-03-06T08:00:00-05:00' };
      expect((await app.post(`/batches/${drum.id}/dispositions`, sold, desk.as(world.recycler))).status).toBe(201);
      expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'received', remainingDryKg: 3.6 });
      await settle(850);
      expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'sold-elsewhere', remainingDryKg: 0 });
      // Taken back by both sides, the weight is open again and what it left is there.
      const { entryId } = await read(`/shipments/${id}`);
      for (const party of [world.plant, world.recycler]) {
        await app.post(`/entries/${entryId}/reversal`, { reason: 'Misread' }, desk.as(party));
      }
      expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'received', remainingDryKg: 3.6 });
      await settle(860);
      expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'received', remainingDryKg: 10 });
      const other = await light();
      await settle(0, other.drum.id, other.id);
      expect(await read(`/batches/${other.drum.id}`)).toMatchObject({ status: 'counted-out', remainingDryKg: 0 });
    });

    it('settles once where both sides say the same many times at once', async () => {
      const { id, drum } = await light();
      const calls = Array.from({ length: 6 }, (_, index) =>
        desk.settle(id, [{ batchId: drum.id, dryKg: 861 }], index % 2 === 0 ? world.plant : world.recycler),
      );
      const statuses = (await Promise.all(calls)).map(({ status }) => status);
      expect(statuses.every((status) => status === 200 || status === 409)).toBe(true);
      expect(await read(`/batches/${drum.id}`)).toMatchObject({ remainingDryKg: 861 });
      const lines = await app.store.manager.query<object[]>(
        `SELECT 1 FROM "batch_event" WHERE "batchId" = '${drum.id}' AND "kind" = 'settled'`,
      );
      expect(lines).toHaveLength(1);
    });
  });

  it('settles an estimate on the receiver, and disputes a difference in pieces', async () => {
    const [guess, pieces] = [await desk.drum({ estimated: true }), await desk.drum({ pieces: 4 })];
    const { id } = await desk.sent([guess.id, pieces.id]);
    const lines = [
      { ...asAnnounced(guess), grossKg: 820 },
      { ...asAnnounced(pieces), pieces: 3 },
    ];
    // 800 kg net, 704 kg dry: 20 % less than the estimate.
    expect((await desk.receive(id, lines)).body).toMatchObject({
      lines: [
        { flag: 'estimated', settled: true, settledDryKg: 704 },
        { flag: 'significant', settled: false, pieces: 3 },
      ],
    });
  });

  it('takes a weight for an estimate only until somebody has weighed the batch', async () => {
    const { recycler } = world;
    const drum = await desk.drum({ estimated: true, occurredAt: '2027-06-01T08:00:00-04:00' });
    const occurredAt = '2027-06-02T08:00:00-04:00';
    const move = async (line: WeighedLine, more: Record<string, unknown>, by: WorldParty) => {
      const { id } = await desk.planned([drum.id], more, by);
      desk.done(await desk.dispatch(id, { occurredAt }, by), 200);
      return { id, receive: () => desk.receive(id, [line], { occurredAt }) };
    };
    const codes = async (): Promise<string[]> => {
      const path = `/reports/circularity?agreementId=${agreementId}&from=2027-06-01&to=2027-06-30`;
      return (await read(path)).warnings.map(({ code }: { code: string }) => code);
    };
    // 900 kg net where 1,000 were guessed: the receiver's 792 kg dry hold.
    const arrival = await move({ ...asAnnounced(drum), grossKg: 920 }, {}, world.plant);
    expect(await codes()).toEqual(['estimated']);
    expect((await arrival.receive()).body.lines[0]).toMatchObject({ flag: 'estimated', settledDryKg: 792 });
    // Then 3 % less of what was weighed: 873 kg net, 768.24 kg dry.
    const [fromSiteId, toSiteId] = recycler.sites;
    const onward = await move({ ...asAnnounced(drum), grossKg: 893 }, { fromSiteId, toSiteId }, recycler);
    expect(await codes()).toEqual([]);
    expect((await onward.receive()).body.lines[0]).toMatchObject({ flag: 'out-of-tolerance', settled: false });
    expect(await codes()).toEqual(['in-dispute']);
  });

  it('keeps a batch that did not arrive in dispute until a figure is named', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    const answer = await desk.receive(id, [{ batchId: drum.id, grossKg: 0, tareKg: 0 }]);
    expect(answer.body).toMatchObject({ status: 'in-dispute', lines: [{ flag: 'not-received', acceptedDryKg: 0 }] });
    for (const party of [world.plant, world.recycler]) await desk.settle(id, [{ batchId: drum.id, dryKg: 880 }], party);
    expect(await read(`/batches/${drum.id}`)).toMatchObject({ status: 'received', remainingDryKg: 880 });
    expect(await held(drum.id)).toMatchObject({ [`stock:${world.recycler.sites[0]} Nd`]: 220 });
  });

  it('brings every movement to what a late assay says, whether it comes before or after', async () => {
    const early = await desk.drum();
    const late = await desk.drum({ assay: undefined });
    const { id } = await desk.sent([early.id, late.id]);
    const lines = [early, late].map((drum) => ({
      ...asAnnounced(drum),
      grossKg: 1023,
      refusedKg: 10,
      refusalReason: 'Wet',
    }));
    await desk.receive(id, lines);
    const added = await app.post(`/batches/${late.id}/assays`, assayOf({ Nd: 25 }), desk.as(world.plant));
    expect(added.status).toBe(201);
    expect(await held(late.id)).toEqual(await held(early.id));
  });

  it('names every fault of its lines at once, and books nothing', async () => {
    const [one, two] = [await desk.drum(), await desk.drum()];
    const { id } = await desk.sent([one.id, two.id]);
    const answer = await desk.receive(id, [
      { batchId: one.id, grossKg: 10, tareKg: 20 },
      { batchId: one.id, grossKg: 100, tareKg: 0, refusedKg: 101, refusedPieces: 2, refusalReason: 'No' },
      { batchId: world.plant.id, grossKg: 1, tareKg: 0 },
    ]);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/lines/0/tareKg']);
    const second = await desk.receive(id, [
      { batchId: one.id, grossKg: 30, tareKg: 20, refusedKg: 1 },
      { batchId: one.id, grossKg: 100, tareKg: 0, refusedKg: 101, refusedPieces: 2, refusalReason: 'No' },
      { batchId: world.plant.id, grossKg: 1, tareKg: 0 },
    ]);
    expect(second.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      ...['/lines', '/lines/0/refusalReason', '/lines/1/batchId', '/lines/1/refusedKg', '/lines/1/refusedPieces'],
      '/lines/2/batchId',
    ]);
    expect(await read(`/shipments/${id}`)).toMatchObject({ status: 'in-transit' });
  });

  it('comes after the dispatch, once', async () => {
    const drum = await desk.drum();
    const { id } = await desk.sent([drum.id]);
    const early = await desk.receive(id, [asAnnounced(drum)], { occurredAt: '2027-03-03T07:59:00-05:00' });
    expect([early.status, early.body.code]).toEqual([409, 'out-of-order']);
    const answers = await Promise.all(Array.from({ length: 4 }, () => desk.receive(id, [asAnnounced(drum)])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });
});
