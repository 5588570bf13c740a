import { roleOf, type AgreementSides, type AgreementRole } from '../agreement/sides.js';
import type { SettleOn } from '../agreement/agreement.js';
import { elementMassesMg, type CompositionPpm } from '../matter/composition.js';
import type { Catalogue } from '../matter/catalogue.js';
import { DomainError } from '../measure/errors.js';
import {
  difference,
  drawn,
  DRY_MASS,
  negated,
  byCountry,
  shareOverGroups,
  sumOf,
  totalMg,
  type Group,
  type Holding,
} from '../matter/holding.js';
import { stockAccount, transitAccount, WORLD, type Count, type Movement } from '../books/ledger.js';
import { ofMg, pctToPpm, PPM, roundedQuotient, type Mg, type Ppm } from '../measure/quantities.js';
import type { Day } from '../measure/time.js';

export const SHIPMENT_STATUSES = ['planned', 'in-transit', 'in-dispute', 'settled', 'cancelled'] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

type Transition = readonly [from: readonly ShipmentStatus[], to: ShipmentStatus];

/** The one table of a shipment's steps. Everything not listed is refused. */
const SHIPMENT_STEPS = {
  cancel: [['planned'], 'cancelled'],
  dispatch: [['planned'], 'in-transit'],
  'undo-dispatch': [['in-transit'], 'planned'],
  'receive-settled': [['in-transit'], 'settled'],
  'receive-disputed': [['in-transit'], 'in-dispute'],
  'undo-receive': [['settled', 'in-dispute'], 'in-transit'],
  name: [['in-dispute'], 'in-dispute'],
  settle: [['in-dispute'], 'settled'],
  'undo-settle': [['settled', 'in-dispute'], 'in-dispute'],
} as const satisfies Readonly<Record<string, Transition>>;
export type ShipmentStepName = keyof typeof SHIPMENT_STEPS;

/** Whether a shipment is in a status that allows the step. */
export function allowsShipmentStep(step: ShipmentStepName, current: ShipmentStatus): boolean {
  const [from]: Transition = SHIPMENT_STEPS[step];
  return from.includes(current);
}

/**
 * The status of a shipment after a step.
 *
 * @throws DomainError `shipment-state`
 */
export function nextShipmentStatus(step: ShipmentStepName, current: ShipmentStatus): ShipmentStatus {
  const [, to]: Transition = SHIPMENT_STEPS[step];
  if (!allowsShipmentStep(step, current)) {
    throw new DomainError('shipment-state', `The shipment is ${current}: this cannot be done with it now.`, {
      status: current,
    });
  }
  return to;
}

/** The fields of a shipment, and the last status in which each may still be edited: read by validation and by the form. */
export const SHIPMENT_EDITABLE: Readonly<Record<string, 'planned' | 'in-transit'>> = {
  batchIds: 'planned',
  agreementId: 'planned',
  toSiteId: 'planned',
  plannedOn: 'planned',
  carveOut: 'planned',
  breach: 'planned',
  reason: 'planned',
  carrier: 'in-transit',
  documents: 'in-transit',
};

/** Whether something of a shipment may still be edited. */
export function isShipmentEditable(status: ShipmentStatus): boolean {
  return status === 'planned' || Object.values(SHIPMENT_EDITABLE).some((until) => until === status);
}

/** @throws DomainError `shipment-state` where one of the fields, or none at all, may be edited any longer */
export function assertShipmentEditable(status: ShipmentStatus, fields: readonly string[]): void {
  if (
    isShipmentEditable(status) &&
    fields.every((field) => status === 'planned' || status === SHIPMENT_EDITABLE[field])
  )
    return;
  throw new DomainError('shipment-state', `The shipment is ${status}: this can no longer be edited.`, { status });
}

/** Which site of which party. */
export interface Place {
  readonly siteId: string;
  readonly partyId: string;
}

/** What a by-product's dispatch counts to, decided with the exclusivity rules. */
export type LeakMeasure = 'leaked' | 'leaked-carve-out' | 'leaked-breach';

