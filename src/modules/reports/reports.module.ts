import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { BatchesModule } from '../batches/index.js';
import { ChargesModule } from '../charges/index.js';
import { LedgerModule } from '../ledger/index.js';
import { PlantModule } from '../plant/index.js';
import { PartiesModule } from '../parties/index.js';
import { SightModule } from '../sight/index.js';
import { DependenceController } from './dependence.controller.js';
import { DependenceQueries } from './dependence.queries.js';
import { DeparturesController } from './departures.controller.js';
import { DeparturesQueries } from './departures.queries.js';
import { ChartsController } from './charts.controller.js';
import { ChartsQueries } from './charts.queries.js';
import { EvidenceQueries } from './evidence.queries.js';
import { KnownRuns } from './known-runs.js';
import { CompletenessQueries } from './completeness.queries.js';
import { CompletenessReader } from './completeness.js';
import { PlantBalancesController } from './plant-balances.controller.js';
import { PlantBalancesQueries } from './plant-balances.queries.js';
import { PlantFactsReader } from './plant-facts.js';
import { PlantMarks } from './plant-marks.js';
import { PlantSums } from './plant-sums.js';
import { ReportMaker } from './report-maker.js';
import { ReportsController } from './reports.controller.js';
import { ReportsQueries } from './reports.queries.js';
import { TodoController } from './todo.controller.js';
import { TodoQueries } from './todo.queries.js';
import { TraceController } from './trace.controller.js';
import { TraceLotsQueries } from './trace-lots.queries.js';
import { UsedReturnsQueries } from './used-returns.queries.js';
import { TraceQueries } from './trace.queries.js';

@Module({
  imports: [SightModule, AgreementsModule, BatchesModule, ChargesModule, LedgerModule, PartiesModule, PlantModule],
  controllers: [
    ReportsController,
    ChartsController,
    DeparturesController,
    TodoController,
    TraceController,
    PlantBalancesController,
    DependenceController,
  ],
  providers: [
    ReportMaker,
    ReportsQueries,
    ChartsQueries,
    EvidenceQueries,
    DeparturesQueries,
    TodoQueries,
    TraceQueries,
    TraceLotsQueries,
    UsedReturnsQueries,
    KnownRuns,
    PlantMarks,
    PlantSums,
    PlantFactsReader,
    CompletenessReader,
    CompletenessQueries,
    PlantBalancesQueries,
    DependenceQueries,
  ],
})
export class ReportsModule {}
