export { ChargesQueries } from './charges.queries.js';
export { ChargesModule } from './charges.module.js';
export { NoPrimaryStatementsService } from './no-primary-statements.service.js';
export { NewCharge } from './charge.dto.js';
export { ChargesService } from './charges.service.js';
