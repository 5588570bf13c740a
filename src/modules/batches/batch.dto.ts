import type { CompositionPct } from '../../domain/matter/composition.js';
import { ValidateBy } from 'class-validator';
import {
  AreParts,
  IsCode,
  IsCountry,
  IsFlag,
  IsId,
  IsInstant,
  IsMapOfNumbers,
  IsMassKg,
  IsNewId,
  IsOneOf,
  IsPart,
  IsPct,
  IsText,
  IsWhole,
  said,
} from '../../common/index.js';
import { CARVE_OUTS, type CarveOut } from '../../domain/agreement/agreement.js';
import { DISPOSITION_KINDS, type DispositionKind } from '../../domain/acts/dispositions.js';
import { ALLOYS, type Alloy } from '../../domain/matter/catalogue.js';
import { ORIGINS, type Origin } from '../../domain/matter/holding.js';
import { MOST_PIECES } from '../../domain/measure/quantities.js';
import { IsComposition, IsProduct, IsStream } from '../catalogue/index.js';

/** The tare of the same object leaves something, or where nothing may have arrived, is at most as heavy. */
export function TareBelowGross({ orEqual = false } = {}): PropertyDecorator {
  return ValidateBy({
    name: 'tareBelowGross',
    validator: {
      validate: (value, args) => {
        const { grossKg } = (args?.object ?? {}) as { grossKg?: unknown };
        return (
          typeof value !== 'number' || typeof grossKg !== 'number' || value < grossKg || (orEqual && value === grossKg)
        );
      },
      defaultMessage: () => (orEqual ? said('above-gross') : said('not-below-gross')),
    },
  });
}

/** Moisture and oil of the same object leave something dry. */
export function LeavesDryMass(most = 100): PropertyDecorator {
  return ValidateBy({
    name: 'leavesDryMass',
    validator: {
      validate: (value, args) => {
        const { oilPct = 0 } = (args?.object ?? {}) as { oilPct?: unknown };
        return typeof value !== 'number' || typeof oilPct !== 'number' || value + oilPct < most;
      },
      defaultMessage: () => said('nothing-dry-beside-oil'),
    },
  });
}

export class NewAssay {
  @IsText(200, { example: 'Plant laboratory' })
  laboratory: string;

  @IsText(60, { example: 'ICP-OES' })
  method: string;

  @IsCode(100, { optional: true, description: 'Of a laboratory once a batch, compared as codes are.' })
  reportNo?: string;

  @IsInstant({ description: 'May lie before the batch itself.' })
  sampledAt: string;

  @IsComposition()
  composition: CompositionPct;

  @IsOneOf(['dry', 'ignited'], {
    optional: true,
    description: 'What the figures are of; `ignited` needs `LOI` and is converted with it. Default `dry`.',
  })
  basis?: 'dry' | 'ignited';

  @IsFlag({ optional: true, description: 'That it tells metal and compounds of one element apart.' })
  speciated?: boolean;

  @IsMapOfNumbers({ optional: true, description: 'k = 2, absolute percent, by formula.', example: { Nd: 0.2 } })
  expandedUncertainty?: Record<string, number>;
}

export class AssayForce {
  @IsText(500, { example: 'The later sample was taken from the wrong drum.' })
  reason: string;
}

export class Reclaimable {
  @IsOneOf(['yes', 'no'], { description: 'Could this material have gone back into the same process?' })
  answer: 'yes' | 'no';

  @IsText(500)
  reason: string;
}

export class NewBatch {
  @IsNewId({
    optional: true,
    description: 'Made by the client, so that an entry typed without network keeps its label.',
  })
  id?: string;

  @IsId()
  siteId: string;

  @IsStream()
  stream: string;

  @IsCode(60, { optional: true, description: 'Unique per site, whatever the case; generated where it is left out.' })
  code?: string;

  @IsInstant()
  occurredAt: string;

  @IsOneOf(ALLOYS)
  alloy: Alloy;

  @IsText(60, { optional: true })
  grade?: string;

  @IsWhole(1, MOST_PIECES, { optional: true, description: 'Default 1.' })
  pieces?: number;

