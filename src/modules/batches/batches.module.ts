import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { Acts, LedgerModule } from '../ledger/index.js';
import { PartiesModule } from '../parties/index.js';
import { SightModule } from '../sight/index.js';
import { BatchAssayService } from './batch-assay.service.js';
import { BatchDispositionService } from './batch-disposition.service.js';
import { BatchEditService } from './batch-edit.service.js';
import { BatchFamilies } from './batch-family.js';
import { BatchLogService } from './batch-log.service.js';
import { BatchReassayService } from './batch-reassay.service.js';
import { BatchSplitService } from './batch-split.service.js';
import { BatchStampService } from './batch-stamp.service.js';
import { BatchStore } from './batch-store.js';
import { BatchWarnings } from './batch-warnings.js';
import { registerWriters } from './batch-writers.js';
import { BatchUndoService } from './batch-undo.service.js';
import { BatchActsController, BatchesController, SuppliesController } from './batches.controller.js';
import { BatchActsQueries } from './batch-acts.queries.js';
import { BatchesQueries } from './batches.queries.js';
import { OutputRuns } from './output-runs.js';
import { BatchViews } from './batch-views.js';

@Module({
  imports: [SightModule, PartiesModule, AgreementsModule, LedgerModule],
  controllers: [BatchesController, BatchActsController, SuppliesController],
  providers: [
    ...[
      BatchLogService,
      BatchEditService,
      BatchAssayService,
      BatchDispositionService,
      BatchSplitService,
      BatchStampService,
    ],
    ...[BatchFamilies, BatchStore, BatchUndoService, BatchWarnings, BatchActsQueries, BatchesQueries],
    ...[BatchViews, BatchReassayService, OutputRuns],
  ],
  exports: [
    BatchLogService,
    BatchAssayService,
    BatchStore,
    BatchUndoService,
    BatchWarnings,
    BatchesQueries,
    OutputRuns,
  ],
})
export class BatchesModule {
  constructor(acts: Acts) {
    registerWriters(acts);
  }
}
