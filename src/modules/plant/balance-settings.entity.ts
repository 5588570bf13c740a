import { instant, integer, json, key, nullable, ref, tableOf } from '../../database/index.js';
import type { BalanceSettings } from '../../domain/production/settings.js';

/** How the balance of a site is struck, where it has said so. */
export interface BalanceSettingsRow {
  readonly siteId: string;
  readonly settings: BalanceSettings;
  readonly version: number;
  readonly changedAt: number;
  readonly userId: string | null;
}

export const BalanceSettingsRow = tableOf<BalanceSettingsRow>('balance_settings', {
  columns: {
    siteId: key(ref('site')),
    settings: json,
    version: integer,
    changedAt: instant,
    userId: nullable(ref()),
  },
});
