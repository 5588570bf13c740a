import { asAnnounced, ShippingDesk, type WeighedLine } from './support/shipping.js';
import { signedAgreement } from './support/loop.js';
import { statementsOf } from './support/statements.js';
import { TestApp, type Answer } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

/*
 * What an act asks of the database does not grow with what it is about: each table is read and written in a statement, not
 * in one for each batch.
 */

let app: TestApp;
let world: World;
let desk: ShippingDesk;

beforeAll(async () => {
  app = await TestApp.start();
  world = await buildWorld(app);
  desk = new ShippingDesk(app, world);
  await signedAgreement(app, world);
});
afterAll(() => app.stop());

interface Told {
  /** How many statements each act was. */
  readonly counts: Readonly<Record<string, number>>;
  /** What an act wrote more than once, such as `UPDATE batch`. */
  readonly again: readonly string[];
}

/** One drum of the load is lighter than announced, so that it comes to a settlement. */
async function statementsOfTrip(count: number): Promise<Told> {
  const { plant, recycler } = world;
  const drums: Awaited<ReturnType<typeof desk.drum>>[] = [];
  for (let index = 0; index < count; index += 1) drums.push(await desk.drum());
  const ids = drums.map(({ id }) => id);
  const counted = (act: () => Promise<Answer>) => statementsOf(app, act);
  const plan = await counted(() => desk.plan(ids));
  const { id } = desk.done(plan.answer, 201);
  const dispatch = await counted(() => desk.dispatch(id));
  desk.done(dispatch.answer, 200);
  const lines: WeighedLine[] = drums.map((drum) => ({ ...asAnnounced(drum), grossKg: 1000 }));
  const receipt = await counted(() => desk.receive(id, lines));
  desk.done(receipt.answer, 200);
  const figures = ids.map((batchId) => ({ batchId, dryKg: 870 }));
  desk.done(await desk.settle(id, figures, plant), 200);
  const settlement = await counted(() => desk.settle(id, figures, recycler));
  const { status, entryId } = desk.done(settlement.answer, 200);
  expect(status).toBe('settled');
  const body = { reason: 'Wrong drum' };
  desk.done(await app.post(`/entries/${String(entryId)}/reversal`, body, desk.as(plant)), 201);
  const reversal = await counted(() => app.post(`/entries/${String(entryId)}/reversal`, body, desk.as(recycler)));
  expect(reversal.answer.body).toMatchObject({ status: 'reversed' });
  const acts = { plan, dispatch, receipt, settlement, reversal };
  return {
    counts: Object.fromEntries(Object.entries(acts).map(([name, { statements }]) => [name, statements.length])),
    again: [plan, dispatch, receipt, settlement].flatMap(({ statements }) => twiceWritten(statements)),
  };
}

function twiceWritten(statements: readonly string[]): string[] {
  const writes = statements.flatMap((sql) => {
    const [, verb, table] = /^(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"/.exec(sql) ?? [];
    return verb && table ? [`${verb} ${table}`] : [];
  });
  return writes.filter((write, index) => writes.indexOf(write) < index);
}

it('are as many for twenty batches of a shipment as for five', async () => {
  // The first time somebody comes it is written down when.
  await statementsOfTrip(1);
  const five = await statementsOfTrip(5);
  expect(five.again).toEqual([]);
  expect(await statementsOfTrip(20)).toEqual(five);
});
