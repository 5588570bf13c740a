import type { CarveOut } from '../agreement/agreement.js';
import { generatedName } from '../matter/code.js';
import type { Holding } from '../matter/holding.js';
import { DomainError } from '../measure/errors.js';
import { localDay, type Day } from '../measure/time.js';
import { actOf, added, allAdded, changed, dropped, stepOf, type Act, type ActRecord, type Entering } from './act.js';
import { amountToDraw } from './batch-life.js';
import type { BirthPlace } from './born.js';
import { agreementOfLoad, inferredAgreement, leaksOf, type Agreements, type AskedCover } from './load-cover.js';
import { requireNoMagnets } from './magnets.js';
import type { Batch, Shipment, ShipmentLine } from './records.js';
import { shipmentChange, shipmentStep, UNWEIGHED, type HeldShipment } from './shipment-change.js';
import type { Place } from './shipment.js';

/** The batches that are to be shipped, and what decides whether they may be. */
export interface Load {
  readonly batches: readonly Batch[];
  /** What is in stock of them. */
  readonly stocks: ReadonlyMap<string, Holding>;
  /** Those of which the weight is in dispute. */
  readonly disputed: ReadonlySet<string>;
  readonly agreements: Agreements;
  readonly cover: AskedCover;
  /** Whether the one who plans may book a breach. */
  readonly mayBreach: boolean;
}

/** What is said of a shipment beside its load. */
export interface ShipmentPapers {
  readonly carrier: string | null;
  readonly documents: Shipment['documents'];
  readonly plannedOn: Day | null;
  readonly carveOut: CarveOut | null;
  readonly breachReason: string | null;
  readonly reason: string | null;
}

/** The site that a shipment leaves. */
export interface DeparturePlace extends BirthPlace {
  readonly timeZone: string;
}

/**
 * A shipment planned, of batches that are in stock where it leaves. It gets a code that is made for it: its site, its day and
 * part of its identifier.
 *
 * @throws DomainError `not-at-site`, `in-dispute`, `nothing-left`, `not-covered`, `exclusivity-breach`, `forbidden`,
 * `batch-state`, `magnet-lot`; NotFoundError; InputError
 */
export function decidePlan(
  from: DeparturePlace,
  to: Place,
  papers: ShipmentPapers,
  { load, by }: { readonly load: Load; readonly by: Entering },
): Act {
  const id = by.newId();
  const planned: Shipment = {
    id,
    code: '',
    codeKey: '',
    status: 'planned',
    agreementId: null,
    fromPartyId: from.partyId,
    fromSiteId: from.id,
    toPartyId: to.partyId,
    toSiteId: to.siteId,
    carrier: papers.carrier,
    documents: papers.documents,
    plannedOn: papers.plannedOn,
    carveOut: papers.carveOut,
    breachReason: papers.breachReason,
    reason: papers.reason,
    seal: null,
    dispatchedAt: null,
    dispatchedOn: null,
    dispatchEventOn: null,
    receivedAt: null,
    receivedOn: null,
    receiptEventOn: null,
    createdAt: by.now,
    userId: by.userId,
    version: 1,
  };
  const shipment = { ...planned, agreementId: agreementFor(planned, load) };
  const day = shipment.plannedOn ?? localDay(by.now, from.timeZone);
  return actOf({
    steps: load.batches.map((batch) => stepOf(batch, 'plan', { shipmentId: id })),
    records: [
      added('shipment', shipment, generatedName(`S-${from.code}`, day, id)),
      ...allAdded('shipmentLine', linesOf(id, load.batches)),
    ],
  });
}

/** What else changes where it is decided anew whether a shipment may go. */
export interface Replanned {
  /** The batches that it was planned with. */
  readonly before: readonly Batch[];
  readonly to: Place;
  readonly carveOut: CarveOut | null;
  readonly breachReason: string | null;
  readonly load: Load;
}

/**
 * A shipment edited: its papers, and where something changes that decides whether it may go, its load.
 *
 * @throws as {@link decidePlan}
 */
