import { In } from 'typeorm';
import type { Posting } from '../../domain/books/ledger.js';
import { BatchRow } from '../batches/index.js';
import { EntrySubjectRow, type EntryRow } from '../ledger/index.js';
import { ShipmentLineRow, ShipmentRow } from '../shipments/index.js';
import { inChunks, postingsOfEntries, readChains, standingOn } from './chains.js';
import { grouped, type Facts } from './facts.js';

/** A shipment with all that the tables say of it. */
export interface ShipmentCase {
  readonly shipment: ShipmentRow;
  readonly lines: readonly ShipmentLineRow[];
  readonly batches: ReadonlyMap<string, BatchRow>;
  readonly entries: Entries;
  /** The batches that settlements which stand were about. */
  readonly settledBatches: ReadonlySet<string>;
}

/** What stands on a shipment, with the postings of each entry. */
interface Entries {
  readonly dispatched: BookedOn | null;
  readonly received: BookedOn | null;
  readonly settled: readonly BookedOn[];
}

export interface BookedOn {
  readonly entry: EntryRow;
  readonly postings: readonly Posting[];
}

/** Shipments by their ids, all read together. */
export async function readShipments({ manager }: Facts, ids: readonly string[]): Promise<ShipmentCase[]> {
  const shipments = await manager.findBy(ShipmentRow, { id: In([...ids]) });
  const lines = await manager.find(ShipmentLineRow, { where: { shipmentId: In([...ids]) }, order: { ordinal: 'ASC' } });
  const named = lines.flatMap(({ batchId, refusedBatchId }) => [batchId, refusedBatchId ?? batchId]);
  const rows = await inChunks([...new Set(named)], (some) => manager.findBy(BatchRow, { id: In([...some]) }));
  const batches = new Map(rows.map((row) => [row.id, row]));
  const chains = await readChains(manager, ids);
  const standing = new Map(ids.map((id) => [id, standingOn(chains, [id])]));
  const postings = await postingsOfEntries(
    manager,
    [...standing.values()].flat().map(({ id }) => id),
  );
  const settledIds = [...standing.values()].flat().filter(({ kind }) => kind === 'settled');
  const subjects = await manager.findBy(EntrySubjectRow, { entryId: In(settledIds.map(({ id }) => id)) });
  const subjectsOf = grouped(subjects, ({ entryId }) => entryId);
  const linesOf = grouped(lines, ({ shipmentId }) => shipmentId);
  return shipments.map((shipment) => {
    const booked = (standing.get(shipment.id) ?? []).map((entry) => ({
      entry,
      postings: postings.get(entry.id) ?? [],
    }));
    const of = (kind: string): BookedOn[] => booked.filter(({ entry }) => entry.kind === kind);
    const [dispatched = null] = of('dispatched');
    const [received = null] = of('received');
    const entries = { dispatched, received, settled: of('settled') };
    const settled = entries.settled.flatMap(({ entry }) => subjectsOf.get(entry.id) ?? []);
    const settledBatches = new Set(settled.map(({ subjectId }) => subjectId));
    return { shipment, lines: linesOf.get(shipment.id) ?? [], batches, entries, settledBatches };
  });
}
