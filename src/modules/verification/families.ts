import { In, type EntityManager } from 'typeorm';
import type { Posting } from '../../domain/books/ledger.js';
import type { Family } from '../../domain/acts/family.js';
import { AssayForceRow, AssayRow, BatchEventRow, BatchRow } from '../batches/index.js';
import type { EntryRow } from '../ledger/index.js';
import { ShipmentLineRow, ShipmentRow } from '../shipments/index.js';
import { inChunks, postingsOfBatches, readChains, standingOn, type Chains } from './chains.js';
import { grouped } from './facts.js';

/** A leg of a batch as its shipment tells it. */
export interface ToldLeg {
  readonly line: ShipmentLineRow;
  readonly shipment: ShipmentRow;
}

/** A batch with all its parts, and everything that the tables say of them. */
export interface FamilyCase {
  readonly root: BatchRow;
  readonly family: Family;
  /** Of all assays, those that were withdrawn included. */
  readonly assays: readonly AssayRow[];
  readonly eventsOf: (entryId: string, batchId: string) => BatchEventRow | undefined;
  readonly legsOf: (batchId: string) => readonly ToldLeg[];
  /** Postings of any entry that name a batch of the family; reversed ones and reversals too. */
  readonly postingsOf: (entryId: string) => readonly Posting[];
  /** The batches of the family on which an entry stands. */
  readonly subjectsOf: (entryId: string) => readonly string[];
  readonly chains: Chains;
}

/** Families by their roots, all read together. */
export async function readFamilies(manager: EntityManager, rootIds: readonly string[]): Promise<FamilyCase[]> {
  const members = await inChunks(rootIds, (ids) =>
    manager.find(BatchRow, { where: { rootId: In([...ids]) }, order: { createdAt: 'ASC', id: 'ASC' } }),
  );
  const ids = members.map(({ id }) => id);
  const assays = await inChunks(ids, (some) =>
    manager.find(AssayRow, { where: { batchId: In([...some]) }, order: { createdAt: 'ASC', id: 'ASC' } }),
  );
  const forces = await inChunks(ids, (some) =>
    manager.findBy(AssayForceRow, { batchId: In([...some]), withdrawn: false }),
  );
  const events = await inChunks(ids, (some) => manager.findBy(BatchEventRow, { batchId: In([...some]) }));
  const lines = await inChunks(ids, (some) => manager.findBy(ShipmentLineRow, { batchId: In([...some]) }));
  const shipmentIds = [...new Set(lines.map(({ shipmentId }) => shipmentId))];
  const shipments = await inChunks(shipmentIds, (some) => manager.findBy(ShipmentRow, { id: In([...some]) }));
  const chains = await readChains(manager, ids);
  const postings = await postingsOfBatches(manager, ids);
  const shipmentOf = new Map(shipments.map((row) => [row.id, row]));
  const legs = lines.flatMap((line) => {
    const shipment = shipmentOf.get(line.shipmentId);
    return shipment ? [{ line, shipment }] : [];
  });
  const [membersOf, assaysOf] = [grouped(members, ({ rootId }) => rootId), grouped(assays, ({ batchId }) => batchId)];
  const forcesOf = grouped(forces, ({ batchId }) => batchId);
  const legsOf = grouped(legs, ({ line }) => line.batchId);
  const eventOf = new Map(events.map((event) => [`${event.entryId}|${event.batchId}`, event]));
  return rootIds.flatMap((rootId) => {
    const own = membersOf.get(rootId) ?? [];
    const root = own.find(({ id }) => id === rootId);
    if (!root) return [];
    const read: Read = { members: own, assaysOf, forcesOf, postings, chains };
    return [
      {
        ...familyOf(read),
        root,
        eventsOf: (entryId: string, batchId: string) => eventOf.get(`${entryId}|${batchId}`),
        legsOf: (batchId: string) => legsOf.get(batchId) ?? [],
      },
    ];
  });
}

interface Read {
  readonly members: readonly BatchRow[];
  readonly assaysOf: ReadonlyMap<string, readonly AssayRow[]>;
  readonly forcesOf: ReadonlyMap<string, readonly AssayForceRow[]>;
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
  readonly chains: Chains;
}

function familyOf({
  members,
  assaysOf,
  forcesOf,
  postings,
  chains,
}: Read): Pick<FamilyCase, 'family' | 'assays' | 'postingsOf' | 'subjectsOf' | 'chains'> {
  const ids = members.map(({ id }) => id);
  const own = new Set(ids);
  const ofFamily = ({ fromBatchId, toBatchId }: Posting): boolean =>
    own.has(fromBatchId ?? '') || own.has(toBatchId ?? '');
  const postingsOf = (entryId: string): Posting[] => (postings.get(entryId) ?? []).filter(ofFamily);
  const links = ids.flatMap((id) => chains.linksOf.get(id) ?? []);
  const subjects = grouped(links, ({ entryId }) => entryId);
  const assays = ids.flatMap((id) => assaysOf.get(id) ?? []).sort(byRecording);
  const forces = ids.flatMap((id) => forcesOf.get(id) ?? []);
  const entries: EntryRow[] = standingOn(chains, ids);
  const history = entries.map(({ id, kind }) => ({ id, kind, postings: postingsOf(id) }));
  return {
    family: { members, assays: assays.filter(({ withdrawn }) => !withdrawn), forces, entries, history },
    assays,
    postingsOf,
    chains,
    subjectsOf: (entryId) => (subjects.get(entryId) ?? []).map(({ subjectId }) => subjectId),
  };
}

function byRecording(a: AssayRow, b: AssayRow): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
