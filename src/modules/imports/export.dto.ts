import { IMPORT_KINDS } from '../../domain/files/kinds.js';
import { IsId, IsOn, IsOneOf } from '../../common/index.js';

/** The kinds of files that lists are written as: those that imports read, and others that people see. */
const EXPORT_KINDS = [...IMPORT_KINDS, 'shipments', 'runs'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export class ExportQuery {
  @IsOneOf(EXPORT_KINDS)
  kind: ExportKind;

  @IsOneOf(EXPORT_FORMATS, { optional: true, description: 'Default `csv`.' })
  format?: ExportFormat;

  @IsId({
    optional: true,
    description:
      'Of this site: where batches came into the books, what was charged, counted or made there, what it received.',
  })
  siteId?: string;

  @IsOn({ optional: true, description: 'Happened on this day or later.' })
  from?: string;

  @IsOn({ optional: true, description: 'Happened on this day or before.' })
  to?: string;
}
