import { ApiProperty } from '@nestjs/swagger';
import { PageOf } from '../../common/index.js';
import { CARVE_OUTS } from '../../domain/agreement/agreement.js';
import { BATCH_KINDS } from '../../domain/matter/batch-kind.js';
import { SHIPMENT_MAY, type ShipmentMay } from '../../domain/acts/may.js';
import { SHIPMENT_STATUSES, WEIGHT_FLAGS } from '../../domain/acts/shipment.js';

const text = { type: String, nullable: true } as const;
const mass = { type: Number, nullable: true } as const;
const whole = { type: 'integer', nullable: true } as const;
const uuid = { type: String, format: 'uuid', nullable: true } as const;

export class DocumentAnswer {
  @ApiProperty()
  type: string;

  @ApiProperty()
  number: string;
}

export class ShipmentLineAnswer {
  @ApiProperty({ format: 'uuid' })
  batchId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ enum: BATCH_KINDS })
  kind: string;

  @ApiProperty(text)
  stream: string | null;

  @ApiProperty(text)
  product: string | null;

  @ApiProperty({ description: 'Dry mass; before the dispatch what is in stock.' })
  announcedDryKg: number;

  @ApiProperty()
  announcedPieces: number;

  @ApiProperty({ description: 'Whether the announced weight is an estimate.' })
  estimated: boolean;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Taken over from the announcement: no weighing. `null` before the receipt.',
  })
  asAnnounced: boolean | null;

  @ApiProperty(mass)
  grossKg: number | null;

  @ApiProperty(mass)
  tareKg: number | null;

  @ApiProperty(mass)
  netKg: number | null;

  @ApiProperty(mass)
  moisturePct: number | null;

  @ApiProperty(mass)
  oilPct: number | null;

  @ApiProperty(whole)
  pieces: number | null;

  @ApiProperty({ ...mass, description: "By the receiver's scale, dry, refused part included." })
  receivedDryKg: number | null;

  @ApiProperty({ ...mass, description: 'Received less announced.' })
  differenceDryKg: number | null;

  @ApiProperty({ type: String, nullable: true, enum: WEIGHT_FLAGS })
  flag: string | null;

  @ApiProperty({ description: 'Whether a figure holds; false before the receipt and while in dispute.' })
  settled: boolean;

  @ApiProperty({ ...mass, description: 'The figure that holds, refused part included.' })
  settledDryKg: number | null;

  @ApiProperty({ ...mass, description: 'Settled, or while in dispute received, less refused.' })
  acceptedDryKg: number | null;

  @ApiProperty({ ...mass, description: 'Wet.' })
  refusedKg: number | null;

  @ApiProperty(mass)
  refusedDryKg: number | null;

  @ApiProperty(text)
  refusalReason: string | null;

  @ApiProperty(whole)
  refusedPieces: number | null;

  @ApiProperty({ ...uuid, description: 'What the refused part became; the batch itself where all was refused.' })
  refusedBatchId: string | null;

  @ApiProperty({ ...mass, description: 'In a dispute, the figure that the sender named last.' })
  senderNamedDryKg: number | null;

  @ApiProperty(mass)
  receiverNamedDryKg: number | null;

  @ApiProperty(text)
  note: string | null;
}

export class ShipmentBreachAnswer {
  @ApiProperty()
  reason: string;
}

export class ShipmentAnswer {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'For labels and lists.' })
  code: string;

  @ApiProperty({ enum: SHIPMENT_STATUSES })
  status: string;

  @ApiProperty({ ...uuid, description: '`null` also for an agreement that the caller has no side in.' })
  agreementId: string | null;

  @ApiProperty({ format: 'uuid' })
  fromPartyId: string;

  @ApiProperty({ format: 'uuid' })
  fromSiteId: string;

  @ApiProperty({ format: 'uuid' })
  toPartyId: string;

  @ApiProperty({ format: 'uuid' })
  toSiteId: string;

  @ApiProperty(text)
  carrier: string | null;

  @ApiProperty({ type: [DocumentAnswer] })
  documents: DocumentAnswer[];

  @ApiProperty({ ...text, format: 'date' })
  plannedOn: string | null;

  @ApiProperty({ ...text, enum: CARVE_OUTS })
  carveOut: string | null;

  @ApiProperty({ type: ShipmentBreachAnswer, nullable: true })
  breach: ShipmentBreachAnswer | null;

  @ApiProperty({ ...text, description: "The sender's; also told to the other side of the agreement that it leaves." })
  reason: string | null;

  @ApiProperty(text)
  seal: string | null;

  @ApiProperty({ ...text, format: 'date-time' })
  dispatchedAt: string | null;

  @ApiProperty({ ...text, format: 'date', description: 'The day at the site that it left.' })
  dispatchedOn: string | null;

  @ApiProperty({ ...text, format: 'date', description: 'The day on which the dispatch counts in books and reports.' })
  dispatchEventOn: string | null;

  @ApiProperty({ ...text, format: 'date-time' })
  receivedAt: string | null;

  @ApiProperty({ ...text, format: 'date', description: 'The day at the site that received it.' })
  receivedOn: string | null;

  @ApiProperty({
    ...text,
    format: 'date',
    description: 'The day on which the receipt counts in books and reports: never before the dispatch.',
  })
  receiptEventOn: string | null;

  @ApiProperty({ ...uuid, description: 'The last entry in the books on it: what a reversal takes back first.' })
  entryId: string | null;

  @ApiProperty({ type: [ShipmentLineAnswer] })
  lines: ShipmentLineAnswer[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({
    enum: SHIPMENT_MAY,
    isArray: true,
    description:
      "What the caller's party may do with it as it stands: who may write for it can try; the act itself has the last word.",
  })
  may: ShipmentMay[];

  @ApiProperty({ description: 'For If-Match.' })
  version: number;
}

export class ShipmentPage extends PageOf(ShipmentAnswer) {}
