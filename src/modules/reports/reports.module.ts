import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { PartiesModule } from '../parties/index.js';
import { DeparturesController } from './departures.controller.js';
import { DeparturesQueries } from './departures.queries.js';
import { ReportsController } from './reports.controller.js';
import { ReportsQueries } from './reports.queries.js';

@Module({
  imports: [AgreementsModule, PartiesModule],
  controllers: [ReportsController, DeparturesController],
  providers: [ReportsQueries, DeparturesQueries],
})
export class ReportsModule {}
