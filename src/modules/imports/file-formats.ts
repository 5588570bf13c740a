import { csvRows, type ReadRows } from './file-rows.js';
import type { ImportRow } from './import.entity.js';

/** How the file of an import is read, once it is known how. */
export function fileRowsOf({ mapping }: Pick<ImportRow, 'format' | 'mapping'>): ReadRows {
  return csvRows(mapping?.delimiter ?? ',');
}
