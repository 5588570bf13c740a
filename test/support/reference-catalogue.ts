import { readFileSync } from 'node:fs';
import { buildCatalogue } from '../../src/domain/matter/catalogue.js';

const load = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../data/catalogue/${name}.json`, import.meta.url), 'utf8'));

/** The reference data as the service itself reads it. */
export const catalogue = buildCatalogue({
  elements: load('elements'),
  streams: load('streams'),
  products: load('products'),
  compounds: load('compounds'),
});
