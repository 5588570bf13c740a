export { GradeRow, GradeVersionRow } from './grade.entity.js';
export { MagnetLotRow } from './magnet-lot.entity.js';
export { ProcessLossRow } from './process-loss.entity.js';
export { ProductionModule } from './production.module.js';
