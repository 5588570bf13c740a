import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowSignedIn } from '../../common/index.js';
import { CatalogueQuery, CompoundPage, ElementPage, ProductPage, StreamPage } from './catalogue.dto.js';
import { CatalogueQueries } from './catalogue.queries.js';

@ApiTags('catalogue')
@Controller('catalogue')
export class CatalogueController {
  constructor(private readonly catalogue: CatalogueQueries) {}

  @ApiOperation({ summary: 'Elements and oxides that a composition may name, with their factors' })
  @Get('elements')
  @AllowSignedIn()
  @ApiOkResponse({ type: ElementPage })
  elements(@Query() page: CatalogueQuery): ElementPage {
    return this.catalogue.elements(page);
  }

  @ApiOperation({ summary: 'What else a composition may name: salts, alloys, gangue, loss on ignition' })
  @Get('compounds')
  @AllowSignedIn()
  @ApiOkResponse({ type: CompoundPage })
  compounds(@Query() page: CatalogueQuery): CompoundPage {
    return this.catalogue.compounds(page);
  }

  @ApiOperation({ summary: 'Kinds of by-product' })
  @Get('streams')
  @AllowSignedIn()
  @ApiOkResponse({ type: StreamPage })
  streams(@Query() page: CatalogueQuery): StreamPage {
    return this.catalogue.streams(page);
  }

  @ApiOperation({ summary: 'Recycled, half-way and primary products' })
  @Get('products')
  @AllowSignedIn()
  @ApiOkResponse({ type: ProductPage })
  products(@Query() page: CatalogueQuery): ProductPage {
    return this.catalogue.products(page);
  }
}
