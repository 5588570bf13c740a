import { originOfByProduct } from '../../domain/acts/batch-life.js';
import { isSigned } from '../../domain/agreement/agreement.js';
import { EVERY_STREAM } from '../../domain/agreement/agreement.js';
import { amountOf, DRY_MASS, groupKey, sumOf, totalMg, type Amount } from '../../domain/matter/holding.js';
import { isWip, processAccount, WORLD, type Posting } from '../../domain/books/ledger.js';
import { dryMassMg, negative, netMassMg, scaled } from '../../domain/measure/quantities.js';
import { assayInForce } from '../../domain/acts/family.js';
import type { BatchRow } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import type { EntryRow } from '../ledger/index.js';
import type { Stand } from './batch-walk.js';
import type { Facts } from './facts.js';
import type { FamilyCase } from './families.js';

/** Holds the rows of a family against the entries by which its batches came to be, and how these left them. */
export function verifyBatches(facts: Facts, one: FamilyCase, stands: ReadonlyMap<string, Stand>): void {
  for (const batch of one.family.members) {
    const birth = birthOf(one, batch);
    const tell = teller(facts, batch);
    compareState(facts, tell, { one, batch, stand: stands.get(batch.id) });
    if (!birth) {
      tell('batch-without-entry', 'a batch has an entry by which it came to be', 'an entry', 'none');
      continue;
    }
    const postings = one.postingsOf(birth.id).filter(({ toBatchId }) => toBatchId === batch.id);
    const parent = one.family.members.find(({ id }) => id === batch.parentId);
    if (batch.parentId === null) compareRoot(facts, tell, { batch, birth, postings, one });
    else comparePart(tell, { batch, parent, postings, one });
    compareMasses(tell, { batch, parent, postings, one });
  }
}

type Tell = (code: string, check: string, expected: unknown, found: unknown) => void;

function teller({ findings }: Facts, { id, code: name }: BatchRow): Tell {
  const key = { id, code: name };
  return (code, check, expected, found) => findings.compare({ code, check, table: 'batch', key, expected, found });
}

interface Born {
  readonly one: FamilyCase;
  readonly batch: BatchRow;
  /** The postings that brought it in. */
  readonly postings: readonly Posting[];
}

/** The entry by which a batch came to be; of a void one the last that was reversed. */
function birthOf({ chains }: FamilyCase, { id }: BatchRow): EntryRow | undefined {
  const links = (chains.linksOf.get(id) ?? []).filter(({ previousEntryId }) => previousEntryId === null);
  const entries = links.flatMap(({ entryId }) => chains.entries.get(entryId) ?? []);
  const standing = entries.filter((entry) => !chains.reversed.has(entry.id));
  return [...(standing.length > 0 ? standing : entries)].sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1);
}

function compareState(
  facts: Facts,
  tell: Tell,
  { one, batch, stand }: { one: FamilyCase; batch: BatchRow; stand: Stand | undefined },
): void {
  const { status, resting, siteId, holderId, shipmentId, refused } = batch;
  if (!stand) {
    tell(
      'batch-status',
      'a batch without a standing entry is void, and its code free',
      ['void', false],
      [status, batch.liveKey !== null],
    );
    return;
  }
  const planned = one.legsOf(batch.id).find(({ shipment }) => shipment.status === 'planned');
  const waits = planned !== undefined && ['on-hand', 'received'].includes(stand.status);
  const expected = {
    status: waits ? 'in-shipment' : stand.status,
    resting: stand.resting,
    siteId: stand.siteId,
    holderId: stand.holderId,
    shipmentId: waits ? planned.shipment.id : stand.shipmentId,
    refused: stand.refused,
    isCodeTaken: true,
    pieces: stand.pieces ?? batch.pieces,
  };
  const found = {
    status,
    resting,
    siteId,
    holderId,
    shipmentId,
    refused,
    isCodeTaken: batch.liveKey !== null,
    pieces: batch.pieces,
  };
  tell('batch-status', 'a batch stands as its entries and shipments left it', expected, found);
  const inForce = assayInForce(one.family, batch.id)?.id ?? null;
  tell('assay-in-force', 'a batch works with the assay that is in force', inForce, batch.assayId);
  const holder = facts.holderAt(siteId);
  tell('batch-holder', 'who holds a batch is the party of its site', holder, holderId);
}

