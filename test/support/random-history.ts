import fc from 'fast-check';
import { type CompositionPpm, ofPpm } from '../../src/domain/matter/composition.js';
import { DRY_MASS, totalMg } from '../../src/domain/matter/holding.js';
import { transitAccount } from '../../src/domain/books/ledger.js';
import type { Batch } from '../../src/domain/acts/records.js';
import type { SimulatedBooks } from './simulated-books.js';
import { ofMg } from '../../src/domain/measure/quantities.js';

/** What may be done with a family of batches, without a change of its assays. */
const ACTS = [
  ...(['dispose', 'reuse', 'count', 'count', 'split', 'split', 'split', 'dispatch', 'dispatch'] as const),
  ...(['receive', 'receive', 'receive', 'settle', 'settle', 'settle', 'sign'] as const),
] as const;
const WHATS = [
  ...ACTS,
  ...(['log', 'log', 'supply', 'assay', 'assay', 'run', 'run', 'run', 'charge', 'sign', 'reverse'] as const),
] as const;

/** One thing done at random. Which batch, and how much of it, is settled by what is there when it is done. */
export interface Deed {
  readonly what: (typeof WHATS)[number];
  readonly pick: number;
  /** Two shares in thousandths. */
  readonly share: number;
  readonly other: number;
  readonly assay: CompositionPpm;
}

/** Odd fractions, so that roundings and ties come up; an element may be left out, or named as not being there. */
export const assays: fc.Arbitrary<CompositionPpm> = fc
  .record(
    { Nd: fc.integer({ min: 0, max: 333_333 }), Pr6O11: fc.nat(77_777), Dy: fc.nat(11_111), Fe: fc.nat(500_000) },
    { requiredKeys: [] },
  )
  .map((composition) => composition as CompositionPpm);

const deedOf = (whats: readonly Deed['what'][]): fc.Arbitrary<Deed> =>
  fc.record({
    what: fc.constantFrom(...whats),
    pick: fc.nat(99),
    share: fc.integer({ min: 1, max: 1000 }),
    other: fc.integer({ min: 1, max: 1000 }),
    assay: assays,
  });
/** Anything that may happen. */
export const deeds = deedOf(WHATS);
/** What may happen to the batches of one family that has been logged. */
export const acts = deedOf(ACTS);

function picked<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % (items.length || 1)];
}

const dryOf = (books: SimulatedBooks, id: string): number => totalMg(books.stock(id), DRY_MASS);
/** At least one, at most all. */
const part = (whole: number, thousandths: number): number => Math.max(1, Math.floor((whole * thousandths) / 1000));

/** What is in somebody's stock. */
function inHand(books: SimulatedBooks, rootId: string | undefined): Batch[] {
  return [...books.batches.values()].filter(
    (batch) => (rootId ?? batch.rootId) === batch.rootId && batch.status !== 'in-transit' && dryOf(books, batch.id) > 0,
  );
}

/**
 * Does what a deed says where something is there that it can be done with.
 *
 * @param name tells what comes to be in the deed from all else
 * @param rootId the only family that may be touched
 */
export function perform(books: SimulatedBooks, deed: Deed, name: string, rootId?: string): void {
  const { days } = books;
  // One in three falls on the day of the one before.
  const day = deed.pick % 3 === 0 ? Math.max(0, days - 1) : days;
  books.days = day;
  doWhatItSays(books, deed, name, rootId);
  // Where nothing came of it, the next one is no earlier.
  if (books.days === day) books.days = days;
}

