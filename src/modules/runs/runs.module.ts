import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { BatchesModule } from '../batches/index.js';
import { Acts, LedgerModule, rowsOf } from '../ledger/index.js';
import { SightModule } from '../sight/index.js';
import { KeptRuns } from './kept-runs.js';
import { RunUndoService } from './run-undo.service.js';
import {
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from './run.entity.js';
import { RunsController } from './runs.controller.js';
import { RunsQueries } from './runs.queries.js';
import { RunsService } from './runs.service.js';

/** A reversed run gives its code free. */
const RUN_CODES = { scope: 'siteId', key: 'liveKey', what: 'run' } as const;

/** Transformations at a site: recycling, separation, reduction, alloying. */
@Module({
  imports: [SightModule, AgreementsModule, LedgerModule, BatchesModule],
  controllers: [RunsController],
  providers: [RunsService, KeptRuns, RunUndoService, RunsQueries],
  exports: [RunsQueries],
})
export class RunsModule {
  constructor(acts: Acts) {
    acts.register('run', rowsOf(RunRow, RUN_CODES));
    acts.register('runInput', rowsOf(RunInputRow));
    acts.register('runFeed', rowsOf(RunFeedRow));
    acts.register('runResidue', rowsOf(RunResidueRow));
    acts.register('runOutput', rowsOf(RunOutputRow));
    acts.register('runShare', rowsOf(RunShareRow));
    acts.register('runWarning', rowsOf(RunWarningRow));
  }
}
