export { ReportsModule } from './reports.module.js';
export { ReportsQueries } from './reports.queries.js';
export { tracedBatches } from './trace-rows.js';
