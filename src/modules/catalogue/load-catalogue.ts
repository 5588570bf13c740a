import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ROOT } from '../../config/root.js';
import { buildCatalogue, type Catalogue } from '../../domain/matter/catalogue.js';

const FOLDER = new URL('data/catalogue/', ROOT);
const FILES = ['elements.json', 'streams.json', 'products.json', 'compounds.json'] as const;

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

/** Tells catalogues apart: what was worked out by another one has to be worked out again. 64 characters. */
export function catalogueDigest(): string {
  const hash = createHash('sha256');
  for (const file of FILES) hash.update(read(file)).update('\n');
  return hash.digest('hex');
}

function parsed(file: (typeof FILES)[number]): unknown {
  return JSON.parse(read(file));
}

function read(file: string): string {
  return readFileSync(new URL(file, FOLDER), 'utf8');
}
