import type { Catalogue } from '../../domain/matter/catalogue.js';
import { loadCatalogue } from './load-catalogue.js';

/** One for the process, as a value and not only as a provider: the fields of requests are checked against it. */
export const catalogue: Catalogue = loadCatalogue();
