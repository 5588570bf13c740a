import { Injectable } from '@nestjs/common';
import { pageOfFixed, type Page, type PageQuery } from '../../common/index.js';
import type { Compound } from '../../domain/matter/catalogue-compounds.js';
import { Catalogue, type ElementEntry, type Product } from '../../domain/matter/catalogue.js';
import type { CompoundAnswer, ElementAnswer, ProductAnswer, StreamAnswer } from './catalogue.dto.js';

const MILLION = 1_000_000;

/** The reference data as outside clients read it: whole millionths become numbers. */
@Injectable()
export class CatalogueQueries {
  constructor(private readonly catalogue: Catalogue) {}

  elements(page: PageQuery): Page<ElementAnswer> {
    return answered(pageOfFixed(this.catalogue.entries, page), elementAnswer);
  }

  compounds(page: PageQuery): Page<CompoundAnswer> {
    return answered(pageOfFixed(this.catalogue.compounds, page), compoundAnswer);
  }

  streams(page: PageQuery): Page<StreamAnswer> {
    return pageOfFixed(this.catalogue.streams, page);
  }

  products(page: PageQuery): Page<ProductAnswer> {
    return answered(pageOfFixed(this.catalogue.products, page), productAnswer);
  }
}

function answered<Row, Answer>({ items, nextCursor }: Page<Row>, answer: (row: Row) => Answer): Page<Answer> {
  return { items: items.map(answer), nextCursor };
}

function elementAnswer(entry: ElementEntry): ElementAnswer {
  const { formula, name, element, oxide, rareEarth, atomicWeight, commercialOxide, source, confidence, note } = entry;
  const factor = entry.factor / MILLION;
  return { formula, name, element, oxide, factor, rareEarth, atomicWeight, commercialOxide, source, confidence, note };
}

function compoundAnswer({ formula, name, kind, parts, source, confidence, note }: Compound): CompoundAnswer {
  const asNumbers = parts.map(({ element, factor }) => ({ element, factor: factor / MILLION }));
  return { formula, name, kind, parts: asNumbers, source, confidence, note };
}

function productAnswer({ usabilityPpm, ...rest }: Product): ProductAnswer {
  return { ...rest, usabilityFactor: usabilityPpm / MILLION };
}