/** A batch on its way: everything about the leg that decides what its postings count to. */
export interface Leg {
  readonly shipmentId: string;
  readonly from: Place;
  readonly to: Place;
  readonly batchId: string;
  readonly byProduct: boolean;
  /** Set where the leg takes by-product out of the agreement. */
  readonly leak: LeakMeasure | null;
  readonly sides: ReadonlyMap<string, AgreementSides>;
}

function sidesOf(leg: Leg, { agreementId }: Group): AgreementSides | undefined {
  return agreementId === null ? undefined : leg.sides.get(agreementId);
}

/** The measures of a by-product's leg: out of the generator's stock, or back into it. */
function departureCounts(leg: Leg, group: Group): readonly Count[] {
  const sides = sidesOf(leg, group);
  if (!leg.byProduct || !sides || leg.from.partyId === leg.to.partyId) return [];
  if (leg.leak) return [{ measure: leg.leak, sign: 1 }];
  return leg.from.partyId === sides.generatorId && leg.to.partyId === sides.recyclerId
    ? [{ measure: 'sent', sign: 1 }]
    : [];
}

const up = (measure: Count['measure']): Count => ({ measure, sign: 1 });
const down = (measure: Count['measure']): Count => ({ measure, sign: -1 });

/** What an accepted amount of by-product counts to; what comes back unprocessed was, net, neither sent nor confirmed. */
const BY_PRODUCT_ARRIVALS: Readonly<Record<string, readonly Count[]>> = {
  'generator recycler': [up('confirmed')],
  'recycler generator': [down('sent'), down('confirmed')],
};

/**
 * What an accepted amount of a recycled or intermediate batch counts to. A leg between the generator and a named processor is
 * neither returned nor taken back, so that material on a round by way of the recycler counts once.
 */
const RECYCLED_ARRIVALS: Readonly<Record<string, readonly Count[]>> = {
  'recycler generator': [up('returned'), up('straight')],
  'recycler processor': [up('returned')],
  'recycler other': [up('to-others')],
  'generator recycler': [down('returned'), down('straight')],
  'generator processor': [down('sent-on')],
  'processor recycler': [down('returned')],
  'processor generator': [up('sent-on')],
  'processor other': [up('others-there')],
  'other recycler': [down('to-others')],
  'other processor': [down('others-there')],
};

/** What an accepted amount counts to. Moves between sites of one party are on no rung. */
export function arrivalCounts(leg: Leg, group: Group): readonly Count[] {
  const sides = sidesOf(leg, group);
  if (!sides || leg.from.partyId === leg.to.partyId) return [];
  const way = `${roleOf(leg.from.partyId, sides)} ${roleOf(leg.to.partyId, sides)}`;
  return (leg.byProduct ? BY_PRODUCT_ARRIVALS : RECYCLED_ARRIVALS)[way] ?? [];
}

/** What a refused amount counts to: it undoes its dispatch. */
export function refusalCounts(leg: Leg, group: Group): readonly Count[] {
  return departureCounts(leg, group).flatMap(({ measure }): Count[] =>
    measure === 'sent'
      ? [
          { measure, sign: -1 },
          { measure: 'refused', sign: 1 },
        ]
      : [{ measure, sign: -1 }],
  );
}

/**
 * What the difference between dispatched and booked counts to where all was refused: it never was sent, and what was lost
 * on the way is the sender's own.
 */
export function wholeRefusalCounts(leg: Leg, group: Group): readonly Count[] {
  const own = leg.byProduct && leg.from.partyId === sidesOf(leg, group)?.generatorId;
  return [
    ...departureCounts(leg, group).map(({ measure }): Count => ({ measure, sign: -1 })),
    ...(own ? [up('own-difference')] : differenceCounts(leg, group)),
  ];
}

/** A weight difference counts apart where the generator moved its own by-product: its stock changed by it. */
export function differenceCounts(leg: Leg, group: Group): readonly Count[] {
  const sides = sidesOf(leg, group);
  const own = leg.byProduct && sides && leg.from.partyId === sides.generatorId && leg.to.partyId === sides.generatorId;
  if (own) return [up('own-difference')];
  return leg.byProduct || !sides ? [up('difference')] : [up('difference'), up(WAYS[roleOf(leg.from.partyId, sides)])];
}

