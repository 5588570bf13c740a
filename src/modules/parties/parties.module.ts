import { Module } from '@nestjs/common';
import { PartiesController } from './parties.controller.js';
import { PartiesQueries } from './parties.queries.js';
import { PartiesService } from './parties.service.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';

/** Organisations and their sites. */
@Module({
  controllers: [PartiesController, SitesController],
  providers: [PartiesService, SitesService, PartiesQueries],
  exports: [PartiesQueries],
})
export class PartiesModule {}
