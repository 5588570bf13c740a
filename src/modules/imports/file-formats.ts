import { csvRows, type ReadRows } from './file-rows.js';
import type { ImportRow } from './import.entity.js';
import { workbookRows } from './workbook-rows.js';

/** How the file of an import is read, once it is known how. */
export function fileRowsOf({ format, kind, mapping }: Pick<ImportRow, 'format' | 'kind' | 'mapping'>): ReadRows {
  return format === 'xlsx' ? workbookRows(kind, mapping) : csvRows(mapping?.delimiter ?? ',');
}
