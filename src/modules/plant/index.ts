export { settingsOf } from './balance-settings.js';
export { balanceDefaults } from './defaults.js';
export { keptMonths, KeptSums, plantMonthOf, type PlantMonth } from './kept-sums.js';
export { PlantSumsRow } from './plant-month.entity.js';
export { PlantModule } from './plant.module.js';
export { SiteSight } from './site-sight.js';
export { NewCount, type CountAnswer } from './wip-count.dto.js';
export { WipCountsService } from './wip-counts.service.js';
export { WipCountsQueries, type CountWithLines } from './wip-counts.queries.js';
