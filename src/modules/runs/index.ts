export { RunUndoService } from './run-undo.service.js';
export { RunsModule } from './runs.module.js';
