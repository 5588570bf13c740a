import { Module } from '@nestjs/common';
import { BatchesModule } from '../batches/index.js';
import { ChargesModule } from '../charges/index.js';
import { JobsModule } from '../jobs/index.js';
import { LedgerModule } from '../ledger/index.js';
import { PartiesModule } from '../parties/index.js';
import { PlantModule } from '../plant/index.js';
import { ProductionModule } from '../production/index.js';
import { RunsModule } from '../runs/index.js';
import { SightModule } from '../sight/index.js';
import { ShipmentsModule } from '../shipments/index.js';
import { ActBookers } from './act-bookers.js';
import { BatchLists } from './batch-lists.js';
import { BirthBookers } from './birth-bookers.js';
import { Bookers } from './bookers.js';
import { ExportsController } from './exports.controller.js';
import { ExportsQueries } from './exports.queries.js';
import { ImportDesk } from './import-desk.js';
import { ImportRunner } from './import-runner.js';
import { ImportStore } from './import-store.js';
import { ImportsController } from './imports.controller.js';
import { ImportsQueries } from './imports.queries.js';
import { MovementLists } from './movement-lists.js';
import { PlantLists } from './plant-lists.js';
import { PlantBookers } from './plant-bookers.js';
import { ImportOwn } from './import-own.js';
import { ImportsService } from './imports.service.js';

/** Files in: looked at first, booked as jobs, by the acts of the single calls. */
@Module({
  imports: [
    JobsModule,
    PartiesModule,
    LedgerModule,
    BatchesModule,
    ShipmentsModule,
    ChargesModule,
    ProductionModule,
    PlantModule,
    SightModule,
    RunsModule,
  ],
  controllers: [ImportsController, ExportsController],
  providers: [
    ...[ActBookers, BirthBookers, Bookers, ImportDesk, ImportOwn, ImportRunner, ImportStore, PlantBookers],
    ...[BatchLists, PlantLists, MovementLists],
    ...[ExportsQueries, ImportsQueries, ImportsService],
  ],
})
export class ImportsModule {
  constructor(bookers: Bookers, births: BirthBookers, acts: ActBookers, plant: PlantBookers) {
    bookers.register('by-products', births.byProducts);
    bookers.register('supplies', births.supplies);
    bookers.register('assays', acts.assays);
    bookers.register('charges', acts.charges);
    bookers.register('magnet-lots', plant.magnetLots);
    bookers.register('counts', plant.counts);
    bookers.register('receipts', acts.receipts);
  }
}
