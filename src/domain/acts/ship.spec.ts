import { kgToMg, ofMg } from '../measure/quantities.js';
import { KG, line, ShipScene, STRANGER, WORKS } from '../../../test/support/ship-scene.js';
import { nameAt } from '../matter/code.js';
import type { ShipmentLine } from './records.js';
import { requireNameable, type Naming } from './settle.js';
import { decideCancel, decidePlanEdit, keptAgreement } from './ship.js';

let scene: ShipScene;

beforeEach(() => {
  scene = new ShipScene();
});

const refusal = (code: string) => expect.objectContaining({ code });
const pick = (one: ShipmentLine | undefined, ...names: (keyof ShipmentLine)[]) => names.map((field) => one?.[field]);

describe('a shipment that is planned', () => {
  it('goes under the agreement of its by-products, with a line for each batch', () => {
    const id = scene.planned(['d1', 'd2']);
    expect(scene.held(id).shipment).toMatchObject({
      status: 'planned',
      agreementId: 'A',
      code: 'S-PLT-270302-D-0004',
      toPartyId: 'recycler',
      dispatchedAt: null,
      version: 1,
    });
    expect(scene.linesOf(id).map((one) => pick(one, 'batchId', 'ordinal', 'announcedPieces', 'settled'))).toEqual([
      ['d1', 0, 4, false],
      ['d2', 1, 4, false],
    ]);
    expect(scene.batchesOf(['d1', 'd3']).map(({ status, shipmentId }) => [status, shipmentId])).toEqual([
      ['in-shipment', id],
      ['on-hand', null],
    ]);
    expect(scene.booked).toHaveLength(3);
  });

  it('is refused for where a batch is before its dispute, its contents and its agreement', () => {
    const away = { ...scene.batch('d1'), siteId: 'elsewhere' };
    const open = { batches: [away], disputed: new Set(['d1']), stocks: new Map() };
    expect(() => scene.planned(['d1'], WORKS, {}, open)).toThrow(refusal('not-at-site'));
    expect(() => scene.planned(['d1'], WORKS, {}, { ...open, batches: scene.batchesOf(['d1']) })).toThrow(
      refusal('in-dispute'),
    );
    expect(() => scene.planned(['d1'], WORKS, {}, { stocks: new Map() })).toThrow(refusal('nothing-left'));
    const cover = { agreementId: 'A', isSeen: false, today: '2027-03-02' };
    expect(() => scene.planned(['d1'], WORKS, {}, { cover })).toThrow(refusal('not-found'));
    const bare = { ...scene.batch('d1'), agreementId: null, agreementVersion: null };
    const asked = { cover: { ...cover, isSeen: true }, batches: [bare] };
    expect(() => scene.planned(['d1'], WORKS, {}, asked)).toThrow(refusal('not-covered'));
    expect(() => scene.planned(['d1'], STRANGER)).toThrow(refusal('exclusivity-breach'));
    expect(() => scene.planned(['d1'], STRANGER, { breachReason: 'Mistake' })).toThrow(refusal('forbidden'));
    scene.planned(['d1']);
    expect(() => scene.planned(['d1'])).toThrow(refusal('batch-state'));
  });

  it('keeps what stays in it when its load changes, and frees what it leaves behind', () => {
    const id = scene.planned(['d1', 'd2']);
    const before = scene.batchesOf(['d1', 'd2']);
    const { shipment } = scene.held(id);
    expect(keptAgreement(shipment, before)).toBeNull();
    const replanned = { before, to: WORKS, carveOut: null, breachReason: null, load: scene.load(['d2', 'd3']) };
    const act = decidePlanEdit(scene.held(id), { carrier: 'Carrier' }, replanned);
    expect(act.steps.map(({ before: { id: one }, change: { status } }) => [one, status])).toEqual([
      ['d1', 'on-hand'],
      ['d3', 'in-shipment'],
    ]);
    scene.apply(act);
    expect(scene.held(id).shipment).toMatchObject({ carrier: 'Carrier', agreementId: 'A', version: 2 });
    const ordinals = scene.linesOf(id).map((one) => pick(one, 'batchId', 'ordinal'));
    expect(ordinals).toEqual([
      ['d2', 0],
      ['d3', 1],
    ]);
    scene.apply(decideCancel(scene.held(id), scene.batchesOf(['d2', 'd3'])));
    expect(scene.held(id).shipment.status).toBe('cancelled');
    expect(scene.batchesOf(['d2', 'd3']).map(({ status }) => status)).toEqual(['on-hand', 'on-hand']);
    expect(() => decideCancel(scene.held(id), [])).toThrow(refusal('shipment-state'));
  });
});

