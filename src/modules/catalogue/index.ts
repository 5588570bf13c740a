export { IsComposition, IsProduct, IsStream } from './catalogue-fields.js';
export { catalogue } from './catalogue-file.js';
export { CatalogueModule } from './catalogue.module.js';
export { catalogueDigest } from './load-catalogue.js';