  @IsText(60, { optional: true })
  containerId?: string;

  @IsMassKg({ positive: true })
  grossKg: number;

  @IsMassKg()
  @TareBelowGross()
  tareKg: number;

  @IsPct()
  @LeavesDryMass()
  moisturePct: number;

  @IsPct({ optional: true })
  oilPct?: number;

  @IsFlag({ optional: true, description: 'Whether the weight is an estimate.' })
  estimated?: boolean;

  @IsPart(() => Reclaimable, { optional: true })
  reclaimableInProcess?: Reclaimable;

  @IsPart(() => NewAssay, { optional: true })
  assay?: NewAssay;

  @IsText(2000, { optional: true })
  note?: string;
}

export class NewSupply {
  @IsNewId({ optional: true })
  id?: string;

  @IsId()
  siteId: string;

  @IsCode(60, { optional: true, description: 'Unique per site, whatever the case; generated where it is left out.' })
  code?: string;

  @IsInstant()
  occurredAt: string;

  @IsProduct()
  product: string;

  @IsText(200)
  supplierName: string;

  @IsCountry()
  originCountry: string;

  @IsCountry({ optional: true, description: 'Where it was separated.' })
  separationCountry?: string;

  @IsCountry({ optional: true, description: 'Where the metal was made.' })
  metalCountry?: string;

  @IsOneOf(ORIGINS, { optional: true, description: 'Default `primary`; bought recycled material says what it is.' })
  origin?: Origin;

  @IsMassKg({ positive: true })
  netKg: number;

  @IsPct({ optional: true })
  @LeavesDryMass()
  moisturePct?: number;

  @IsPart(() => NewAssay)
  assay: NewAssay;

  @IsText(2000, { optional: true })
  note?: string;
}

export class BatchEdit {
  @IsCode(60, { optional: true })
  code?: string;

  @IsStream({ optional: true })
  stream?: string;

  @IsInstant({ optional: true })
  occurredAt?: string;

  @IsOneOf(ALLOYS, { optional: true })
  alloy?: Alloy;

  @IsText(60, { optional: true, nullable: true })
  grade?: string | null;

  @IsWhole(1, MOST_PIECES, { optional: true })
  pieces?: number;

  @IsText(60, { optional: true, nullable: true })
  containerId?: string | null;

  @IsMassKg({ positive: true, optional: true })
  grossKg?: number;

  @IsMassKg({ optional: true })
  tareKg?: number;

  @IsPct({ optional: true })
  moisturePct?: number;

  @IsPct({ optional: true })
  oilPct?: number;

  @IsFlag({ optional: true })
  estimated?: boolean;

  @IsPart(() => Reclaimable, { optional: true, nullable: true })
  reclaimableInProcess?: Reclaimable | null;

  @IsText(2000, { optional: true, nullable: true })
  note?: string | null;
}

export class Breach {
  @IsText(500)
  reason: string;
}

export class NewDisposition {
  @IsOneOf(DISPOSITION_KINDS)
  kind: DispositionKind;

  @IsInstant()
  occurredAt: string;

  @IsMassKg({
    optional: true,
    description: 'Default all that is left. Of a stock difference: what was counted, and not to be left out.',
  })
  dryKg?: number;

  @IsOneOf(CARVE_OUTS, { optional: true })
  carveOut?: CarveOut;

  @IsPart(() => Breach, {
    optional: true,
    description: 'Books what has already happened against the agreement (admin only).',
  })
  breach?: Breach;

  @IsText(500, { optional: true })
  reason?: string;

  @IsText(200, { optional: true })
  destination?: string;
}

export class NewPart {
  @IsCode(60, { optional: true })
  code?: string;

  @IsWhole(1, MOST_PIECES, { optional: true, description: 'Default 1; all parts together not more than are left.' })
  pieces?: number;

  @IsMassKg({ positive: true })
  dryKg: number;
}

export class NewSplit {
  @IsInstant()
  occurredAt: string;

  @AreParts(() => NewPart, { least: 1, most: 500 })
  parts: NewPart[];
}
