import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CONFIG, DomainError } from '../../common/index.js';
import type { Config } from '../../config/config.js';
import { Database } from '../../database/index.js';
import { Accounts } from './accounts.js';
import { UserAccountRow } from './user-account.entity.js';

/** Makes the platform administrator at the first start; later starts leave the account as it is. */
@Injectable()
export class Administrator implements OnModuleInit {
  private readonly logger = new Logger('Administrator');

  constructor(
    private readonly database: Database,
    private readonly accounts: Accounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Error where the address belongs to someone else, so that a wrong setting is noticed at once */
  async onModuleInit(): Promise<void> {
    if (await this.exists()) return;
    const { admin } = this.config;
    if (!admin) {
      this.logger.warn(
        'There is no administrator yet. Set LOOPBOOK_ADMIN_EMAIL and LOOPBOOK_ADMIN_PASSWORD and start again.',
      );
      return;
    }
    try {
      await this.accounts.create({ ...admin, name: 'Platform administrator', partyId: null, role: 'platform-admin' });
      this.logger.log('The platform administrator was created.');
    } catch (error) {
      // Another process may have started at the same time and made the same account.
      if (error instanceof DomainError && (await this.exists())) return;
      throw error;
    }
  }

  private exists(): Promise<boolean> {
    return this.database.manager.existsBy(UserAccountRow, { role: 'platform-admin' });
  }
}
