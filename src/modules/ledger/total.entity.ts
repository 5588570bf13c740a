import { fraction, key, mass, tableOf, text } from '../../database/index.js';
import type { GrainName } from '../../domain/books/period-parts.js';
import type { Mg, Ppm } from '../../domain/measure/quantities.js';

/** Beyond a safe integer a sum could be stored but not read. */
const SAFE = '"massMg" BETWEEN -9007199254740991 AND 9007199254740991';

/** What an account holds now, per batch (stock and transit), commodity and group. The database refuses less than zero. */
export interface BalanceRow {
  readonly account: string;
  readonly batchKey: string;
  readonly commodity: string;
  readonly agreementKey: string;
  readonly origin: string;
  /** The country of the group, or the empty text. */
  readonly countryKey: string;
  readonly massMg: Mg;
}

export const BalanceRow = tableOf<BalanceRow>('balance', {
  columns: {
    account: key(text(50)),
    batchKey: key(text(36)),
    commodity: key(text(12)),
    agreementKey: key(text(36)),
    origin: key(text(16)),
    countryKey: key(text(2)),
    massMg: mass,
  },
  indices: [['batchKey']],
  checks: {
    CK_balance_never_negative: '"massMg" >= 0',
    CK_balance_safe: SAFE,
  },
});

/** What an account gained on a day. */
export interface AccountTotalRow {
  readonly account: string;
  readonly agreementKey: string;
  readonly partyId: string;
  readonly origin: string;
  readonly commodity: string;
  readonly day: string;
  readonly massMg: Mg;
}

export const AccountTotalRow = tableOf<AccountTotalRow>('account_total', {
  columns: {
    account: key(text(50)),
    agreementKey: key(text(36)),
    partyId: key(text(36)),
    origin: key(text(16)),
    commodity: key(text(12)),
    day: key(text(10)),
    massMg: mass,
  },
  checks: {
    CK_account_total_safe: SAFE,
  },
  withoutRowid: true,
});

/** What a figure of the reports gained on a day, in a month or in a year, as its grain says. */
export interface MeasureTotalRow {
  readonly agreementKey: string;
  readonly grain: GrainName;
  readonly period: string;
  readonly measure: string;
  readonly partyId: string;
  readonly origin: string;
  readonly commodity: string;
  readonly usabilityPpm: Ppm;
  readonly massMg: Mg;
}

export const MeasureTotalRow = tableOf<MeasureTotalRow>('measure_total', {
  columns: {
    agreementKey: key(text(36)),
    grain: key(text(5)),
    period: key(text(10)),
    measure: key(text(20)),
    partyId: key(text(36)),
    origin: key(text(16)),
    commodity: key(text(12)),
    usabilityPpm: key(fraction),
    massMg: mass,
  },
  indices: [['partyId', 'measure', 'grain', 'period']],
  checks: {
    CK_measure_total_safe: SAFE,
  },
  withoutRowid: true,
});
