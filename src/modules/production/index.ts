export { GradeRow, GradeVersionRow } from './grade.entity.js';
export { GradesService } from './grades.service.js';
export { MagnetLotsService } from './magnet-lots.service.js';
export { MagnetLotsQueries } from './magnet-lots.queries.js';
export { NewMagnetLot } from './magnet-lot.dto.js';
export { MagnetLotRow } from './magnet-lot.entity.js';
export { ProcessLossRow } from './process-loss.entity.js';
export { ProductionModule } from './production.module.js';
