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
export type { RunAnswer } from './run-answer.dto.js';
export { RunsQueries } from './runs.queries.js';
export { RunsModule } from './runs.module.js';
