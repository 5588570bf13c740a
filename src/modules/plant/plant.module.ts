import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { PartiesModule } from '../parties/index.js';
import { BalanceSettingsController } from './balance-settings.controller.js';
import { BalanceSettingsService } from './balance-settings.service.js';
import { SiteSight } from './site-sight.js';
import { WipCountsController } from './wip-counts.controller.js';
import { WipCountsQueries } from './wip-counts.queries.js';
import { WipCountsService } from './wip-counts.service.js';

/** The inside of a plant beside its books: what was counted there, and how far its scales can be believed. */
@Module({
  imports: [AgreementsModule, PartiesModule],
  controllers: [WipCountsController, BalanceSettingsController],
  providers: [SiteSight, WipCountsQueries, WipCountsService, BalanceSettingsService],
  exports: [SiteSight, WipCountsQueries],
})
export class PlantModule {}
