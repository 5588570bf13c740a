import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { BatchesModule } from '../batches/index.js';
import { PartiesModule } from '../parties/index.js';
import { DeparturesController } from './departures.controller.js';
import { DeparturesQueries } from './departures.queries.js';
import { ReportsController } from './reports.controller.js';
import { ReportsQueries } from './reports.queries.js';
import { TraceController } from './trace.controller.js';
import { TraceQueries } from './trace.queries.js';

@Module({
  imports: [AgreementsModule, BatchesModule, PartiesModule],
  controllers: [ReportsController, DeparturesController, TraceController],
  providers: [ReportsQueries, DeparturesQueries, TraceQueries],
})
export class ReportsModule {}