/** What comes into the books by a posting: of what comes out of production by-product is counted as generated. */
function kindFrom(posting: Posting | undefined): string | undefined {
  if (!posting) return undefined;
  const { from, counts } = posting;
  if (isWip(from)) return counts.some(({ measure }) => measure === 'generated') ? 'by-product' : 'magnet';
  if (from === WORLD.delivered) return 'magnet';
  return from === WORLD.primarySupply ? 'primary' : undefined;
}

function compareRoot(facts: Facts, tell: Tell, { batch, birth, postings, one }: Born & { birth: EntryRow }): void {
  const [first] = postings;
  const made = first?.from.startsWith('process:') === true;
  const product = batch.product === null ? undefined : catalogue.product(batch.product);
  const kind = made ? (product?.kind ?? 'recycled') : kindFrom(first);
  const expected = {
    kind,
    root: batch.id,
    run: made && first ? first.from : null,
    site: birth.siteId,
    party: birth.partyId,
    at: birth.occurredAt,
    on: [birth.occurredOn, birth.localOn],
    relation: null,
  };
  tell('batch-birth', 'a batch is what the entry says by which it came to be', expected, {
    kind: batch.kind,
    root: batch.rootId,
    run: batch.runId === null ? null : processAccount(batch.runId),
    site: batch.originSiteId,
    party: batch.partyId,
    at: batch.occurredAt,
    on: [batch.occurredOn, batch.localOn],
    relation: batch.parentRelation,
  });
  if (made) {
    tell(
      'batch-agreement',
      'what a run makes has no agreement or origin of its own',
      [null, null, null],
      [...[batch.agreementId, batch.agreementVersion, batch.origin]],
    );
    return;
  }
  compareGroup(tell, batch, one);
  if (batch.kind !== 'by-product') return;
  tell(
    'batch-origin',
    'the origin follows from the answer of the plant',
    originOfByProduct(batch.reclaimableAnswer),
    batch.origin,
  );
  tell(
    'batch-stream',
    'the stream of a by-product is in the catalogue',
    true,
    catalogue.stream(batch.stream ?? '') !== undefined,
  );
  compareVersion(facts, tell, batch);
}

/** Whether by a posting, or by what takes it back, something came to be that is made of nothing else in the books. */
function isBirth({ from, to, fromBatchId, toBatchId, counts }: Posting): boolean {
  if (fromBatchId === null || toBatchId === null) return true;
  return [from, to].includes(WORLD.primarySupply) || counts.some(({ measure }) => measure === 'generated');
}

/** A by-product or supply is of one agreement, origin and country, whatever was stamped or edited since. */
function compareGroup(tell: Tell, batch: BatchRow, one: FamilyCase): void {
  const births = one.family.history
    .flatMap(({ postings }) => postings)
    .filter((posting) => posting.commodity === DRY_MASS && isBirth(posting));
  const net = sumOf(
    births.map((posting): Amount => {
      const amount = amountOf(posting);
      return posting.from.startsWith('stock:') ? { ...amount, massMg: negative(amount.massMg) } : amount;
    }),
  );
  if (net.length === 0) return;
  const { agreementId, origin, country } = batch;
  const expected = net.map(groupKey).sort();
  tell('batch-agreement', 'a batch is of the agreement, origin and country of its postings', expected, [
    groupKey({ agreementId, origin: origin ?? 'unknown', country }),
  ]);
}

