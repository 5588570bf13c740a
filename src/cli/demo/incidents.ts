import { kgToMg, mgToKg, minus, type Mg } from '../../domain/measure/quantities.js';
import { dayAfter } from './calendar.js';
import type { Disposed } from './events.js';
import type { DemoYear } from './year.js';

/** Late in the day, before a lorry may come. */
const HOUR = 18.75;

/** What happens to a few containers before they leave the plant; set when each of them is logged. */
export function planIncident(year: DemoYear, { code, at, by }: { code: string; at: string; by: string }): void {
  const { carveOut, reusedInProcess, stockDifference } = year.plan.incidents;
  const dispose = (
    afterDays: number,
    bodyOf: (leftMg: Mg) => { body: Disposed['body']; leftMg: Mg },
    person = by,
  ): void =>
    year.on(dayAfter(at, afterDays), HOUR, (then) => {
      const lot = year.lot(code);
      const { body, leftMg } = bodyOf(lot.dryMg);
      year.happens({ what: 'disposition', at: then, by: person, batch: code, body });
      if (body.kind === 'reused-in-process') {
        year.produces({ at: then, site: lot.site ?? '', code, dryMg: lot.dryMg - leftMg });
      }
      lot.dryMg = leftMg;
    });
  if (code === carveOut.batch) {
    const { dryKg, reason, destination } = carveOut;
    const body = { kind: 'sold-elsewhere', carveOut: 'research-sample', dryKg, reason, destination } as const;
    dispose(carveOut.afterDays, (leftMg) => ({ body, leftMg: minus(leftMg, kgToMg(dryKg)) }));
  }
  if (code === reusedInProcess.batch) {
    const { reason, afterDays } = reusedInProcess;
    dispose(afterDays, () => ({ body: { kind: 'reused-in-process', reason }, leftMg: 0 }));
  }
  if (code === stockDifference.batch) {
    const { missingKg, afterDays, reason } = stockDifference;
    // It is more than the scale explains, which an admin books.
    const counted = (before: Mg): { body: Disposed['body']; leftMg: Mg } => {
      const leftMg = minus(before, kgToMg(missingKg));
      return { body: { kind: 'stock-difference', dryKg: mgToKg(leftMg), reason }, leftMg };
    };
    dispose(afterDays, counted, 'admin@plant.example');
  }
}
