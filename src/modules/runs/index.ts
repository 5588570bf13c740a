export { contextOf } from './run-context.js';
export {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from './run.entity.js';
export { RunsQueries } from './runs.queries.js';
export { RunsModule } from './runs.module.js';