function doWhatItSays(books: SimulatedBooks, deed: Deed, name: string, rootId?: string): void {
  const { what, pick, share, other, assay } = deed;
  if (what === 'log' || what === 'supply') return bring(books, deed, name);
  if (what === 'reverse') return books.reverseLast();
  if (what === 'receive') return receive(books, deed, rootId);
  if (what === 'run') return run(books, deed, name);
  if (what === 'assay') {
    const batch = picked([...books.batches.values()].filter(mayBeAssayed(books)), pick);
    if (batch) allowing('assay-below-drawn', () => books.assay(batch.id, assay));
    return;
  }
  const hand = inHand(books, rootId);
  const batch = picked(hand, pick);
  if (!batch) return;
  const leftMg = dryOf(books, batch.id);
  switch (what) {
    case 'dispose':
      return books.dispose(
        batch.id,
        part(leftMg, share / 3),
        pick % 2 ? 'disposed' : 'sold-elsewhere',
        other % 2 ? 'leaked' : 'leaked-breach',
      );
    case 'reuse':
      return batch.kind === 'by-product'
        ? books.dispose(batch.id, part(leftMg, share / 3), 'reused-in-process')
        : undefined;
    case 'count':
      return part(2 * leftMg, share) === leftMg ? undefined : books.count(batch.id, part(2 * leftMg, share));
    case 'split':
      return split(books, batch, deed, name);
    case 'charge':
      if (batch.kind !== 'by-product') books.charge(batch.id, part(leftMg, share));
      return;
    case 'sign':
      return sign(books, batch);
    case 'settle':
      return settle(
        books,
        picked(
          hand.filter(({ id }) => books.isOpen(id)),
          pick,
        ) ?? picked(arrivedEmpty(books, rootId), pick),
        other,
      );
    case 'dispatch': {
      const together = hand
        .filter(({ id, siteId }) => !isAway(books, id) && siteId === batch.siteId)
        .slice(0, 1 + (pick % 3));
      const toSiteId =
        picked(
          ['p1', 'p2', 'q1', 'r1', 'r1', 'r1', 'm1'].filter((id) => id !== batch.siteId),
          other,
        ) ?? '';
      const ids = together.map(({ id }) => id);
      if (ids.length > 0) books.dispatch(`s-${name}`, ids, toSiteId);
      return;
    }
  }
}

/** @returns whether it was done, and not refused for this reason */
export function allowing(code: string, act: () => void): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if ((error as { readonly code?: string }).code === code) return false;
    throw error;
  }
}

function bring(books: SimulatedBooks, { what, pick, share, other, assay }: Deed, name: string): void {
  const siteId = picked(['p1', 'p2', 'q1'], pick) ?? '';
  const ownAssay = pick % 3 ? assay : null;
  if (what === 'supply') return books.log(name, share * other, { kind: 'primary', siteId: 'p1', ownAssay: assay });
  const agreementId = other % 2 ? (siteId === 'q1' ? 'B' : 'A') : null;
  books.log(name, share * (1 + (other % 50)), {
    siteId,
    agreementId,
    ownAssay,
    origin: pick % 5 ? 'pre-consumer' : 'rework',
  });
}

/** Whether it is on its way, or its figure open. */
function isAway(books: SimulatedBooks, id: string): boolean {
  return books.batch(id).status === 'in-transit' || books.isOpen(id);
}

/** Not where a run or a charge has drawn on it or on a part of it; a run's outputs are assayed by the run's side. */
function mayBeAssayed(books: SimulatedBooks): (batch: Batch) => boolean {
  const drawn = books
    .standing()
    .flatMap(({ entry: { kind }, postings }) =>
      kind === 'run' || kind === 'charged'
        ? postings.map(({ from, fromBatchId }) => (from.startsWith('stock:') ? fromBatchId : null))
        : [],
    );
  const sealed = new Set<string>();
  for (let id of drawn) {
    while (id) {
      sealed.add(id);
      id = books.batches.get(id)?.parentId ?? null;
    }
  }
  return ({ id, kind }) => kind !== 'recycled' && kind !== 'intermediate' && !sealed.has(id);
}

function split(books: SimulatedBooks, { id }: Batch, { pick, share, other }: Deed, name: string): void {
  const whole = part(dryOf(books, id), share);
  const first = Math.min(whole, part(whole, other));
  const second = Math.floor((whole - first) / (1 + (pick % 2)));
  const partsMg = [first, second, whole - first - second].filter((massMg) => massMg > 0);
  books.split(id, Object.fromEntries(partsMg.map((massMg, index) => [`${name}/${index}`, massMg])));
}

