import { Check, Entity, Index, PrimaryColumn } from 'typeorm';
import { MassColumn } from '../../database/index.js';
import type { GrainName } from '../../domain/books/period-parts.js';
import type { Mg, Ppm } from '../../domain/measure/quantities.js';

const key = (length: number): PropertyDecorator => PrimaryColumn({ type: 'varchar', length });

/** Beyond a safe integer a sum could be stored but not read. */
const SAFE = '"massMg" BETWEEN -9007199254740991 AND 9007199254740991';

/** What an account holds now, per batch (stock and transit), commodity and group. The database refuses less than zero. */
@Entity({ name: 'balance' })
@Index('IX_balance_batchKey', ['batchKey'])
@Check('CK_balance_never_negative', '"massMg" >= 0')
@Check('CK_balance_safe', SAFE)
export class BalanceRow {
  @key(50)
  account: string;

  @key(36)
  batchKey: string;

  @key(12)
  commodity: string;

  @key(36)
  agreementKey: string;

  @key(16)
  origin: string;

  @MassColumn()
  massMg: Mg;
}

/** What an account gained on a day. */
@Entity({ name: 'account_total', withoutRowid: true })
@Check('CK_account_total_safe', SAFE)
export class AccountTotalRow {
  @key(50)
  account: string;

  @key(36)
  agreementKey: string;

  @key(36)
  partyId: string;

  @key(16)
  origin: string;

  @key(12)
  commodity: string;

  @key(10)
  day: string;

  @MassColumn()
  massMg: Mg;
}

/** What a figure of the reports gained on a day, in a month or in a year, as its grain says. */
@Entity({ name: 'measure_total', withoutRowid: true })
@Index('IX_measure_total_partyId_measure_grain_period', ['partyId', 'measure', 'grain', 'period'])
@Check('CK_measure_total_safe', SAFE)
export class MeasureTotalRow {
  @key(36)
  agreementKey: string;

  @key(5)
  grain: GrainName;

  @key(10)
  period: string;

  @key(20)
  measure: string;

  @key(36)
  partyId: string;

  @key(16)
  origin: string;

  @key(12)
  commodity: string;

  @PrimaryColumn({ type: 'integer' })
  usabilityPpm: Ppm;

  @MassColumn()
  massMg: Mg;
}
