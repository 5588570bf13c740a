export { BatchPartyRow } from './batch-party.entity.js';
export { batchesSeen, limitToSeen, seesBatchValue } from './batches.sql.js';
export { seesChargeOfSql, seesChargeSql } from './charges.sql.js';
export {
  departedFrom,
  entriesSeenWhole,
  entriesWithBooker,
  hasPostingSql,
  seesEntrySql,
  seesTotalSql,
  seesWhoBookedSql,
} from './entries.sql.js';
export { NamedSitesQueries } from './named-sites.queries.js';
export { knownAmong } from './known.js';
export { isOfShipmentOrRun, legsOf, type BegunLeg } from './legs.js';
export { namedIn, positional } from './listed.js';
export { isMemberSql } from './members.js';
export { runsSeen, seesRunSql, seesRunWholeSql } from './runs.sql.js';
export { partySeesShipmentSql, seesShipmentSql, shipmentsSeen, shownStatusSql } from './shipments.sql.js';
export { seesAllOf, storedSeers, wentBatches, writeSight } from './seers.js';
export { SightModule } from './sight.module.js';
export { standingsOf, type PastStanding } from './standings.js';
export { Viewers } from './viewers.js';
