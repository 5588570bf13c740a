export { ChargesModule } from './charges.module.js';
export { ChargesService } from './charges.service.js';
export { NoPrimaryStatementsService } from './no-primary-statements.service.js';
