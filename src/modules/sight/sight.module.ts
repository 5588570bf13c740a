import { Module } from '@nestjs/common';
import { AgreementsModule } from '../agreements/index.js';
import { PartiesModule } from '../parties/index.js';
import { NamedSitesController } from './named-sites.controller.js';
import { NamedSitesQueries } from './named-sites.queries.js';
import { PartySitesController } from './party-sites.controller.js';
import { PartySitesQueries } from './party-sites.queries.js';
import { Viewers } from './viewers.js';

/**
 * Who sees what, in SQL: each rule of `domain/sight` once, as a condition that takes aliases. It may read any table, so that
 * no other module has to read one of another's to know what it may show.
 */
@Module({
  imports: [PartiesModule, AgreementsModule],
  controllers: [NamedSitesController, PartySitesController],
  providers: [NamedSitesQueries, PartySitesQueries, Viewers],
  exports: [NamedSitesQueries, Viewers],
})
export class SightModule {}
