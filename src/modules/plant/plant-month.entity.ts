import { integer, json, key, ref, tableOf, text } from '../../database/index.js';
import type { ListedSums, MonthSums } from '../../domain/production/month-sums.js';

/**
 * How often something changed of what the balance of a site reads of a month. It is counted in the unit that changes it, so that
 * whoever reads both at one moment knows whether what was added up before still holds.
 */
export interface PlantMonthRow {
  readonly siteId: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly changes: number;
}

export const PlantMonthRow = tableOf<PlantMonthRow>('plant_month', {
  columns: { siteId: key(ref('site')), month: key(text(7)), changes: integer },
});

/** The class sums of a site and month, or year, as they were after so many changes: of another number of changes they say nothing. */
export interface PlantSumsRow {
  readonly siteId: string;
  /** `YYYY-MM`, or `YYYY`. */
  readonly month: string;
  /** Of a year the changes of all its months. */
  readonly changes: number;
  /** By which rules and which catalogue they were added up. */
  readonly basis: string;
  readonly sums: MonthSums;
  /** Read only where the month does not stand alone in a balance. */
  readonly listed: ListedSums;
}

export const PlantSumsRow = tableOf<PlantSumsRow>('plant_sums', {
  columns: {
    siteId: key(ref('site')),
    month: key(text(7)),
    changes: integer,
    basis: text(64),
    sums: json,
    listed: json,
  },
});
