import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { Clock, DomainError, networkOf } from '../../common/index.js';
import { Database, UnitOfWork } from '../../database/index.js';
import { SignInFailuresRow } from './sign-in-failures.entity.js';

interface Limit {
  /** Failures that cost nothing: people mistype. */
  readonly free: number;
  readonly longestWaitMs: number;
}

const LIMITS = {
  pair: { free: 5, longestWaitMs: 300_000 },
  address: { free: 30, longestWaitMs: 60_000 },
  account: { free: 20, longestWaitMs: 30_000 },
} as const satisfies Record<string, Limit>;

const FIRST_WAIT_MS = 1_000;
/** After so long without another failure the count begins anew. */
const FORGET_MS = 3_600_000;
const TRUST_MS = 90 * 86_400_000;

const COUNT_FAILURE = `
  INSERT INTO "sign_in_failures" ("id", "failures", "changedAt") VALUES ($1, 1, $2)
  ON CONFLICT ("id") DO UPDATE SET
    "failures" = CASE WHEN "sign_in_failures"."changedAt" < $3 THEN 1 ELSE "sign_in_failures"."failures" + 1 END,
    "changedAt" = $2`;

/**
 * Slows down guessing, never a right password that follows few wrong ones. Failures are counted in the database, so
 * that it works across processes and restarts.
 *
 * While a wait runs, every attempt is refused unread, a right one too: otherwise a guesser would not be slowed at all.
 * So that a stranger cannot lock anyone out by failing on purpose, the waits that strangers can cause are short, and
 * they do not apply where the account has signed in before: at such an address only the failures of this account at
 * this address count. Attempts that are refused unread are not counted and do not make a wait longer.
 */
@Injectable()
export class SignInBrake {
  constructor(
    private readonly database: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `too-many-sign-ins` with the seconds to wait */
  async check(account: string, address: string): Promise<void> {
    const ids = idsOf(account, address);
    const rows = await this.database.manager.findBy(SignInFailuresRow, { id: In(Object.values(ids)) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const now = this.clock.now();
    const trusted = (byId.get(ids.pair)?.trustedUntil ?? 0) > now;
    const counted = trusted ? (['pair'] as const) : (['pair', 'address', 'account'] as const);
    const until = Math.max(...counted.map((kind) => waitEnd(byId.get(ids[kind]), LIMITS[kind], now)));
    if (until <= now) return;
    const retryAfterSeconds = Math.ceil((until - now) / 1000);
    throw new DomainError(
      'too-many-sign-ins',
      `Too many failed sign-ins. Wait ${retryAfterSeconds} s, then try again.`,
      { retryAfterSeconds },
    );
  }

  async failed(account: string, address: string): Promise<void> {
    const now = this.clock.now();
    await this.work.run(async (tx) => {
      // In the order of the ids, so that two units never wait for each other's rows in a ring.
      for (const id of Object.values(idsOf(account, address)).sort()) {
        await tx.query(COUNT_FAILURE, [id, now, now - FORGET_MS]);
      }
    });
  }

  /**
   * Forgets the account's failures and remembers the address as one of its own. Those of the address stay: else a
   * guesser would sign in to an own account in between.
   */
  async succeeded(account: string, address: string): Promise<void> {
    const { pair, account: everywhere } = idsOf(account, address);
    const now = this.clock.now();
    await this.work.run(async (tx) => {
      const mine = { id: pair, failures: 0, changedAt: now, trustedUntil: now + TRUST_MS };
      const forgotten = { id: everywhere, failures: 0, changedAt: now, trustedUntil: null };
      const rows = [mine, forgotten].sort((one, other) => (one.id < other.id ? -1 : 1));
      await tx.upsert(SignInFailuresRow, rows, ['id']);
    });
  }
}

function waitEnd(row: SignInFailuresRow | undefined, limit: Limit, now: number): number {
  if (!row || row.failures <= limit.free || row.changedAt < now - FORGET_MS) return 0;
  return row.changedAt + Math.min(FIRST_WAIT_MS * 2 ** (row.failures - limit.free - 1), limit.longestWaitMs);
}

function idsOf(account: string, address: string): Record<keyof typeof LIMITS, string> {
  const network = networkOf(address);
  return {
    pair: hashed(['pair', account, network]),
    address: hashed(['address', network]),
    account: hashed(['account', account]),
  };
}

function hashed(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