/** The version under which a by-product was logged has been signed, and covers its site, stream and day. */
function compareVersion(facts: Facts, tell: Tell, batch: BatchRow): void {
  const { agreementId, agreementVersion, originSiteId, stream, occurredOn } = batch;
  if (agreementId === null) {
    tell('batch-agreement', 'without an agreement there is no version of it', null, agreementVersion);
    return;
  }
  const [agreement, version] = [facts.agreement(agreementId), facts.version(agreementId, agreementVersion)];
  const covered =
    agreement !== null &&
    version !== null &&
    isSigned(version, agreement) &&
    version.startsOn <= occurredOn &&
    version.scope.siteIds.includes(originSiteId) &&
    [EVERY_STREAM, stream ?? ''].some((name) => version.scope.streams.includes(name));
  tell(
    'batch-agreement',
    'the version that a by-product was logged under is signed and covers its site, stream and day',
    `version ${agreementVersion ?? 'none'} covers it`,
    covered ? `version ${agreementVersion ?? 'none'} covers it` : `version ${agreementVersion ?? 'none'} does not`,
  );
}

/** What a part has from what it is a part of. */
const INHERITED = [
  ...([
    'kind',
    'partyId',
    'originSiteId',
    'agreementId',
    'agreementVersion',
    'stream',
    'product',
    'alloy',
    'grade',
  ] as const),
  ...(['containerId', 'origin', 'reclaimableAnswer', 'reclaimableReason', 'supplierName', 'originCountry'] as const),
  ...(['separationCountry', 'metalCountry', 'country'] as const),
  ...(['occurredAt', 'occurredOn', 'localOn', 'rootId'] as const),
] as const satisfies readonly (keyof BatchRow)[];

function comparePart(tell: Tell, born: Born & { parent: BatchRow | undefined }): void {
  const { batch, parent, postings, one } = born;
  if (!parent) {
    tell('batch-parent', 'a part is of a batch of the same family', batch.parentId, 'no such batch');
    return;
  }
  const [first] = postings;
  const relation = first?.from.startsWith('transit:') ? 'refused' : 'split';
  tell(
    'batch-parent',
    'a part was taken from its parent',
    [first?.fromBatchId, relation, null],
    [...[batch.parentId, batch.parentRelation, batch.runId]],
  );
  if (
    !one.family.entries.some(({ id }) => (one.chains.linksOf.get(batch.id) ?? []).some(({ entryId }) => entryId === id))
  )
    return;
  for (const name of INHERITED) {
    tell('batch-parent', `a part has its ${name} from its parent`, parent[name], batch[name]);
  }
}

function compareMasses(tell: Tell, { batch, parent, postings, one }: Born & { parent: BatchRow | undefined }): void {
  const dryMg = totalMg(postings, DRY_MASS);
  tell('batch-mass', 'the dry mass is what its first postings brought in, in milligrams', dryMg, batch.dryMg);
  const { grossMg, tareMg, netMg, moisturePpm, oilPpm } = batch;
  if (!parent) {
    if (grossMg !== null)
      tell('batch-mass', 'the net mass is gross less tare, in milligrams', netMassMg(grossMg, tareMg ?? 0), netMg);
    // What was taken off for the coating of magnets is kept with the lot.
    const dry = batch.kind === 'magnet' ? batch.dryMg : dryMassMg(netMg, moisturePpm, oilPpm);
    tell('batch-mass', 'the dry mass is the net mass less moisture and oil, in milligrams', dry, batch.dryMg);
    if (grossMg === null) tell('batch-mass', 'without a gross mass there is no tare', null, tareMg);
    return;
  }
  const line = one.legsOf(parent.id).find(({ line: { refusedBatchId } }) => refusedBatchId === batch.id)?.line;
  const part = [netMg, moisturePpm, oilPpm, grossMg, tareMg];
  if (batch.parentRelation === 'split') {
    const net = scaled(batch.dryMg, parent.netMg, parent.dryMg);
    tell(
      'batch-mass',
      'a part has its share of the net mass',
      [net, parent.moisturePpm, parent.oilPpm, null, null],
      part,
    );
  } else if (line) {
    const refused = [line.refusedNetMg, line.moisturePpm, line.oilPpm, null, null];
    tell('batch-mass', 'a refused part has the masses that were refused', refused, part);
  }
}
