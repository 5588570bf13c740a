import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { BatchesModule } from '../batches/index.js';
import { LedgerModule } from '../ledger/index.js';
import { RunOutputsService } from './run-outputs.service.js';
import { RunUndoService } from './run-undo.service.js';
import { RunsController } from './runs.controller.js';
import { RunsQueries } from './runs.queries.js';
import { RunsService } from './runs.service.js';

/** Transformations at a site: recycling, separation, reduction, alloying. */
@Module({
  imports: [AgreementsModule, LedgerModule, BatchesModule],
  controllers: [RunsController],
  providers: [RunsService, RunOutputsService, RunUndoService, RunsQueries],
  exports: [RunUndoService],
})
export class RunsModule {}
