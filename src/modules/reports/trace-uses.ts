import type { EntityManager } from 'typeorm';
import { toMg } from '../../database/index.js';
import { amountKey, sumOf, type Amount, type Holding, type Origin } from '../../domain/matter/holding.js';
import type { EndingKind } from '../../domain/acts/dispositions.js';
import { WORLD } from '../../domain/books/ledger.js';
import type { EndUse, TracedUse } from '../../domain/trace/trace-down.js';
import { rowsWithIds } from './rows-of.js';
import type { TracedRows } from './trace-rows.js';

/**
 * By what a batch ends: by the figure that what goes into production counts to, else by the account. What comes out as magnets names
 * no batch on the side that it left.
 */
const ENDS: Readonly<Record<EndingKind | 'charged' | 'measurement-difference', (end: string) => string>> = {
  charged: (end) => `p."${end}Account" LIKE 'wip:%' AND p."counts" LIKE 'consumed%'`,
  'reused-in-process': (end) => `p."${end}Account" LIKE 'wip:%' AND p."counts" LIKE 'reused%'`,
  'back-to-production': (end) => `p."${end}Account" LIKE 'wip:%' AND p."counts" = '' AND p."${end}BatchId" IS NOT NULL`,
  delivered: (end) => `p."${end}Account" = '${WORLD.delivered}' AND p."${end}BatchId" IS NOT NULL`,
  disposed: (end) => `p."${end}Account" = '${WORLD.disposed}'`,
  'sold-elsewhere': (end) => `p."${end}Account" = '${WORLD.sold}'`,
  'measurement-difference': (end) => `p."${end}Account" = '${WORLD.measurementDifference}'`,
};

/** The end that the side of a posting is, as an SQL value; null for none. */
const endSql = (end: 'from' | 'to'): string =>
  `CASE ${Object.entries(ENDS)
    .map(([kind, isSo]) => `WHEN ${isSo(end)} THEN '${kind}'`)
    .join(' ')} END`;

/** Entries that only bring others to what they should be. */
const CORRECTIONS: readonly string[] = ['assayed', 'stamped', 'reversed'];

interface AmountLine {
  readonly batchId: string;
  readonly account: string;
  readonly commodity: string;
  readonly agreementKey: string;
  readonly origin: Origin;
  readonly massMg: number | string;
}

interface EndLine extends AmountLine {
  readonly end: EndUse['kind'];
  readonly day: string;
  readonly partyId: string;
  readonly entryId: string;
  readonly entryKind: string;
  readonly reversedById: string | null;
}

/** What became of batches: their parts, what runs drew of them, where the rest is or ended. */
export async function usesOfBatches(
  manager: EntityManager,
  { batches, runs }: TracedRows,
  contentsOf: (batchId: string) => Holding,
): Promise<ReadonlyMap<string, readonly TracedUse[]>> {
  const uses = new Map<string, TracedUse[]>(batches.map(({ id }) => [id, []]));
  for (const { id, parentId } of batches) {
    if (parentId) uses.get(parentId)?.push({ to: 'part', id, holding: contentsOf(id) });
  }
  for (const { id, draws } of [...runs].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const [batchId, { drawn }] of draws) uses.get(batchId)?.push({ to: 'run', id, holding: drawn });
  }
  const ids = batches.map(({ id }) => id);
  for (const { batchId, ...use } of [...(await whereabouts(manager, ids)), ...(await ends(manager, ids))]) {
    uses.get(batchId)?.push({ to: 'end', ...use });
  }
  return uses;
}

type EndOf = EndUse & { readonly batchId: string };

/** What of batches is in stock and on its way. */
async function whereabouts(manager: EntityManager, ids: readonly string[]): Promise<EndOf[]> {
  const lines = await rowsWithIds<AmountLine>(
    manager,
    ids,
    (list) => `SELECT "batchKey" AS "batchId", "account", "commodity", "agreementKey", "origin", "massMg"
      FROM "balance" WHERE "batchKey" IN ${list} AND "massMg" > 0`,
  );
  const places = grouped(lines, ({ batchId, account }) => `${batchId} ${account}`);
  const holders = await holdersOf(manager, [...new Set(lines.map(({ account }) => account))]);
  return places.map(([{ batchId, account }, own]) => {
    const place = { batchId, ...placeOf(account), partyIds: holders.get(account) ?? [] };
    return { kind: place.siteId ? 'in-stock' : 'in-transit', ...place, holding: netOf(own) };
  });
}

