import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { runSql } from '../bulk.js';
import { rewriteBooks, type PostingChange, type StoredPosting } from './rewrite.js';

/**
 * Works out anew what postings of recycled and intermediate material count to, by the second method of the ladder: recovered
 * once, returned net of every way back, and with all that becomes of it afterwards. What is substituted is kept per charge.
 */
export class LadderCounts1790001010000 implements MigrationInterface {
  name = 'LadderCounts1790001010000';

  async up(runner: QueryRunner): Promise<void> {
    let books: Books | null = null;
    await rewriteBooks(runner, this.name, {
      postings: async (page) => {
        books ??= await readBooks(runner.manager);
        const known = books;
        return page.map((posting) => changeOf(posting, known));
      },
    });
  }

  /** What the first method counted is forgotten; the second one reads as well. */
  async down(): Promise<void> {
    // The counts stand as they are.
  }
}

type Role = 'generator' | 'recycler' | 'processor' | 'other';

interface Sides {
  readonly generatorId: string;
  readonly recyclerId: string;
  /** By the day from which they hold, the latest first. */
  readonly processors: readonly { readonly startsOn: string; readonly ids: readonly string[] }[];
}

interface Way {
  readonly fromSiteId: string;
  readonly fromPartyId: string;
  readonly toSiteId: string;
  readonly toPartyId: string;
}

/** What a run is to an agreement. */
interface Share {
  readonly recovered: boolean;
  readonly drawsByProduct: boolean;
}

interface Books {
  readonly sides: ReadonlyMap<string, Sides>;
  readonly ways: ReadonlyMap<string, Way>;
  readonly runParties: ReadonlyMap<string, string>;
  readonly shares: ReadonlyMap<string, Share>;
  readonly batches: ReadonlyMap<
    string,
    { readonly kind: string; readonly runId: string | null; readonly madeIn: string | null }
  >;
}

async function readBooks(manager: EntityManager): Promise<Books> {
  const batches = await runSql<{ id: string; kind: string; runId: string | null; madeIn: string | null }>(
    manager,
    `SELECT b."id", b."kind", b."runId", root."runId" AS "madeIn" FROM "batch" b JOIN "batch" root ON root."id" = b."rootId"`,
  );
  const ways = await runSql<Way & { id: string }>(
    manager,
    'SELECT "id", "fromSiteId", "fromPartyId", "toSiteId", "toPartyId" FROM "shipment"',
  );
  const runs = await runSql<{ id: string; partyId: string }>(manager, 'SELECT "id", "partyId" FROM "run"');
  return {
    sides: await readSides(manager),
    shares: await readShares(manager),
    batches: new Map(batches.map(({ id, ...batch }) => [id, batch])),
    ways: new Map(ways.map(({ id, ...way }) => [id, way])),
    runParties: new Map(runs.map(({ id, partyId }) => [id, partyId])),
  };
}

async function readSides(manager: EntityManager): Promise<ReadonlyMap<string, Sides>> {
  const agreements = await runSql<{ id: string; generatorId: string; recyclerId: string }>(
    manager,
    'SELECT "id", "generatorId", "recyclerId" FROM "agreement"',
  );
  const versions = await runSql<{ agreementId: string; startsOn: string; terms: string }>(
    manager,
    'SELECT "agreementId", "startsOn", "terms" FROM "agreement_version" ORDER BY "number" DESC',
  );
  return new Map(
    agreements.map(({ id, generatorId, recyclerId }) => {
      const processors = versions
        .filter(({ agreementId }) => agreementId === id)
        .map(({ startsOn, terms }) => ({
          startsOn,
          ids: (JSON.parse(terms) as { processorIds?: readonly string[] }).processorIds ?? [],
        }));
      return [id, { generatorId, recyclerId, processors }];
    }),
  );
}

async function readShares(manager: EntityManager): Promise<ReadonlyMap<string, Share>> {
  const shares = await runSql<{ runId: string; agreementId: string; recovered: boolean | number }>(
    manager,
    'SELECT "runId", "agreementId", "recovered" FROM "run_share"',
  );
  const drawn = await runSql<{ runId: string; agreementKey: string }>(
    manager,
    `SELECT DISTINCT i."runId", p."agreementKey" FROM "run_input" i
      JOIN "posting" p ON p."fromBatchId" = i."batchId" AND p."toAccount" = 'process:' || i."runId"
      WHERE i."kind" = 'by-product' AND p."agreementKey" <> ''`,
  );
  const byProduct = new Set(drawn.map(({ runId, agreementKey }) => `${runId} ${agreementKey}`));
  return new Map(
    shares.map(({ runId, agreementId, recovered }) => {
      const key = `${runId} ${agreementId}`;
      return [key, { recovered: Boolean(recovered), drawsByProduct: byProduct.has(key) }];
    }),
  );
}

function roleOf(partyId: string, sides: Sides, day: string): Role {
  if (partyId === sides.generatorId) return 'generator';
  if (partyId === sides.recyclerId) return 'recycler';
  const inForce = sides.processors.find(({ startsOn }) => startsOn <= day) ?? sides.processors[0];
  return inForce?.ids.includes(partyId) ? 'processor' : 'other';
}

type Word = readonly [measure: string, sign: 1 | -1];

