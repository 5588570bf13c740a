import { ApiProperty } from '@nestjs/swagger';
import { AreOneOf, AreParts, IsMassKg, IsPart, IsPct, IsText } from '../../common/index.js';
import { SCALE_USES, type BalanceSettings, type ScaleUse } from '../../domain/production/settings.js';
import { catalogue } from '../catalogue/index.js';

export class ScaleFields {
  @IsText(60, { example: 'Scale 1' })
  name: string;

  @IsPct({ description: 'Relative standard uncertainty that all its weighings have in common.' })
  calibrationPct: number;

  @IsMassKg({ description: 'Standard uncertainty of one weighing.' })
  repeatabilityKg: number;

  @AreOneOf(SCALE_USES, { description: 'What is weighed on it; what no scale weighs is weighed on the first.' })
  weighs: ScaleUse[];
}

export class MoistureFields {
  @IsText(60, { example: 'drying' })
  method: string;

  @IsPct({ description: 'Standard uncertainty of moisture and oil together, in points.' })
  points: number;
}

export class MethodFields {
  @IsText(60, { example: 'ICP-OES' })
  method: string;

  @IsPct({ description: 'Expanded uncertainty (k = 2), relative, where a report states none.' })
  expandedPct: number;
}

export class SupplierName {
  @IsText(200)
  name: string;
}

const ELEMENTS = [...new Set(catalogue.entries.map(({ element }) => element))].filter(
  (element) => !catalogue.rareEarths.has(element),
);

export class BalanceSettingsInput {
  @AreParts(() => ScaleFields, { least: 1, most: 50 })
  scales: ScaleFields[];

  @IsPart(() => MoistureFields)
  moisture: MoistureFields;

  @AreParts(() => MethodFields, { most: 50 })
  assayMethods: MethodFields[];

  @IsPct({ description: 'The same of every other method.' })
  otherMethodsPct: number;

  @AreParts(() => SupplierName, { most: 200, description: 'Suppliers whose material is taken over at their weight.' })
  supplierWeights: SupplierName[];

  @AreOneOf(ELEMENTS, { description: 'Beside the rare earths, those of which the whole input is booked.' })
  balancedElements: string[];

  @IsPct({ description: 'Above this part of what is expected an uncertainty is too coarse to say anything.' })
  coarsePct: number;

  @IsPct({ description: 'Relative standard uncertainty of a counted line that was weighed.' })
  countWeighedPct: number;

  @IsPct({ description: 'The same of one that was estimated.' })
  countEstimatedPct: number;
}

export class BalanceSettingsAnswer extends BalanceSettingsInput {
  @ApiProperty({ format: 'uuid' })
  siteId: string;

  @ApiProperty({ description: 'Whether nothing was said for this site, so that the defaults of the catalogue hold.' })
  isDefault: boolean;

  @ApiProperty({ type: 'integer' })
  version: number;
}

/** As they are kept. */
export function settingsIn({ supplierWeights, ...rest }: BalanceSettingsInput): BalanceSettings {
  return { ...rest, supplierWeights: supplierWeights.map(({ name }) => name) };
}

export function settingsAnswer(
  siteId: string,
  { supplierWeights, ...rest }: BalanceSettings,
  { isDefault, version }: { readonly isDefault: boolean; readonly version: number },
): BalanceSettingsAnswer {
  return {
    siteId,
    ...(structuredClone(rest) as Omit<BalanceSettingsInput, 'supplierWeights'>),
    supplierWeights: supplierWeights.map((name) => ({ name })),
    isDefault,
    version,
  };
}