function placeOf(account: string): Pick<EndUse, 'siteId' | 'shipmentId'> {
  const [kind, id] = account.split(':');
  return kind === 'stock' ? { siteId: id } : { shipmentId: id };
}

/** In whose hands accounts of stock and transit are: of the site's party, or of both ends of the shipment. */
async function holdersOf(
  manager: EntityManager,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const idsOf = (kind: string): string[] =>
    accounts.filter((account) => account.startsWith(kind)).map((account) => account.slice(kind.length));
  const sites = await rowsWithIds<{ id: string; partyId: string }>(
    manager,
    idsOf('stock:'),
    (list) => `SELECT "id", "partyId" FROM "site" WHERE "id" IN ${list}`,
  );
  const shipments = await rowsWithIds<{ id: string; fromPartyId: string; toPartyId: string }>(
    manager,
    idsOf('transit:'),
    (list) => `SELECT "id", "fromPartyId", "toPartyId" FROM "shipment" WHERE "id" IN ${list}`,
  );
  return new Map<string, readonly string[]>([
    ...sites.map(({ id, partyId }) => [`stock:${id}`, [partyId]] as const),
    ...shipments.map(({ id, fromPartyId, toPartyId }) => [`transit:${id}`, [fromPartyId, toPartyId]] as const),
  ]);
}

/**
 * How batches ended, and by what they were found to differ: one use for each day on which the like happened from one
 * account, with its entries. What an assay or a stamp corrected later is among it, since it was booked on that day.
 */
async function ends(manager: EntityManager, ids: readonly string[]): Promise<EndOf[]> {
  const side = (batch: 'from' | 'to', end: 'from' | 'to', sign: string) => (list: string) => `
    SELECT p."${batch}BatchId" AS "batchId", p."${batch}Account" AS "account", ${endSql(end)} AS "end", p."day",
        p."partyId", p."entryId", e."kind" AS "entryKind", r."id" AS "reversedById",
        p."commodity", p."agreementKey", p."origin", ${sign}p."massMg" AS "massMg"
      FROM "posting" p JOIN "entry" e ON e."id" = p."entryId" LEFT JOIN "entry" r ON r."reversesId" = e."id"
      WHERE p."${batch}BatchId" IN ${list} AND ${endSql(end)} IS NOT NULL`;
  const lines = [
    ...(await rowsWithIds<EndLine>(manager, ids, side('from', 'to', ''))),
    ...(await rowsWithIds<EndLine>(manager, ids, side('to', 'from', '-'))),
  ];
  return grouped(lines, ({ batchId, account, end, day }) => [day, batchId, end, account].join(' '))
    .map(([first, own]): EndOf => {
      const { batchId, account, end, day, partyId } = first;
      const acts = own.filter((line) => line.reversedById === null && !CORRECTIONS.includes(line.entryKind));
      const entryIds = [...new Set(acts.map(({ entryId }) => entryId))].sort();
      const place = { batchId, ...placeOf(account), partyIds: [partyId], occurredOn: day, entryIds };
      return { kind: end, ...place, holding: netOf(own) };
    })
    .filter(({ holding }) => holding.length > 0);
}

/** Lines by a key, in the order of the keys: each database would give another order, and remainders fall by it. */
function grouped<Line>(lines: readonly Line[], keyOf: (line: Line) => string): (readonly [Line, Line[]])[] {
  const groups = new Map<string, [Line, Line[]]>();
  for (const line of lines) {
    const key = keyOf(line);
    const known = groups.get(key);
    if (known) known[1].push(line);
    else groups.set(key, [line, [line]]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function netOf(lines: readonly AmountLine[]): Holding {
  const amounts = lines.map(({ commodity, agreementKey, origin, massMg }): Amount => {
    return { commodity, agreementId: agreementKey || null, origin, country: null, massMg: toMg(massMg) };
  });
  return [...sumOf(amounts)].sort((a, b) => (amountKey(a) < amountKey(b) ? -1 : 1));
}
