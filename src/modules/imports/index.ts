export { ImportLineRow, ImportMappingRow, ImportPartRow, ImportRow } from './import.entity.js';
export { ImportsModule } from './imports.module.js';