/** What becomes of a posting; null where it stays as it is. */
function changeOf(posting: StoredPosting, books: Books): PostingChange | null {
  const words = forwardWords(posting, books) ?? backwardWords(posting, books);
  if (!words) return null;
  const counts = words.map(([measure, sign]) => `${measure}${sign === 1 ? '+' : '-'}`).join(' ');
  return counts === posting.counts ? null : { counts };
}

function backwardWords(posting: StoredPosting, books: Books): Word[] | null {
  const { fromAccount, toAccount, fromBatchId, toBatchId } = posting;
  const turned = {
    ...posting,
    ...{ fromAccount: toAccount, toAccount: fromAccount, fromBatchId: toBatchId, toBatchId: fromBatchId },
  };
  const words = forwardWords(turned, books);
  return words && words.map(([measure, sign]): Word => [measure, sign === 1 ? -1 : 1]);
}

/** What a posting in the direction of its act counts to; null for what is no such act, or is of by-product alone. */
function forwardWords(posting: StoredPosting, books: Books): Word[] | null {
  const { fromAccount: from, toAccount: to, fromBatchId, agreementKey, day, partyId } = posting;
  const sides = books.sides.get(agreementKey);
  const role = (party: string): Role => (sides ? roleOf(party, sides, day) : 'other');
  const isByProduct = books.batches.get(fromBatchId ?? '')?.kind === 'by-product';
  if (from.startsWith('process:') || to.startsWith('process:')) return runWords(posting, books);
  if (isByProduct) return null;
  if (to === 'world:charged') {
    const isMaker = ['recycler', 'processor'].includes(role(partyId));
    return [['consumed', 1], ['substituted', 1], ...(isMaker ? [['recycled-disposed', 1] as const] : [])];
  }
  if (to === 'world:sold' || to === 'world:disposed') {
    return role(partyId) === 'other' ? [] : [[to === 'world:sold' ? 'recycled-sold' : 'recycled-disposed', 1]];
  }
  if (to === 'world:measurement-difference') {
    const way = books.ways.get(from.replace('transit:', ''));
    const kind = way ? WAYS[role(way.fromPartyId)] : role(partyId) === 'other' ? null : 'recycled-counted';
    return [['difference', 1], ...(kind && sides ? [[kind, 1] as const] : [])];
  }
  const way = books.ways.get(from.replace('transit:', ''));
  if (!way || to !== `stock:${way.toSiteId}` || !sides) return null;
  if (way.fromPartyId === way.toPartyId) return [];
  return [...(ARRIVALS[`${role(way.fromPartyId)} ${role(way.toPartyId)}`] ?? [])];
}

const WAYS: Readonly<Record<Role, string>> = {
  ...{ recycler: 'way-loss', processor: 'way-there', generator: 'way-plant', other: 'way-others' },
};

const ARRIVALS: Readonly<Record<string, readonly Word[]>> = {
  'recycler generator': [
    ['returned', 1],
    ['straight', 1],
  ],
  'recycler processor': [['returned', 1]],
  'recycler other': [['to-others', 1]],
  'generator recycler': [
    ['returned', -1],
    ['straight', -1],
  ],
  'generator processor': [['sent-on', -1]],
  'processor recycler': [['returned', -1]],
  'processor generator': [['sent-on', 1]],
  'processor other': [['others-there', 1]],
  'other recycler': [['to-others', -1]],
  'other processor': [['others-there', -1]],
};

const REST: Readonly<Record<string, string>> = {
  'world:residue': 'later-residue',
  'world:unaccounted': 'later-unaccounted',
  'world:mass-change': 'later-change',
};

/** What goes into a run, comes out of it, and is left or missing. */
function runWords(posting: StoredPosting, books: Books): Word[] | null {
  const { fromAccount: from, toAccount: to, fromBatchId, toBatchId, agreementKey, day } = posting;
  const runId = (from.startsWith('process:') ? from : to).slice('process:'.length);
  const sides = books.sides.get(agreementKey);
  const role = sides ? roleOf(books.runParties.get(runId) ?? '', sides, day) : null;
  const share = books.shares.get(`${runId} ${agreementKey}`);
  const isMaker = role === 'recycler' || role === 'processor';
  const recovers = isMaker && share !== undefined && !share.recovered;
  const makes = recovers && (role === 'recycler' || share.drawsByProduct);
  const later = REST[to];
  if (later !== undefined) {
    const always: Word[] = to === 'world:unaccounted' ? [['unaccounted', 1]] : [];
    return role !== null && !makes ? [...always, [later, 1]] : always;
  }
  const batch = books.batches.get(fromBatchId ?? toBatchId ?? '');
  if (!batch || !(from.startsWith('stock:') || to.startsWith('stock:'))) return null;
  const isOutput = batch.runId === runId;
  // The way of an output leads out of the process, that of an input into it.
  if (isOutput !== from.startsWith('process:')) return null;
  if (role === null) return [];
  if (batch.kind === 'by-product') return role === 'other' ? [] : [['processed', 1]];
  const sign = isOutput ? 1 : -1;
  const wasRecovered = batch.kind === 'recycled' || books.shares.get(`${batch.madeIn} ${agreementKey}`)?.recovered;
  const rung = isOutput
    ? batch.kind === 'recycled'
      ? 'recovered'
      : 'intermediate'
    : wasRecovered
      ? 'recovered'
      : 'intermediate';
  const counted: Word[] = recovers ? [[rung, sign]] : [];
  if (makes) return [...counted, ['made', sign]];
  return isMaker ? [...counted, ['lost-later', sign === 1 ? -1 : 1]] : counted;
}
