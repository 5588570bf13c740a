import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/index.js';
import { ChargesModule } from '../charges/index.js';
import { Acts, LedgerModule, rowsOf } from '../ledger/index.js';
import { SightModule } from '../sight/index.js';
import { GradesController } from './grades.controller.js';
import { GradesService } from './grades.service.js';
import { LotMixQueries } from './lot-mix.queries.js';
import { MagnetLotRow } from './magnet-lot.entity.js';
import { MagnetLotsController } from './magnet-lots.controller.js';
import { MagnetLotsQueries } from './magnet-lots.queries.js';
import { MagnetLotsService } from './magnet-lots.service.js';
import { ProcessLossesController } from './process-losses.controller.js';
import { ProcessLossesQueries } from './process-losses.queries.js';
import { ProcessLossesService } from './process-losses.service.js';
import { ProcessLossRow } from './process-loss.entity.js';

/** What production makes of what it consumes, beside its by-products: magnets, and what is lost otherwise. */
@Module({
  imports: [SightModule, BatchesModule, ChargesModule, LedgerModule],
  controllers: [GradesController, MagnetLotsController, ProcessLossesController],
  providers: [
    GradesService,
    LotMixQueries,
    MagnetLotsQueries,
    MagnetLotsService,
    ProcessLossesQueries,
    ProcessLossesService,
  ],
  exports: [GradesService, MagnetLotsQueries, MagnetLotsService],
})
export class ProductionModule {
  constructor(acts: Acts) {
    acts.register('magnetLot', rowsOf(MagnetLotRow));
    acts.register('processLoss', rowsOf(ProcessLossRow));
  }
}
