export { AccessGuard } from './access.guard.js';
export { IdentityModule } from './identity.module.js';