const WAYS = {
  recycler: 'way-loss',
  processor: 'way-there',
  generator: 'way-plant',
  other: 'way-others',
} as const satisfies Record<AgreementRole, Count['measure']>;

/** `stock -> transit`: all that is left of the batch. */
export function dispatchMovements(leg: Leg, holding: Holding, day: Day): Movement[] {
  return [
    {
      ...sameBatch(leg, day, leg.from.partyId),
      from: stockAccount(leg.from.siteId),
      to: transitAccount(leg.shipmentId),
      holding,
      countsOf: (group) => departureCounts(leg, group),
    },
  ];
}

export function sameBatch(
  { batchId }: Leg,
  day: Day,
  partyId: string,
): Pick<Movement, 'day' | 'fromBatchId' | 'toBatchId' | 'partyId'> {
  return { day, fromBatchId: batchId, toBatchId: batchId, partyId };
}

/** What a weighing of a dispatched batch makes of its contents. */
export interface Weighing {
  /** What was dispatched. */
  readonly dispatched: Holding;
  /** The assay in force, `null` where there is none: then there are no element masses. */
  readonly compositionPpm: CompositionPpm | null;
  readonly catalogue: Catalogue;
}

/**
 * The contents at another dry mass: as dispatched where it is the same, else from the assay in force, one rounding per
 * element; groups share each commodity in proportion to what was dispatched.
 */
export function weighedHolding({ dispatched, compositionPpm, catalogue }: Weighing, dryMg: Mg): Holding {
  if (dryMg === totalMg(dispatched, DRY_MASS)) return dispatched;
  const elements = compositionPpm ? elementMassesMg(dryMg, compositionPpm, catalogue) : new Map<string, Mg>();
  return [[DRY_MASS, dryMg] as const, ...elements].flatMap(([commodity, massMg]) =>
    shareOverGroups(dispatched, commodity, massMg),
  );
}

export interface ReceivedMasses {
  readonly receivedDryMg: Mg;
  readonly refusedDryMg: Mg;
}

export interface Arrival {
  readonly accepted: Holding;
  readonly refused: Holding;
  /** Dispatched less received, signed: positive was lost on the way. */
  readonly lost: Holding;
}

/** Splits what arrived into accepted and refused: refused is drawn from it, accepted is the difference. */
export function arrivalOf(weighing: Weighing, { receivedDryMg, refusedDryMg }: ReceivedMasses): Arrival {
  const received = weighedHolding(weighing, receivedDryMg);
  const refused = refusedDryMg === 0 ? [] : drawn(received, refusedDryMg);
  return { accepted: difference(received, refused), refused, lost: difference(weighing.dispatched, received) };
}

/**
 * Of what arrived above what was dispatched, the part without which more would have been refused than was there: the refused
 * part counts on the day of the dispatch, and so does this. Mostly nothing.
 */
export function gainedBefore({ refused, lost, accepted }: Arrival): Holding {
  const dispatched = sumOf(accepted, refused, lost);
  return byCountry(difference(refused, dispatched)).flatMap((lot) => {
    const commodity = lot[0]?.commodity ?? '';
    const more = totalMg(lot, commodity);
    return more > 0
      ? shareOverGroups(
          lot.filter(({ massMg }) => massMg > 0),
          commodity,
          more,
        )
      : [];
  });
}

export interface ReceiptDays {
  /** The event day of the receipt. */
  readonly received: Day;
  /** The event day of the dispatch, which a refusal undoes. */
  readonly dispatched: Day;
}

/**
 * `transit -> stock` of the receiver (accepted) and of the sender (refused), `transit <-> measurement-difference`. Where all
 * is refused everything counts in the books of the sender, on the day of the dispatch.
 *
 * @param refusedBatchId the batch that the refused part becomes: one of its own, or the same where all is refused; null where
 *   nothing is
 */
