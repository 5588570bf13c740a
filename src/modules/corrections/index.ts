export { CorrectionsModule } from './corrections.module.js';
export { SightQueries } from './sight.queries.js';
