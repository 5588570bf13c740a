import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/index.js';
import { LedgerModule } from '../ledger/index.js';
import { ShipmentsModule } from '../shipments/index.js';
import { ReversalsController } from './reversals.controller.js';
import { ReversalsService } from './reversals.service.js';
import { Undoing } from './undoing.js';

@Module({
  imports: [LedgerModule, BatchesModule, ShipmentsModule],
  controllers: [ReversalsController],
  providers: [ReversalsService, Undoing],
})
export class CorrectionsModule {}
