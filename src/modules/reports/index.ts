export { DependenceQueries } from './dependence.queries.js';
export { PlantBalancesQueries } from './plant-balances.queries.js';
export { KnownRuns } from './known-runs.js';
export { PlantFactsReader, type PlantFacts } from './plant-facts.js';
export { sumsDifference } from './plant-sums-check.js';
export { PlantSums } from './plant-sums.js';
export { ReportsModule } from './reports.module.js';
export { ReportsQueries } from './reports.queries.js';
export { tracedRows } from './trace-rows.js';
