import { Module } from '@nestjs/common';
import { Catalogue } from '../../domain/matter/catalogue.js';
import { CatalogueController } from './catalogue.controller.js';
import { CatalogueQueries } from './catalogue.queries.js';
import { catalogue } from './catalogue-file.js';

/** Reference data: what compositions, batches and runs may name. Others inject the domain's {@link Catalogue}. */
@Module({
  controllers: [CatalogueController],
  providers: [{ provide: Catalogue, useValue: catalogue }, CatalogueQueries],
  exports: [Catalogue],
})
export class CatalogueModule {}
