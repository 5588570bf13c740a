export { readSheet } from './sheet-reader.js';
export { SheetError, type SheetCell } from './sheet.js';
export { writeSheet, type WrittenCell } from './sheet-writer.js';
