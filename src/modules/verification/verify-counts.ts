import {
  dispositionMovement,
  generationMovement,
  stampPostings,
  stockDifferenceMovement,
  supplyMovement,
  type BatchPlace,
} from '../../domain/acts/batch-movements.js';
import type { DispositionKind } from '../../domain/acts/dispositions.js';
import { chargedUsabilityPpm, chargeMovement } from '../../domain/acts/charge.js';
import { decideDeparture } from '../../domain/acts/exclusivity.js';
import { latestSigned, versionOn } from '../../domain/agreement/agreement.js';
import { turned, type Movement, type Posting } from '../../domain/books/ledger.js';
import { PPM, type Ppm } from '../../domain/measure/quantities.js';
import { refusalSettlementMovements, settlementMovements } from '../../domain/acts/settlement.js';
import { dispatchMovements, receiptMovements, type LeakMeasure, type Leg } from '../../domain/acts/shipment.js';
import { groupOf, type Group } from '../../domain/matter/holding.js';
import type { CarveOut } from '../../domain/agreement/agreement.js';
import { catalogue } from '../catalogue/index.js';
import { writeCounts } from '../ledger/index.js';
import type { Stand, Visit } from './batch-walk.js';
import type { Facts } from './facts.js';
import type { FamilyCase } from './families.js';

/**
 * What a posting counts to, on which day and in whose books, worked out by the domain's own movements: of each way that an
 * act may take, the domain says it for an empty holding too.
 */
export function verifyCounts(facts: Facts, visit: Visit): void {
  const movements = movementsOf(facts, visit);
  if (!movements) return;
  const { entry, batch } = visit;
  for (const posting of visit.postings) {
    // A posting into a part is told with the batch that it left.
    if (posting.fromBatchId !== batch.id && posting.toBatchId !== posting.fromBatchId && visit.before === null)
      continue;
    const key = {
      entryId: entry.id,
      kind: entry.kind,
      batchId: batch.id,
      batch: batch.code,
      commodity: posting.commodity,
    };
    const found = textOf(posting, posting);
    const told = movements.flatMap((movement) => toldBy(movement, posting));
    facts.findings.compare({
      code: 'posting-wrong',
      check: 'a posting goes, counts and is dated as its act says',
      table: 'posting',
      key,
      expected: told.find((text) => text === found) ?? told[0] ?? 'no such posting',
      found,
    });
  }
}

/** What a movement says of a posting, where it is of the same way, in one direction or the other. */
function toldBy(movement: Movement, posting: Posting): string[] {
  const group = groupOf(posting);
  const counts = movement.countsOf?.(group) ?? [];
  const usabilityPpm = movement.usabilityPpmOf?.(group) ?? PPM;
  const { from, to, fromBatchId, toBatchId, day, partyId } = movement;
  const forward: Posting = { ...posting, from, to, fromBatchId, toBatchId, day, partyId, counts, usabilityPpm };
  return [forward, turned(forward)]
    .filter((way) => way.from === posting.from && way.to === posting.to)
    .map((way) => textOf(posting, way));
}

function textOf(_posting: Posting, way: Posting): string {
  const { day, partyId, fromBatchId, toBatchId, usabilityPpm } = way;
  const counts = writeCounts(way.counts) || 'nothing';
  const batches = fromBatchId === toBatchId ? '' : ` from ${fromBatchId ?? 'no batch'} to ${toBatchId ?? 'no batch'}`;
  return `counts to ${counts} at ${usabilityPpm} ppm on ${day} of party ${partyId}${batches}`;
}

/** The movements that an act may book of a batch; null where they are told elsewhere. */
function movementsOf(facts: Facts, visit: Visit): Movement[] | null {
  const { entry, batch, leg, before } = visit;
  const place: BatchPlace = { batchId: batch.id, siteId: entry.siteId, partyId: entry.partyId, day: entry.occurredOn };
  switch (entry.kind) {
    case 'logged':
      return [generationMovement(place, [])];
    case 'supplied':
      return [supplyMovement(place, [])];
    case 'disposed':
      return before ? [disposition(facts, visit, place)] : null;
    case 'charged':
      return [
        chargeMovement(place, [], {
          sides: facts.sidesOn(entry.localOn ?? entry.occurredOn),
          usabilityOf: usabilityOf(facts, visit),
        }),
      ];
    case 'dispatched':
    case 'received':
    case 'settled':
      return leg ? legMovements(facts, visit) : [];
    default:
      return null;
  }
}

