import { IsId, IsOn, IsOneOf } from '../../common/index.js';

/** The kinds of files that lists are written as: those whose rows are batches and their assays. */
const EXPORT_KINDS = ['by-products', 'supplies', 'assays'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export class ExportQuery {
  @IsOneOf(EXPORT_KINDS)
  kind: ExportKind;

  @IsOneOf(EXPORT_FORMATS, { optional: true, description: 'Default `csv`.' })
  format?: ExportFormat;

  @IsId({ optional: true, description: 'Where the batches came into the books.' })
  siteId?: string;

  @IsOn({ optional: true, description: 'Happened on this day or later.' })
  from?: string;

  @IsOn({ optional: true, description: 'Happened on this day or before.' })
  to?: string;
}