export function decidePlanEdit(
  { shipment, lines }: HeldShipment,
  papers: Partial<Pick<Shipment, 'carrier' | 'documents' | 'plannedOn' | 'reason'>>,
  replanned: Replanned | null,
): Act {
  if (!replanned) return actOf({ records: [shipmentChange(shipment, papers)] });
  const { before, to, carveOut, breachReason, load } = replanned;
  const aimed = { toSiteId: to.siteId, toPartyId: to.partyId, carveOut, breachReason };
  const agreementId = agreementFor({ ...shipment, ...aimed }, load);
  const stays = new Set(load.batches.map(({ id }) => id));
  const was = new Map(lines.map((line) => [line.batchId, line]));
  return actOf({
    steps: [
      ...before.filter(({ id }) => !stays.has(id)).map((batch) => stepOf(batch, 'unplan', { shipmentId: null })),
      ...load.batches
        .filter(({ id }) => !was.has(id))
        .map((batch) => stepOf(batch, 'plan', { shipmentId: shipment.id })),
    ],
    records: [
      shipmentChange(shipment, { ...papers, ...aimed, agreementId }),
      ...lines.filter(({ batchId }) => !stays.has(batchId)).map((line) => dropped('shipmentLine', line)),
      ...linesOf(shipment.id, load.batches).map((line): ActRecord => {
        const old = was.get(line.batchId);
        return old ? changed('shipmentLine', old, line) : added('shipmentLine', line);
      }),
    ],
  });
}

/** The agreement that a load keeps unless told otherwise: what it came under by itself it need not come under again. */
export function keptAgreement({ agreementId }: Shipment, batches: readonly Batch[]): string | null {
  return agreementId === inferredAgreement(batches) ? null : agreementId;
}

/**
 * A planned shipment that does not go: its batches are free again.
 *
 * @throws DomainError `shipment-state`
 */
export function decideCancel({ shipment }: HeldShipment, batches: readonly Batch[]): Act {
  const record = shipmentStep(shipment, 'cancel');
  return actOf({ steps: batches.map((batch) => stepOf(batch, 'unplan', { shipmentId: null })), records: [record] });
}

/** Whether a load may go where it is aimed at, and under which agreement. @throws as {@link decidePlan} */
function agreementFor(shipment: Shipment, load: Load): string | null {
  const { batches, stocks, agreements, mayBreach } = load;
  const { fromSiteId, fromPartyId, toPartyId, carveOut, breachReason } = shipment;
  const elsewhere = batches.find(({ siteId }) => siteId !== fromSiteId);
  if (elsewhere) {
    const { code } = elsewhere;
    throw new DomainError('not-at-site', `Batch ${code} is not at the site that the shipment leaves.`, { batch: code });
  }
  requireNoMagnets(batches);
  requireSettled(load);
  for (const { id, code } of batches) amountToDraw(stocks.get(id) ?? [], undefined, code);
  const agreementId = agreementOfLoad(batches, [fromPartyId, toPartyId], load.cover, agreements);
  leaksOf(batches, toPartyId, { carveOut, breachReason, mayBreach }, agreements);
  return agreementId;
}

/**
 * What goes on while its weight is in dispute could no longer be settled where it was received.
 *
 * @throws DomainError `in-dispute`
 */
function requireSettled({ batches, disputed }: Load): void {
  const codes = batches.filter(({ id }) => disputed.has(id)).map(({ code }) => code);
  if (codes.length === 0) return;
  throw new DomainError('in-dispute', `The weight of ${codes.join(', ')} is in dispute: settle it first.`, {
    batches: codes,
  });
}

function linesOf(shipmentId: string, batches: readonly Batch[]): ShipmentLine[] {
  return batches.map(({ id: batchId, pieces, refused }, ordinal) => ({
    ...UNWEIGHED,
    shipmentId,
    batchId,
    ordinal,
    leak: null,
    announcedDryMg: null,
    announcedPieces: pieces,
    refusedBefore: refused,
  }));
}
