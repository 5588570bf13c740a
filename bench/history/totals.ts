import { MEASURES, totalDeltas, type Posting, type TotalDelta } from '../../src/domain/books/ledger.js';
import { periodOf, type GrainName } from '../../src/domain/books/period-parts.js';
import type { Day } from '../../src/domain/measure/time.js';
import { ACCOUNT_TOTAL_KEY, MEASURE_TOTAL_KEY } from '../../src/modules/ledger/ledger-rows.js';
import { AccountTotalRow, MeasureTotalRow } from '../../src/modules/ledger/total.entity.js';
import type { Rows } from './rows.js';

const measures = new Set<string>(MEASURES);
const LONGER = ['month', 'year'] as const;

/** Running totals as the service keeps them, summed in memory and given out once they are final. */
export class Totals {
  private readonly days = new Map<Day, Map<string, Sum>>();
  private readonly longer = { month: new Map<string, Sum>(), year: new Map<string, Sum>() };

  add(postings: readonly Posting[]): void {
    for (const delta of totalDeltas(postings)) {
      const { day, subject, partyId, agreementId, origin, commodity, usabilityPpm } = delta;
      const key = `${subject}|${partyId}|${agreementId}|${origin}|${commodity}|${usabilityPpm}`;
      const sums = this.days.get(day) ?? new Map<string, Sum>();
      this.days.set(day, sums);
      addUp(sums, key, delta);
      if (!measures.has(subject)) continue;
      for (const grain of LONGER) addUp(this.longer[grain], `${periodOf(grain, day)}|${key}`, delta);
    }
  }

  /** Moves the days before one into rows, or all days, the months and the years: nothing may be added to them later. */
  close(rows: Rows, before: Day | null): void {
    for (const [day, sums] of this.days) {
      if (before !== null && day >= before) continue;
      this.days.delete(day);
      const all = [...sums.values()];
      const isFigure = ({ first }: Sum): boolean => measures.has(first.subject);
      addMeasures(rows, all.filter(isFigure), 'day');
      const accounts = all.filter((sum) => !isFigure(sum));
      rows.addValues(AccountTotalRow, [...ACCOUNT_TOTAL_KEY, 'massMg'], accounts.map(accountValues));
    }
    if (before !== null) return;
    for (const grain of LONGER) addMeasures(rows, [...this.longer[grain].values()], grain);
  }
}

/** What was added under one key, all that the first delta says but for the mass. */
interface Sum {
  readonly first: TotalDelta;
  massMg: number;
}

function addUp(sums: Map<string, Sum>, key: string, delta: TotalDelta): void {
  const known = sums.get(key);
  if (known) known.massMg += delta.deltaMg;
  else sums.set(key, { first: delta, massMg: delta.deltaMg });
}

function accountValues({ first, massMg }: Sum): (string | number)[] {
  const { subject, agreementId, partyId, origin, commodity, day } = first;
  return [subject, agreementId ?? '', partyId, origin, commodity, day, massMg];
}

function addMeasures(rows: Rows, sums: readonly Sum[], grain: GrainName): void {
  const values = sums.map(({ first, massMg }) => [
    ...[first.agreementId ?? '', grain, periodOf(grain, first.day), first.subject],
    ...[first.partyId, first.origin, first.commodity, first.usabilityPpm, massMg],
  ]);
  rows.addValues(MeasureTotalRow, [...MEASURE_TOTAL_KEY, 'massMg'], values);
}
