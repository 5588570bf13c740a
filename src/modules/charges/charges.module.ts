import { Module } from '@nestjs/common';
import { Acts, rowsOf } from '../ledger/index.js';
import { ChargeRow } from './charge.entity.js';
import { AgreementsModule } from '../agreements/index.js';
import { BatchesModule } from '../batches/index.js';
import { LedgerModule } from '../ledger/index.js';
import { SightModule } from '../sight/index.js';
import { ChargesController } from './charges.controller.js';
import { ChargesQueries } from './charges.queries.js';
import { ChargesService } from './charges.service.js';
import { NoPrimaryStatementsController } from './no-primary-statements.controller.js';
import { NoPrimaryStatementsService } from './no-primary-statements.service.js';

/** What magnet production consumes, recycled and primary. */
@Module({
  imports: [SightModule, AgreementsModule, BatchesModule, LedgerModule],
  controllers: [ChargesController, NoPrimaryStatementsController],
  providers: [ChargesQueries, ChargesService, NoPrimaryStatementsService],
  exports: [ChargesQueries, ChargesService, NoPrimaryStatementsService],
})
export class ChargesModule {
  constructor(acts: Acts) {
    acts.register('charge', rowsOf(ChargeRow));
  }
}
