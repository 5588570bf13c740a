export { eyesSeeBatch } from './batches.sql.js';
export { knowsAnywhere, knowsParty, knowsPartySql, type BatchEyes } from './eyes.js';
export { namedIn, positional } from './listed.js';
export { eyesSeeRun } from './runs.sql.js';
export { atAnEnd, eyesSeeShipment, shipmentSeenBy } from './shipments.sql.js';
export { standingsOf, type Standing } from './standings.js';
