import { readFileSync } from 'node:fs';
import { ROOT } from '../../config/root.js';
import { buildCatalogue, type Catalogue } from '../../domain/matter/catalogue.js';

const FOLDER = new URL('data/catalogue/', ROOT);

/** Reads the reference data once. @throws Error listing every fault in it, so that no start works with wrong factors */
export function loadCatalogue(): Catalogue {
  const catalogue = buildCatalogue({
    elements: parsed('elements.json'),
    streams: parsed('streams.json'),
    products: parsed('products.json'),
    compounds: parsed('compounds.json'),
  });
  Object.freeze(catalogue);
  return catalogue;
}

function parsed(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
}