describe('a shipment on its way', () => {
  it('takes along all that is left, and announces it', () => {
    const id = scene.planned(['d1']);
    const act = scene.dispatched(id, 3);
    const [Nd, dry] = act.postings;
    const counts = [{ measure: 'sent', sign: 1 }];
    expect(dry).toMatchObject({ from: 'stock:plant-site', to: `transit:${id}`, massMg: 880 * KG, day: '2027-03-03' });
    expect([dry?.counts, Nd?.commodity, Nd?.massMg]).toEqual([counts, 'Nd', 220 * KG]);
    expect(act.subjects).toEqual([id, 'd1']);
    expect(act.events).toMatchObject([{ kind: 'dispatched', dryMg: 880 * KG, statusBefore: 'in-shipment' }]);
    expect(pick(scene.linesOf(id)[0], 'announcedDryMg', 'leak')).toEqual([880 * KG, null]);
    expect(scene.held(id).shipment).toMatchObject({
      status: 'in-transit',
      seal: 'S-1',
      dispatchedOn: '2027-03-03',
    });
    expect(() => scene.dispatched(id, 4)).toThrow(refusal('shipment-state'));
  });

  it('shows a stranger what goes there against the agreement, and hides it again where that is taken back', () => {
    const id = scene.planned(['d1'], STRANGER, { breachReason: 'Mistake' }, { mayBreach: true });
    expect(scene.dispatched(id, 3).events).toMatchObject([{ breachReason: 'Mistake', carveOut: null }]);
    expect(scene.seenBy('d1')).toEqual({ plant: 'all', recycler: 'all', stranger: 'all' });
    scene.takeBack(id, 'dispatched');
    expect(scene.seenBy('d1')).toEqual({ plant: 'all', recycler: 'all' });
    expect(scene.held(id).shipment).toMatchObject({ status: 'planned', seal: null, dispatchEventOn: null });
    expect(pick(scene.linesOf(id)[0], 'announcedDryMg', 'leak')).toEqual([null, null]);
    expect(scene.batch('d1')).toMatchObject({ status: 'in-shipment', shipmentId: id });
  });
});