export function receiptMovements(
  leg: Leg,
  arrival: Arrival,
  days: ReceiptDays,
  refusedBatchId: string | null,
): Movement[] {
  const transit = transitAccount(leg.shipmentId);
  const base = sameBatch(leg, days.received, leg.to.partyId);
  const outside = { ...base, from: transit, to: WORLD.measurementDifference };
  const whole = refusedBatchId === leg.batchId;
  const early = whole ? [] : gainedBefore(arrival);
  return [
    {
      ...base,
      from: transit,
      to: stockAccount(leg.to.siteId),
      holding: arrival.accepted,
      countsOf: (group) => arrivalCounts(leg, group),
    },
    {
      ...base,
      day: days.dispatched,
      partyId: leg.from.partyId,
      toBatchId: refusedBatchId,
      from: transit,
      to: stockAccount(leg.from.siteId),
      holding: arrival.refused,
      countsOf: (group) => refusalCounts(leg, group),
    },
    {
      ...outside,
      ...(whole ? { day: days.dispatched, partyId: leg.from.partyId } : {}),
      holding: sumOf(arrival.lost, early),
      countsOf: (group) => (whole ? wholeRefusalCounts(leg, group) : differenceCounts(leg, group)),
    },
    {
      ...outside,
      day: days.dispatched,
      holding: negated(early),
      countsOf: (group) => differenceCounts(leg, group),
    },
  ];
}

export const WEIGHT_FLAGS = [
  'within-tolerance',
  'out-of-tolerance',
  'significant',
  'estimated',
  'not-received',
] as const;
export type WeightFlag = (typeof WEIGHT_FLAGS)[number];

export interface FlagFacts {
  readonly announcedDryMg: Mg;
  readonly receivedDryMg: Mg;
  readonly announcedPieces: number;
  readonly receivedPieces: number;
  readonly estimated: boolean;
  readonly tolerancePpm: Ppm;
}

/** More than 10 %, or any difference in piece count, is significant: the US manifest rule, 40 CFR 264.72. */
const SIGNIFICANT_PPM = pctToPpm(10);

/** Whether `|received - announced| * 10^6 <= limit * announced`, the limit included. */
function within({ announcedDryMg, receivedDryMg }: FlagFacts, limitPpm: Ppm): boolean {
  return BigInt(Math.abs(receivedDryMg - announcedDryMg)) * BigInt(PPM) <= BigInt(limitPpm) * BigInt(announcedDryMg);
}

/**
 * The flag of a batch's weighing, and whether it settles itself: within tolerance and with the announced piece count,
 * or announced as an estimate (a difference in pieces still disputes).
 */
export function weightFlag(facts: FlagFacts): { readonly flag: WeightFlag; readonly settles: boolean } {
  const samePieces = facts.announcedPieces === facts.receivedPieces;
  const inTolerance = within(facts, facts.tolerancePpm);
  if (facts.receivedDryMg === 0 && facts.announcedDryMg > 0) return { flag: 'not-received', settles: false };
  if (facts.estimated && samePieces) return { flag: 'estimated', settles: true };
  if (!samePieces || !within(facts, SIGNIFICANT_PPM))
    return { flag: 'significant', settles: inTolerance && samePieces };
  return inTolerance ? { flag: 'within-tolerance', settles: true } : { flag: 'out-of-tolerance', settles: false };
}

/**
 * The figure on which a batch within tolerance settles: the receiver's, the sender's or their mean (half up). Where that
 * lies below the refused mass, the receiver's holds.
 */
export function settledDryMg(settleOn: SettleOn, announcedMg: Mg, { receivedDryMg, refusedDryMg }: ReceivedMasses): Mg {
  const mean = ofMg(roundedQuotient(BigInt(announcedMg) + BigInt(receivedDryMg), 2n));
  const figure = { receiver: receivedDryMg, sender: announcedMg, mean }[settleOn];
  return figure < refusedDryMg ? receivedDryMg : figure;
}

/** The elements of a holding, without its dry mass. */
export function elementsOnly(holding: Holding): Holding {
  return holding.filter(({ commodity }) => commodity !== DRY_MASS);
}
