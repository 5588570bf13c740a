export { KnownRuns } from './known-runs.js';
export { ReportsModule } from './reports.module.js';
export { ReportsQueries } from './reports.queries.js';
export { tracedRows } from './trace-rows.js';
