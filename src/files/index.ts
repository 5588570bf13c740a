export { readSheet } from './sheet-reader.js';
export { cellName, SHEET_LIMITS, SheetError, type SheetCell, type SheetLimits, type SheetRow } from './sheet.js';
export type { SheetFile } from './zip-reader.js';
