import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageOf, PageQuery } from '../../common/index.js';
import { COMPOUND_KINDS, type Compound } from '../../domain/matter/catalogue-compounds.js';
import {
  ALLOYS,
  CONFIDENCES,
  FORMS,
  type Alloy,
  type Confidence,
  type ElementEntry,
  type Form,
  type Product,
  type Stream,
} from '../../domain/matter/catalogue.js';

export class CatalogueQuery extends PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 200, description: 'How many items at most.' })
  override limit?: number;
}

class Sourced {
  @ApiProperty({ description: 'Where the values come from.' })
  source: string;

  @ApiProperty({ enum: CONFIDENCES, description: 'How far they may be relied on.' })
  confidence: Confidence;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export class ElementAnswer extends Sourced implements Omit<ElementEntry, 'atoms'> {
  @ApiProperty({ example: 'Nd2O3', description: 'The key in a composition: an element or an oxide.' })
  formula: string;

  @ApiProperty({ example: 'neodymium oxide' })
  name: string;

  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty({ type: String, nullable: true, example: 'Nd2O3', description: '`null` for the element itself.' })
  oxide: string | null;

  @ApiProperty({ example: 0.857355, description: 'Mass of the element in a mass of the formula; 1 for the element.' })
  factor: number;

  @ApiProperty({ example: true })
  rareEarth: boolean;

  @ApiProperty({ example: 144.242 })
  atomicWeight: number;

  @ApiProperty({ example: true, description: 'The oxide in which the element is traded.' })
  commercialOxide: boolean;
}

export class ElementPage extends PageOf(ElementAnswer) {}

export class PartAnswer {
  @ApiProperty({ example: 'Nd' })
  element: string;

  @ApiProperty({ example: 0.266837, description: 'Mass of the element in a mass of the formula.' })
  factor: number;
}

export class CompoundAnswer extends Sourced implements Omit<Compound, 'atoms'> {
  @ApiProperty({ example: 'Nd2Fe14B', description: 'The key in a composition.' })
  formula: string;

  @ApiProperty()
  name: string;

  @ApiProperty({
    enum: COMPOUND_KINDS,
    description: 'A `salt` names the rare earth alone; `gangue` counts in the sum as given only, `volatile` in none.',
  })
  kind: (typeof COMPOUND_KINDS)[number];

  @ApiProperty({ type: [PartAnswer] })
  parts: PartAnswer[];
}

export class CompoundPage extends PageOf(CompoundAnswer) {}

export class ReclaimableAnswer {
  @ApiProperty({ type: String, enum: ['yes', 'no'], nullable: true, description: '`null`: no default is justified.' })
  answer: 'yes' | 'no' | null;

  @ApiProperty()
  reason: string;
}

export class TypicalAnswer {
  @ApiProperty({ example: 900 })
  batchWetKg: number;

  @ApiProperty({ example: 12 })
  moisturePct: number;

  @ApiProperty({ example: 6 })
  oilPct: number;

  @ApiProperty({ example: 32, description: 'Total rare-earth oxides in percent of dry mass.' })
  treoPctOfDry: number;

  @ApiProperty({ example: 'TREO' })
  basis: string;

  @ApiProperty({ example: 45 })
  shareOfByProductsPct: number;

  @ApiProperty()
  source: string;

  @ApiProperty({ enum: CONFIDENCES })
  confidence: Confidence;
}

export class RangeAnswer {
  @ApiProperty({ example: 15 })
  low: number;

  @ApiProperty({ example: 45 })
  high: number;
}

export class StreamPlausibilityAnswer {
  @ApiProperty({ type: RangeAnswer, description: 'Usual sum of the rare earths as elements, in percent of dry mass.' })
  rareEarthPct: RangeAnswer;

  @ApiProperty({ type: Number, nullable: true, description: 'Usual least sum of all elements.' })
  minimumSumPct: number | null;

  @ApiProperty()
  reason: string;
}

export class StreamAnswer extends Sourced implements Stream {
  @ApiProperty({ example: 'grinding-sludge-oily' })
  code: string;

  @ApiProperty({ example: 'Grinding sludge, oily' })
  name: string;

  @ApiProperty({ example: 'grinding', description: 'The step of magnet making where it arises.' })
  stage: string;

  @ApiProperty({ enum: ALLOYS, isArray: true })
  alloys: readonly Alloy[];

  @ApiProperty({ enum: FORMS })
  form: Form;

  @ApiProperty({ type: Boolean, nullable: true, description: '`null`: it varies.' })
  dispersible: boolean | null;

  @ApiProperty({ type: ReclaimableAnswer, description: 'What is proposed to the plant, which answers for itself.' })
  reclaimableInProcess: ReclaimableAnswer;

  @ApiProperty({ description: 'Facts for the one who classifies for transport; never a classification.' })
  hazardNote: string;

  @ApiProperty({ type: TypicalAnswer, nullable: true })
  typical: TypicalAnswer | null;

  @ApiProperty({ type: StreamPlausibilityAnswer, nullable: true })
  plausibility: StreamPlausibilityAnswer | null;
}

export class StreamPage extends PageOf(StreamAnswer) {}

export class ProductPlausibilityAnswer {
  @ApiProperty({ example: 60 })
  minimumSumPct: number;

  @ApiProperty()
  reason: string;
}

export class ProductAnswer extends Sourced implements Omit<Product, 'usabilityPpm'> {
  @ApiProperty({ example: 'rMREO' })
  code: string;

  @ApiProperty({ example: 'Recycled mixed rare-earth oxide' })
  name: string;

  @ApiProperty({ enum: ['oxide', 'metal'] })
  basis: 'oxide' | 'metal';

  @ApiProperty({ enum: ['recycled', 'intermediate'], description: 'What an output of a run becomes.' })
  kind: 'recycled' | 'intermediate';

  @ApiProperty({ type: [String], example: ['Nd', 'Pr'] })
  expectedElements: readonly string[];

  @ApiProperty({ example: 1, description: 'Where the agreement does not state its own.' })
  usabilityFactor: number;

  @ApiProperty()
  usabilityNote: string;

  @ApiProperty({ type: ProductPlausibilityAnswer, nullable: true })
  plausibility: ProductPlausibilityAnswer | null;
}

export class ProductPage extends PageOf(ProductAnswer) {}
