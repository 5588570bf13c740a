import { localDay, type Day } from '../../domain/measure/time.js';

/** Answers take their time, and the service tells whole seconds: less than this is no difference. */
const TOLERATED_MS = 120_000;
const KEPT_AS = 'loopbook.clock';
const ZONE_KEPT_AS = 'loopbook.time-zone';

let aheadMs = Number(localStorage.getItem(KEPT_AS) ?? 0) || 0;

/** Learns from an answer of the service by how much the clock of this device is wrong, and keeps it for times without a network. */
export function compareClocks(answer: Response): void {
  const told = Date.parse(answer.headers.get('Date') ?? '');
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  aheadMs = Math.abs(difference) > TOLERATED_MS ? difference : 0;
  localStorage.setItem(KEPT_AS, String(aheadMs));
}

/** The time by the service's clock: what happened on a device whose clock is wrong has still happened when it did. */
export function serviceNow(): Date {
  return new Date(Date.now() + aheadMs);
}

/** The time zone that this device thinks it is in. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

let actingZone = localStorage.getItem(ZONE_KEPT_AS);

/** Goes by the clock of the site that one acts for, whatever zone the device thinks it is in; null for who acts for none. */
export function actInZone(zone: string | null): void {
  actingZone = zone;
  if (zone === null) localStorage.removeItem(ZONE_KEPT_AS);
  else localStorage.setItem(ZONE_KEPT_AS, zone);
}

/** The time zone of the site that one acts for; who acts for none goes by the device. */
export function timeZoneNow(): string {
  return actingZone ?? ownTimeZone();
}

/** The calendar day at a site, by the service's clock; at the one that one acts for unless another zone is said. */
export function today(zone = timeZoneNow()): Day {
  return localDay(serviceNow().getTime(), zone);
}
