import { Injectable } from '@nestjs/common';
import { Clock, NotFoundError, requireVersion, type Caller } from '../../common/index.js';
import { Database, UnitOfWork } from '../../database/index.js';
import { PartiesQueries } from '../parties/index.js';
import { BalanceSettingsRow } from './balance-settings.entity.js';
import {
  settingsAnswer,
  settingsIn,
  type BalanceSettingsAnswer,
  type BalanceSettingsInput,
} from './balance-settings.dto.js';
import { balanceDefaults } from './defaults.js';
import { SiteSight } from './site-sight.js';

/** What stands where a site has said nothing is its first version. */
const FIRST_VERSION = 1;

/** What a site says of its scales, driers and laboratories. */
@Injectable()
export class BalanceSettingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly parties: PartiesQueries,
    private readonly sight: SiteSight,
  ) {}

  /** @throws NotFoundError */
  read(caller: Caller, siteId: string): Promise<BalanceSettingsAnswer> {
    return this.database.snapshot(async (manager) => {
      await this.sight.seen(caller, siteId, manager);
      const row = await manager.findOneBy(BalanceSettingsRow, { siteId });
      if (!row) return settingsAnswer(siteId, balanceDefaults.settings, { isDefault: true, version: FIRST_VERSION });
      return settingsAnswer(siteId, row.settings, { isDefault: false, version: row.version });
    });
  }

  /** @throws NotFoundError; DomainError `stale-version` */
  write(caller: Caller, siteId: string, version: number, body: BalanceSettingsInput): Promise<BalanceSettingsAnswer> {
    return this.work.run(async (tx) => {
      const [site] = await this.parties.lockSites(tx, [siteId]);
      if (!site || site.partyId !== caller.partyId) throw new NotFoundError('site');
      const former = await tx.findOneBy(BalanceSettingsRow, { siteId });
      requireVersion(former?.version ?? FIRST_VERSION, version);
      const row: BalanceSettingsRow = {
        siteId,
        settings: settingsIn(body),
        version: version + 1,
        changedAt: this.clock.now(),
        userId: caller.userId,
      };
      if (former) await tx.update(BalanceSettingsRow, { siteId }, row);
      else await tx.insert(BalanceSettingsRow, row);
      return settingsAnswer(siteId, row.settings, { isDefault: false, version: row.version });
    });
  }
}
