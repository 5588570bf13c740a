import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { Acts, LedgerModule, rowsOf } from '../ledger/index.js';
import { PartiesModule } from '../parties/index.js';
import { BalanceSettingsController } from './balance-settings.controller.js';
import { BalanceSettingsService } from './balance-settings.service.js';
import { KeptSums } from './kept-sums.js';
import { SiteSight } from './site-sight.js';
import { WipCountLineRow, WipCountRow } from './wip-count.entity.js';
import { WipCountsController } from './wip-counts.controller.js';
import { WipCountsQueries } from './wip-counts.queries.js';
import { WipCountsService } from './wip-counts.service.js';

/** The inside of a plant beside its books: what was counted there, and how far its scales can be believed. */
@Module({
  imports: [AgreementsModule, LedgerModule, PartiesModule],
  controllers: [WipCountsController, BalanceSettingsController],
  providers: [KeptSums, SiteSight, WipCountsQueries, WipCountsService, BalanceSettingsService],
  exports: [KeptSums, SiteSight, WipCountsQueries, WipCountsService],
})
export class PlantModule {
  constructor(acts: Acts) {
    const counts = rowsOf<'wipCount'>(WipCountRow);
    acts.register('wipCount', async (tx, items) => {
      // One count of a day is in force: the former one gives way before the next one comes.
      await counts(
        tx,
        items.filter(({ does }) => does !== 'add'),
      );
      await counts(
        tx,
        items.filter(({ does }) => does === 'add'),
      );
    });
    acts.register('wipCountLine', rowsOf(WipCountLineRow));
  }
}
