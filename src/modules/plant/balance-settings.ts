import type { EntityManager } from 'typeorm';
import type { BalanceSettings } from '../../domain/production/settings.js';
import { BalanceSettingsRow } from './balance-settings.entity.js';
import { balanceDefaults } from './defaults.js';

/** How the balance of a site is struck: as it says, else as the catalogue does. */
export async function settingsOf(manager: EntityManager, siteId: string): Promise<BalanceSettings> {
  const row = await manager.findOneBy(BalanceSettingsRow, { siteId });
  return row?.settings ?? balanceDefaults.settings;
}