describe('a shipment that is received', () => {
  it('settles by itself within the tolerance, and sends a refused part back as a batch of its own', () => {
    const id = scene.planned(['d1', 'd2']);
    scene.dispatched(id, 3);
    const refused = { ...line('d1', 1_000, { refusedNetMg: ofMg(100 * KG), refusedPieces: 1 }), refusalReason: 'Wet' };
    const act = scene.receive(id, [line('d2', 998), refused], 5);
    const [part] = act.parts;
    expect([act.parts.length, part?.name && nameAt(part.name, part.name.first)]).toEqual([1, 'D1/R2']);
    const partId = part?.row.id ?? '';
    expect(scene.batch(partId)).toMatchObject({
      status: 'on-hand',
      siteId: 'plant-site',
      holderId: 'plant',
      parentId: 'd1',
      rootId: 'd1',
      refused: true,
      netMg: 100 * KG,
      dryMg: 88 * KG,
      pieces: 1,
    });
    expect([scene.dryKg('d1'), scene.dryKg('d2'), scene.dryKg(partId)]).toEqual([792, 878.24, 88]);
    expect(scene.batch('d1')).toMatchObject({
      status: 'received',
      siteId: 'works',
      holderId: 'recycler',
      pieces: 3,
    });
    expect(scene.held(id).shipment).toMatchObject({ status: 'settled', receivedOn: '2027-03-05' });
    expect(scene.linesOf(id).map((one) => pick(one, 'flag', 'settledDryMg', 'refusedBatchId'))).toEqual([
      ['within-tolerance', 880 * KG, partId],
      ['within-tolerance', 878.24 * KG, null],
    ]);
    expect(act.subjects).toEqual([id, 'd1', 'd2', partId]);
    expect(scene.seenBy(partId)).toEqual({ plant: 'all', recycler: 'all' });
  });

  it('is back where it came from where all of it was refused', () => {
    const id = scene.planned(['d1']);
    scene.dispatched(id, 3);
    scene.receive(id, [line('d1', 1_000, { refusedNetMg: ofMg(1_000 * KG) })], 5);
    expect(scene.batch('d1')).toMatchObject({
      status: 'on-hand',
      siteId: 'plant-site',
      shipmentId: null,
      refused: true,
    });
    expect([scene.dryKg('d1'), scene.linesOf(id)[0]?.refusedBatchId]).toEqual([880, 'd1']);
  });

  it('is mended in its state before its lines, and in all of these at once', () => {
    const id = scene.planned(['d1']);
    const wrong = [line('d1', 1_000, { refusedNetMg: ofMg(2_000 * KG), refusedPieces: 9 })];
    expect(() => scene.receive(id, wrong, 5)).toThrow(refusal('shipment-state'));
    scene.dispatched(id, 3);
    const faults = [{ pointer: '/lines/0/refusedKg' }, { pointer: '/lines/0/refusedPieces' }];
    expect(() => scene.receive(id, wrong, 5)).toThrow(
      expect.objectContaining({ faults: faults.map(expect.objectContaining) }),
    );
  });

  it('is on its way again where that is taken back, with its part void', () => {
    const id = scene.planned(['d1']);
    scene.dispatched(id, 3);
    const [balances, batch] = [scene.allBalances(), scene.batch('d1')];
    const act = scene.receive(id, [line('d1', 990, { refusedNetMg: ofMg(100 * KG) })], 5);
    scene.takeBack(id, 'received');
    expect(scene.allBalances()).toEqual(balances);
    expect(scene.batch('d1')).toEqual({ ...batch, version: batch.version + 2 });
    expect(scene.batch(act.parts[0]?.row.id ?? '')).toMatchObject({ status: 'void', liveKey: null });
    expect(scene.held(id).shipment).toMatchObject({ status: 'in-transit', receivedAt: null });
    expect(pick(scene.linesOf(id)[0], 'announcedDryMg', 'receivedDryMg', 'refusedBatchId', 'flag')).toEqual([
      ...[880 * KG, null, null, null],
    ]);
  });
});

describe('a shipment in dispute', () => {
  it('is settled where both sides have named one figure, and nothing is booked before', () => {
    const id = scene.planned(['d1', 'd2']);
    scene.dispatched(id, 3);
    scene.receive(id, [line('d1', 900), line('d2')], 5);
    expect([scene.held(id).shipment.status, scene.dryKg('d1')]).toEqual(['in-dispute', 792]);
    const first = scene.named(id, 'plant', { d1: 836 * KG }, 6);
    expect([first.entry, first.postings, scene.held(id).shipment.status]).toEqual([null, [], 'in-dispute']);
    const act = scene.named(id, 'recycler', { d1: 836 * KG }, 7);
    expect(act.entry).toMatchObject({ kind: 'settled', partyId: 'recycler', siteId: 'works' });
    expect([scene.dryKg('d1'), scene.held(id).shipment.status]).toEqual([836, 'settled']);
    expect(act.events).toMatchObject([{ kind: 'settled', batchId: 'd1', dryMg: 836 * KG }]);
    expect(() => scene.named(id, 'plant', { d1: 836 * KG }, 8)).toThrow(refusal('shipment-state'));
    scene.takeBack(id, 'settled');
    expect([scene.dryKg('d1'), scene.held(id).shipment.status]).toEqual([792, 'in-dispute']);
    expect(pick(scene.linesOf(id)[0], 'settled', 'senderNamedMg', 'receiverNamedMg')).toEqual([false, null, null]);
  });

  it('between two sites of one party is an admin’s to settle, and each figure of an open batch', () => {
    const id = scene.planned(['d1', 'd2']);
    scene.dispatched(id, 3);
    scene.receive(id, [line('d1', 900), line('d2')], 5);
    const naming: Naming = {
      ...scene.held(id),
      partyId: 'plant',
      isAdmin: false,
      given: [{ batchId: 'd2', dryMg: kgToMg(1) }],
    };
    const within = { ...naming, shipment: { ...naming.shipment, toPartyId: 'plant' } };
    expect(() => requireNameable(within)).toThrow(refusal('forbidden'));
    expect(() => requireNameable({ ...within, isAdmin: true })).toThrow(refusal('invalid-input'));
    expect(() => requireNameable(naming)).toThrow(refusal('invalid-input'));
  });
});
