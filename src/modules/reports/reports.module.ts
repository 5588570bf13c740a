import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { PartiesModule } from '../parties/index.js';
import { ReportsController } from './reports.controller.js';
import { ReportsQueries } from './reports.queries.js';

@Module({
  imports: [AgreementsModule, PartiesModule],
  controllers: [ReportsController],
  providers: [ReportsQueries],
})
export class ReportsModule {}
