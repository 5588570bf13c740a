import { sightChange } from '../src/domain/acts/act.js';
import { seersOf as seersByRule } from '../src/domain/sight/seers.js';
import { BatchRow, sightFacts } from '../src/modules/batches/index.js';
import { storedSeers } from '../src/modules/sight/index.js';
import { output, RunDesk } from './support/run-desk.js';
import { asAnnounced, ShippingDesk, type WeighedLine } from './support/shipping.js';
import type { WorldParty } from './support/world.js';

/*
 * An act decides who sees what of its batches from what it changes of their ways. After every act that must be the same as
 * what the rules say of the ways that the database holds by then, and nobody else may be left watching.
 */

const DAY = (day: number): string => `2027-04-${String(day).padStart(2, '0')}T12:00:00Z`;

let desk: RunDesk;
let shipping: ShippingDesk;

beforeEach(async () => {
  desk = await RunDesk.open();
  shipping = new ShippingDesk(desk.app, desk.world);
});
afterEach(() => desk.close());

async function expectKept(): Promise<void> {
  await desk.app.store.snapshot(async (manager) => {
    const batches = (await manager.find(BatchRow)).filter(({ status }) => status !== 'void');
    const facts = await sightFacts(manager, batches);
    const stored = await storedSeers(manager, [...facts.keys()]);
    const changed = batches.flatMap((batch) => {
      const [went, before] = [facts.get(batch.id), stored.get(batch.id)];
      const seers = went && sightChange(batch, before ?? new Map(), seersByRule(went));
      return seers ? [[batch.code, seers] as const] : [];
    });
    expect(new Map(changed)).toEqual(new Map());
  });
}

/** Who is stored to see what of a batch. */
async function seersOf(batchId: string): Promise<Record<string, string>> {
  const { plant, otherPlant, recycler } = desk.world;
  const names = new Map(Object.entries({ plant, otherPlant, recycler }).map(([name, { id }]) => [id, name]));
  const seers = await desk.app.store.snapshot((manager) => storedSeers(manager, [batchId]));
  return Object.fromEntries([...(seers.get(batchId) ?? [])].map(([id, sees]) => [names.get(id) ?? id, sees]));
}

async function send(batchId: string, [from, to]: readonly [WorldParty, WorldParty], day: number): Promise<string> {
  const { id } = await shipping.planned([batchId], { fromSiteId: from.sites[0], toSiteId: to.sites[0] }, from);
  await expectKept();
  await dispatch(id, from, day);
  return id;
}

async function dispatch(id: string, from: WorldParty, day: number): Promise<void> {
  shipping.done(await shipping.dispatch(id, { occurredAt: DAY(day) }, from), 200);
  await expectKept();
}

async function receive(id: string, line: WeighedLine, by: WorldParty, day: number): Promise<string | null> {
  const { lines } = shipping.done(await shipping.receive(id, [line], { by, occurredAt: DAY(day) }), 200);
  await expectKept();
  return (lines as { refusedBatchId: string | null }[])[0]?.refusedBatchId ?? null;
}

/** Takes back the last entry on a shipment. */
async function takeBack(id: string, by: WorldParty): Promise<void> {
  const { entryId } = (await desk.app.get(`/shipments/${id}`, shipping.as(by))).body as { entryId: string };
  const body = { reason: 'Wrong drum' };
  shipping.done(await desk.app.post(`/entries/${entryId}/reversal`, body, { token: by.admin.token }), 201);
  await expectKept();
}

it('is that of the ways of a by-product, its refused parts and what is taken back', async () => {
  const { plant, recycler, otherPlant } = desk.world;
  const drum = await shipping.drum();
  expect(await seersOf(drum.id)).toEqual({ plant: 'all', recycler: 'all' });
  const refusing = (refusedKg: number) => ({ ...asAnnounced(drum), refusedKg, refusalReason: 'Wet' });
  const id = await send(drum.id, [plant, recycler], 1);
  const part = await receive(id, refusing(100), recycler, 2);
  await takeBack(id, recycler);
  await takeBack(id, plant);
  await dispatch(id, plant, 3);
  expect(await receive(id, refusing(1000), recycler, 4)).toBe(drum.id);
  await takeBack(id, recycler);
  const again = await receive(id, refusing(200), recycler, 5);
  expect([part === again, await seersOf(again ?? '')]).toEqual([false, { plant: 'all', recycler: 'all' }]);
  const on = await send(drum.id, [recycler, otherPlant], 6);
  expect(await seersOf(drum.id)).toEqual({ plant: 'gone', recycler: 'all', otherPlant: 'all' });
  await receive(on, { batchId: drum.id, grossKg: 800, tareKg: 0 }, otherPlant, 7);
  expect(await seersOf(drum.id)).toEqual({ plant: 'gone', recycler: 'past', otherPlant: 'all' });
  await takeBack(on, otherPlant);
  await takeBack(on, recycler);
  expect(await seersOf(drum.id)).toEqual({ plant: 'all', recycler: 'all' });
});

it('is that of the ways of recycled oxide, of which others have a share', async () => {
  const { plant, otherPlant, recycler } = desk.world;
  const [a, b] = [await desk.swarf(plant, 1000, { Nd: 30 }), await desk.swarf(otherPlant, 500, { Nd: 30 })];
  const { outputs } = await desk.closed({
    inputs: [{ batchId: a.id }, { batchId: b.id }],
    outputs: [output('rMREO', 480, { Nd: 80 })],
    residues: [{ kind: 'cake', dryKg: 900, composition: { Nd: 6 }, destination: 'A works' }],
  });
  const oxide = outputs[0]?.id ?? '';
  await expectKept();
  expect(await seersOf(oxide)).toEqual({ plant: 'share', otherPlant: 'share', recycler: 'all' });
  const line = (more: object) => ({ batchId: oxide, grossKg: 480, tareKg: 0, ...more });
  const refusing = (refusedKg: number) => line({ refusedKg, refusalReason: 'Too coarse' });
  const first = await send(oxide, [recycler, plant], 1);
  expect(await seersOf(oxide)).toEqual({ plant: 'all', otherPlant: 'share', recycler: 'all' });
  await receive(first, refusing(480), plant, 2);
  expect(await seersOf(oxide)).toEqual({ plant: 'share', otherPlant: 'share', recycler: 'all' });
  const second = await send(oxide, [recycler, otherPlant], 3);
  const part = await receive(second, refusing(80), otherPlant, 4);
  expect(await seersOf(part ?? '')).toEqual({ plant: 'share', otherPlant: 'share', recycler: 'all' });
  expect(await seersOf(oxide)).toEqual({ plant: 'share', otherPlant: 'all', recycler: 'all' });
  const third = await send(part ?? '', [recycler, plant], 5);
  await receive(third, { batchId: part ?? '', grossKg: 80, tareKg: 0 }, plant, 6);
  await takeBack(third, plant);
  await takeBack(third, recycler);
  expect(await seersOf(part ?? '')).toEqual({ plant: 'share', otherPlant: 'share', recycler: 'all' });
});
