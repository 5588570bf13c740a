import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/index.js';
import { ChargesModule } from '../charges/index.js';
import { LedgerModule } from '../ledger/index.js';
import { RunsModule } from '../runs/index.js';
import { ShipmentsModule } from '../shipments/index.js';
import { SightModule } from '../sight/index.js';
import { BalancesQueries } from './balances.queries.js';
import { EntriesController, LedgerController } from './entries.controller.js';
import { EntriesQueries } from './entries.queries.js';
import { ReversalsController } from './reversals.controller.js';
import { ReversalsService } from './reversals.service.js';
import { Undoing } from './undoing.js';

/** The books as people read and mend them: entries, balances, reversal. */
@Module({
  imports: [SightModule, LedgerModule, BatchesModule, ShipmentsModule, RunsModule, ChargesModule],
  controllers: [EntriesController, LedgerController, ReversalsController],
  providers: [BalancesQueries, EntriesQueries, ReversalsService, Undoing],
})
export class CorrectionsModule {}
