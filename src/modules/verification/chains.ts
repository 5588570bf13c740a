import { In, type EntityManager } from 'typeorm';
import { listOf, runSql, toMg } from '../../database/index.js';
import type { Origin } from '../../domain/matter/holding.js';
import type { Posting } from '../../domain/books/ledger.js';
import { EntryRow, EntrySubjectRow, inChainOrder, readCounts } from '../ledger/index.js';
import { grouped } from './facts.js';
import type { Ppm } from '../../domain/measure/quantities.js';

/** The entries on subjects, reversed ones included, and which of them stand. */
export interface Chains {
  readonly entries: ReadonlyMap<string, EntryRow>;
  readonly reversed: ReadonlySet<string>;
  readonly linksOf: ReadonlyMap<string, readonly EntrySubjectRow[]>;
}

/** Both databases take fewer parameters a statement than a page of large families has batches. */
const CHUNK = 5_000;

export async function inChunks<Row>(
  ids: readonly string[],
  read: (some: readonly string[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    for (const row of await read(ids.slice(start, start + CHUNK))) rows.push(row);
  }
  return rows;
}

export async function readChains(manager: EntityManager, subjectIds: readonly string[]): Promise<Chains> {
  const links = await inChunks(subjectIds, (ids) => manager.findBy(EntrySubjectRow, { subjectId: In([...ids]) }));
  const entryIds = [...new Set(links.map(({ entryId }) => entryId))];
  const entries = await inChunks(entryIds, (ids) => manager.findBy(EntryRow, { id: In([...ids]) }));
  const reversals = await inChunks(entryIds, (ids) =>
    manager.find(EntryRow, { select: { id: true, reversesId: true }, where: { reversesId: In([...ids]) } }),
  );
  return {
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    reversed: new Set(reversals.flatMap(({ reversesId }) => reversesId ?? [])),
    linksOf: grouped(links, ({ subjectId }) => subjectId),
  };
}

/** The entries that stand on some of the subjects, oldest first. */
export function standingOn(chains: Chains, subjectIds: readonly string[]): EntryRow[] {
  const links = subjectIds.flatMap((id) => chains.linksOf.get(id) ?? []);
  const ids = new Set(links.map(({ entryId }) => entryId));
  const entries = [...ids].flatMap((id) => chains.entries.get(id) ?? []);
  return inChainOrder(
    entries.filter(({ id }) => !chains.reversed.has(id)),
    links,
  );
}

interface PostingLine {
  readonly entryId: string;
  readonly ordinal: number;
  readonly day: string;
  readonly fromAccount: string;
  readonly toAccount: string;
  readonly fromBatchId: string | null;
  readonly toBatchId: string | null;
  readonly partyId: string;
  readonly commodity: string;
  readonly agreementKey: string;
  readonly origin: Origin;
  readonly countryKey: string;
  readonly massMg: unknown;
  readonly counts: string;
  readonly usabilityPpm: Ppm;
}

const COLUMNS = `"entryId", "ordinal", "day", "fromAccount", "toAccount", "fromBatchId", "toBatchId", "partyId", "commodity",
  "agreementKey", "origin", "countryKey", "massMg", "counts", "usabilityPpm"`;

/** The postings that name one of the batches, by entry and in their order. */
export async function postingsOfBatches(
  manager: EntityManager,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, Posting[]>> {
  const lines = await inChunks(batchIds, (ids) => {
    const side = (name: string): string => `SELECT ${COLUMNS} FROM "posting" WHERE "${name}" IN ${listOf(ids)}`;
    return runSql<PostingLine>(manager, `${side('fromBatchId')} UNION ${side('toBatchId')}`, [...ids, ...ids]);
  });
  return byEntry(lines);
}

/** The postings of entries, by entry and in their order. */
export async function postingsOfEntries(
  manager: EntityManager,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, Posting[]>> {
  const lines = await inChunks(entryIds, (ids) =>
    runSql<PostingLine>(manager, `SELECT ${COLUMNS} FROM "posting" WHERE "entryId" IN ${listOf(ids)}`, ids),
  );
  return byEntry(lines);
}

/** A posting that names batches of two chunks comes with both. */
function byEntry(lines: readonly PostingLine[]): ReadonlyMap<string, Posting[]> {
  const groups = grouped(lines, ({ entryId }) => entryId);
  return new Map(
    [...groups].map(([entryId, own]) => {
      const unique = new Map(own.map((line) => [line.ordinal, line]));
      return [entryId, [...unique.values()].sort((a, b) => a.ordinal - b.ordinal).map(postingOf)] as const;
    }),
  );
}

function postingOf({
  fromAccount,
  toAccount,
  agreementKey,
  countryKey,
  counts,
  massMg,
  ...line
}: PostingLine): Posting {
  const { day, fromBatchId, toBatchId, partyId, commodity, origin, usabilityPpm } = line;
  return {
    day,
    from: fromAccount,
    to: toAccount,
    fromBatchId,
    toBatchId,
    partyId,
    commodity,
    origin,
    usabilityPpm,
    agreementId: agreementKey || null,
    country: countryKey || null,
    massMg: toMg(massMg),
    counts: readCounts(counts),
  };
}
