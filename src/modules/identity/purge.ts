import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LessThan, LessThanOrEqual } from 'typeorm';
import { Clock } from '../../common/index.js';
import { IdempotencyRow, UnitOfWork } from '../../database/index.js';
import { CredentialRow } from './credential.entity.js';
import { SignInFailuresRow } from './sign-in-failures.entity.js';

const DAY_MS = 86_400_000;
/** Clients are promised that an idempotency key is known for 90 days; the trust in an address lasts as long. */
const KEPT_MS = 90 * DAY_MS;

/** Clears away, at start and once a day, what has run out: kept answers, sessions, counts of failed sign-ins. */
@Injectable()
export class Purge implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Purge');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.run();
    this.timer = setInterval(() => void this.attempt(), DAY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.work.run(async (tx) => {
      await tx.delete(IdempotencyRow, { createdAt: LessThan(now - KEPT_MS) });
      await tx.delete(CredentialRow, { kind: 'session', expiresAt: LessThanOrEqual(now) });
      await tx.delete(SignInFailuresRow, { changedAt: LessThan(now - KEPT_MS) });
    });
  }

  /** A purge that fails is made up for by the next. */
  private async attempt(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(`The daily purge failed: ${String(error)}`);
    }
  }
}
