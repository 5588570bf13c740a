import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { HashCost } from '../common/hash-cost.js';
import { Ids } from '../common/ids.js';
import { KnownCredentials } from '../common/known-credentials.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../common/config-token.js';
import { Database, UnitOfWork } from '../database/index.js';

export interface Foundation {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly hashCost: HashCost;
}

/** What every module stands on: configuration, database, unit of work, clock, ids and the price of a password. */
@Global()
@Module({})
export class FoundationModule {
  static of({ config, database, clock, ids, hashCost }: Foundation): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: config },
      { provide: Database, useValue: database },
      { provide: Clock, useValue: clock },
      { provide: Ids, useValue: ids },
      { provide: HashCost, useValue: hashCost },
      { provide: KnownCredentials, useValue: new KnownCredentials(clock) },
      { provide: UnitOfWork, useValue: new UnitOfWork(database, clock) },
    ];
    return { module: FoundationModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
