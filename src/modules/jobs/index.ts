export { JobsModule } from './jobs.module.js';
export { Jobs, type Hold } from './jobs.service.js';
