export { ChargesModule } from './charges.module.js';
export { NoPrimaryStatementsService } from './no-primary-statements.service.js';