function disposition(facts: Facts, visit: Visit, place: BatchPlace): Movement {
  const { batch, event, before, entry, postings } = visit;
  const holderId = (before as Stand).holderId;
  const sides = facts.sidesOn(entry.localOn ?? entry.occurredOn);
  const kind = (event?.kind ?? 'stock-difference') as DispositionKind;
  if (kind === 'stock-difference') {
    const way = visit.changeMg > 0 ? 'up' : 'down';
    return stockDifferenceMovement(place, [], { batchKind: batch.kind, holderId, sides, way });
  }
  const covered = postings.some(({ agreementId }) => agreementId !== null);
  const leak = covered ? leakBy(facts, visit, { holderId, kind }) : null;
  return dispositionMovement(place, [], { kind, batchKind: batch.kind, leak, holderId, sides });
}

/** What a disposition counts to by its agreement and by how it was justified. */
function leakBy(
  facts: Facts,
  { batch, event, before }: Visit,
  { holderId, kind }: { holderId: string; kind: Exclude<DispositionKind, 'stock-difference'> },
): LeakMeasure | null {
  const { agreementId, agreementVersion } = batch;
  const [agreement, version] = [facts.agreement(agreementId), facts.version(agreementId, agreementVersion)];
  if (!agreement || !version || batch.kind !== 'by-product') return null;
  const { generatorId, recyclerId } = agreement;
  const { exclusive, terms } = version;
  const covering = { agreementId: agreement.id, exclusive, carveOuts: terms.carveOuts, generatorId, recyclerId };
  try {
    return decideDeparture({
      covering,
      holderId,
      destination: kind,
      refusedByRecycler: before?.refused ?? false,
      mayBreach: true,
      ...(event?.carveOut ? { carveOut: event.carveOut as CarveOut } : {}),
      ...(event?.breachReason ? { breach: { reason: event.breachReason } } : {}),
    }).leak;
  } catch {
    // What the rules do not allow cannot have been booked: the finding says so by what is expected instead.
    return null;
  }
}

function legMovements(facts: Facts, { entry, batch, leg }: Visit): Movement[] {
  if (!leg) return [];
  const { shipment, line } = leg;
  const { fromSiteId, fromPartyId, toSiteId, toPartyId, dispatchedOn, receivedOn } = shipment;
  const dispatched = shipment.dispatchEventOn ?? '';
  const day = entry.kind === 'dispatched' ? dispatchedOn : receivedOn;
  const way: Leg = {
    shipmentId: shipment.id,
    batchId: batch.id,
    byProduct: batch.kind === 'by-product',
    leak: line.leak,
    from: { siteId: fromSiteId, partyId: fromPartyId },
    to: { siteId: toSiteId, partyId: toPartyId },
    sides: facts.sidesOn(day ?? ''),
  };
  if (entry.kind === 'dispatched') return dispatchMovements(way, [], entry.occurredOn);
  if (entry.kind === 'settled') {
    return line.refusedBatchId === batch.id
      ? refusalSettlementMovements(way, [], dispatched)
      : settlementMovements(way, [], shipment.receiptEventOn ?? '');
  }
  const days = { received: entry.occurredOn, dispatched };
  const movements = receiptMovements(way, { accepted: [], refused: [], lost: [] }, days, line.refusedBatchId);
  // Before it was the sender's own, the difference of a load that was refused whole stood in the books of its receiver.
  const inOldBooks = line.refusedBatchId === batch.id ? movements.map((one) => ({ ...one, partyId: toPartyId })) : [];
  return [...movements, ...inOldBooks];
}

function usabilityOf(facts: Facts, { batch, entry }: Visit): (group: Group) => Ppm {
  const defaultPpm = batch.product === null ? undefined : catalogue.product(batch.product)?.usabilityPpm;
  const factorsOf = (id: string): Readonly<Record<string, Ppm>> | undefined => {
    const agreement = facts.agreement(id);
    const version = agreement && (versionOn(agreement, entry.localOn ?? entry.occurredOn) ?? latestSigned(agreement));
    return version?.terms.usabilityPpm;
  };
  return (group) => chargedUsabilityPpm(group, { product: batch.product, defaultPpm, factorsOf });
}

/** What a signature stamped is everything before it, taken back in its old group and booked again in the agreement's. */
export function verifyStamps(facts: Facts, { family, root }: FamilyCase): void {
  const before: Posting[] = [];
  for (const { id, kind, postings } of family.history) {
    if (kind === 'stamped') {
      facts.findings.compare({
        code: 'stamp-wrong',
        check: 'a signature stamps all that was booked before it',
        table: 'entry',
        key: { id, batchId: root.id, batch: root.code },
        expected: stampPostings(before, root.agreementId ?? '')
          .map(wholeText)
          .sort()
          .join('; '),
        found: postings.map(wholeText).sort().join('; '),
      });
    }
    before.push(...postings);
  }
}

function wholeText({ counts, ...posting }: Posting): string {
  return `${Object.values(posting).join(' ')} ${writeCounts(counts)}`;
}
