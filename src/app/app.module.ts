import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FoundationModule, type Foundation } from './foundation.module.js';
import { HealthController } from './health.controller.js';
import { AgreementsModule } from '../modules/agreements/index.js';
import { BatchesModule } from '../modules/batches/index.js';
import { CatalogueModule } from '../modules/catalogue/index.js';
import { ChargesModule } from '../modules/charges/index.js';
import { CorrectionsModule } from '../modules/corrections/index.js';
import { AccessGuard, IdentityModule } from '../modules/identity/index.js';
import { ImportsModule } from '../modules/imports/index.js';
import { JobsModule } from '../modules/jobs/index.js';
import { LedgerModule } from '../modules/ledger/index.js';
import { PartiesModule } from '../modules/parties/index.js';
import { PlantModule } from '../modules/plant/index.js';
import { ProductionModule } from '../modules/production/index.js';
import { ReportsModule } from '../modules/reports/index.js';
import { RunsModule } from '../modules/runs/index.js';
import { ShipmentsModule } from '../modules/shipments/index.js';

/** The list of features. */
@Module({})
export class AppModule {
  static of(foundation: Foundation): DynamicModule {
    return {
      module: AppModule,
      imports: [
        FoundationModule.of(foundation),
        CatalogueModule,
        PartiesModule,
        LedgerModule,
        IdentityModule,
        AgreementsModule,
        BatchesModule,
        ShipmentsModule,
        RunsModule,
        ChargesModule,
        ProductionModule,
        CorrectionsModule,
        PlantModule,
        ReportsModule,
        JobsModule,
        ImportsModule,
      ],
      controllers: [HealthController],
      providers: [{ provide: APP_GUARD, useExisting: AccessGuard }],
    };
  }
}
