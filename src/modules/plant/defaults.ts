import { readFileSync } from 'node:fs';
import { ROOT } from '../../config/root.js';
import { buildBalanceDefaults, type BalanceDefaults } from '../../domain/production/settings.js';

/** One for the process, read from the catalogue's data. */
export const balanceDefaults: BalanceDefaults = buildBalanceDefaults(
  JSON.parse(readFileSync(new URL('data/catalogue/balance.json', ROOT), 'utf8')),
);
