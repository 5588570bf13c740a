import { localDay, type Day } from '../../domain/time.js';

/** Answers take their time, and the service tells whole seconds: less than this is no difference. */
const TOLERATED_MS = 120_000;
const KEPT_AS = 'loopbook.clock';

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

/** The calendar day where this device is, by the service's clock. */
export function today(): Day {
  return localDay(serviceNow().getTime(), new Intl.DateTimeFormat().resolvedOptions().timeZone);
}
