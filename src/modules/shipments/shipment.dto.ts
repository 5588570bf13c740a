import {
  AreParts,
  IsFlag,
  IsId,
  IsIds,
  IsInstant,
  IsMassKg,
  IsOn,
  IsOneOf,
  IsPart,
  IsPct,
  IsText,
  IsWhole,
  PageQuery,
} from '../../common/index.js';
import { CARVE_OUTS, type CarveOut } from '../../domain/agreement/agreement.js';
import { MOST_PIECES } from '../../domain/measure/quantities.js';
import { SHIPMENT_STATUSES, type ShipmentStatus } from '../../domain/acts/shipment.js';
import { Breach, TareBelowGross } from '../batches/index.js';

/** More than a lorry carries in drums. */
const MOST_BATCHES = 1_000;

export class NewDocument {
  @IsText(60, { example: 'waste manifest' })
  type: string;

  @IsText(100)
  number: string;
}

export class NewShipment {
  @IsId({ optional: true, description: 'Default the one agreement that covers all by-products of the shipment.' })
  agreementId?: string;

  @IsId()
  fromSiteId: string;

  @IsId()
  toSiteId: string;

  @IsIds({ least: 1, most: MOST_BATCHES })
  batchIds: string[];

  @IsText(200, { optional: true })
  carrier?: string;

  @AreParts(() => NewDocument, { optional: true, most: 50 })
  documents?: NewDocument[];

  @IsOn({ optional: true })
  plannedOn?: string;

  @IsOneOf(CARVE_OUTS, { optional: true })
  carveOut?: CarveOut;

  @IsPart(() => Breach, {
    optional: true,
    description: 'Books what has already happened against the agreement (admin only).',
  })
  breach?: Breach;

  @IsText(500, { optional: true })
  reason?: string;
}

export class ShipmentEdit {
  @IsId({ optional: true, nullable: true })
  agreementId?: string | null;

  @IsId({ optional: true })
  toSiteId?: string;

  @IsIds({ optional: true, least: 1, most: MOST_BATCHES })
  batchIds?: string[];

  @IsText(200, { optional: true, nullable: true })
  carrier?: string | null;

  @AreParts(() => NewDocument, { optional: true, most: 50 })
  documents?: NewDocument[];

  @IsOn({ optional: true, nullable: true })
  plannedOn?: string | null;

  @IsOneOf(CARVE_OUTS, { optional: true, nullable: true })
  carveOut?: CarveOut | null;

  @IsPart(() => Breach, { optional: true, nullable: true })
  breach?: Breach | null;

  @IsText(500, { optional: true, nullable: true })
  reason?: string | null;
}

export class NewDispatch {
  @IsInstant()
  occurredAt: string;

  @IsText(100, { optional: true })
  seal?: string;
}

export class NewReceiptLine {
  @IsId()
  batchId: string;

  @IsFlag({
    optional: true,
    description: 'Taken over from the announcement without weighing: goes without weights, moisture and oil.',
  })
  asAnnounced?: boolean;

  @IsMassKg({
    unless: 'asAnnounced',
    description: 'Of all that arrived; zero where nothing did. Left out only of what is taken over as announced.',
  })
  grossKg?: number;

  @IsMassKg({ unless: 'asAnnounced' })
  @TareBelowGross({ orEqual: true })
  tareKg?: number;

  @IsPct({ optional: true, description: 'Default as announced.' })
  moisturePct?: number;

  @IsPct({ optional: true, description: 'Default as announced.' })
  oilPct?: number;

  @IsWhole(0, MOST_PIECES, { optional: true, description: 'Default as announced.' })
  pieces?: number;

  @IsMassKg({ optional: true, description: 'Wet mass that is refused, out of the net weight.' })
  refusedKg?: number;

  @IsText(500, { optional: true, description: 'Not to be left out where something is refused.' })
  refusalReason?: string;

  @IsWhole(0, MOST_PIECES, { optional: true })
  refusedPieces?: number;

  @IsText(2000, { optional: true })
  note?: string;
}

export class NewReceipt {
  @IsInstant()
  occurredAt: string;

  @AreParts(() => NewReceiptLine, { least: 1, most: MOST_BATCHES })
  lines: NewReceiptLine[];
}

export class NewSettlementLine {
  @IsId()
  batchId: string;

  @IsMassKg({ description: 'Dry mass of all that arrived, refused part included.' })
  dryKg: number;
}

export class NewSettlement {
  @AreParts(() => NewSettlementLine, { least: 1, most: MOST_BATCHES })
  lines: NewSettlementLine[];
}

export class ShipmentFilter extends PageQuery {
  @IsId({ optional: true })
  agreementId?: string;

  @IsId({ optional: true, description: 'From or to this site.' })
  siteId?: string;

  @IsOneOf(SHIPMENT_STATUSES, { optional: true })
  status?: ShipmentStatus;

  @IsId({ optional: true, description: 'With this batch.' })
  batchId?: string;

  @IsOn({ optional: true, description: 'Dispatched on this day or later.' })
  from?: string;

  @IsOn({ optional: true, description: 'Dispatched on this day or before.' })
  to?: string;
}