/** The agreement of the plant where a family arose, while all of it is there and no run has worked on it before. */
function sign(books: SimulatedBooks, { rootId, kind, agreementId }: Batch): void {
  const members = [...books.batches.values()].filter((batch) => batch.rootId === rootId);
  const atHome = members.every(({ id, siteId }) => siteId.startsWith('p') && !isAway(books, id));
  const unworked = books.familyFacts(rootId).entries.every((entry) => entry.kind !== 'run');
  if (kind === 'by-product' && agreementId === null && atHome && unworked) books.sign(rootId, 'A');
}

function receive(books: SimulatedBooks, { pick, share, other }: Deed, rootId: string | undefined): void {
  const travelling = [...books.batches.values()].filter(
    (batch) => batch.status === 'in-transit' && (rootId ?? batch.rootId) === batch.rootId,
  );
  const shipmentId = picked(travelling, pick)?.shipmentId;
  const lines = travelling
    .filter((batch) => batch.shipmentId === shipmentId)
    .map(({ id }, index) => {
      const sentMg = totalMg(books.holding(transitAccount(shipmentId ?? ''), id), DRY_MASS);
      const dryMg =
        [sentMg, Math.round((sentMg * (900 + (share % 200))) / 1000), part(2 * sentMg, share), 0][(pick + index) % 4] ??
        0;
      const refusedMg = other % 3 ? 0 : other % 9 === 0 ? dryMg : Math.floor((dryMg * share) / 1000);
      return { batchId: id, dryMg, refusedMg, open: share % 3 > 0 && refusedMg < Math.max(dryMg, 1) };
    });
  if (lines.length > 0) books.receive(lines);
}

/** Batches of which nothing arrived, and the figure is still open. */
function arrivedEmpty(books: SimulatedBooks, rootId: string | undefined): Batch[] {
  return [...books.batches.values()].filter(
    ({ id, ...batch }) => (rootId ?? batch.rootId) === batch.rootId && books.isOpen(id) && dryOf(books, id) === 0,
  );
}

/** Up to twice as much as is left more or less than was received. */
function settle(books: SimulatedBooks, batch: Batch | undefined, other: number): void {
  if (!batch) return;
  const leftMg = dryOf(books, batch.id);
  const changeMg = other % 5 === 0 ? -leftMg : Math.round((leftMg * (other - 500)) / 500) + (leftMg === 0 ? other : 0);
  const weighed = books.weighed(batch.id);
  if (weighed) books.settle(batch.id, Math.max(weighed.refusedDryMg, weighed.receivedDryMg + changeMg));
}

function run(books: SimulatedBooks, { pick, share, other, assay }: Deed, name: string): void {
  const siteId = pick % 4 === 3 ? 'm1' : 'r1';
  const inputs = inHand(books, undefined).filter((batch) => batch.siteId === siteId && books.assayOf(batch.id));
  if (inputs.length === 0) return;
  const drawn = inputs.slice(0, 1 + (pick % 3)).map(({ id }) => [id, part(dryOf(books, id), share)] as const);
  const fedMg = drawn.reduce((sum, [, massMg]) => sum + massMg, 0);
  const outputs = { [`${name}/x`]: [part(fedMg, other), assay] as [number, CompositionPpm] };
  if (pick % 2) outputs[`${name}/y`] = [part(fedMg, share), ofPpm({ Dy: 500_000, Nd: 1 })];
  books.run(`run-${name}`, Object.fromEntries(drawn), {
    outputs,
    siteId,
    makes: other % 3 === 0 ? 'intermediate' : 'recycled',
    otherFeed: pick % 5 ? [] : [{ ...COLLECTED, dryMg: ofMg(share), compositionPpm: ofPpm({ Nd: 1_000 * other }) }],
    residues: pick % 7 ? [] : [{ ...CAKE, dryMg: ofMg(other), compositionPpm: ofPpm({ Fe: 500_000 }) }],
  });
}

const COLLECTED = { origin: 'post-consumer', originCountry: 'JP', description: 'Motors', belowLimit: null } as const;
const CAKE = { kind: 'iron cake', destination: 'landfill' };
