import { Injectable, Logger } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Not, type EntityManager } from 'typeorm';
import { Clock, Ids, type Caller } from '../../common/index.js';
import { Database, listOf, lockRows, runSql, toSafeInteger, UnitOfWork } from '../../database/index.js';
import { CredentialRow } from './credential.entity.js';
import { UserAccountRow } from './user-account.entity.js';

const HOUR_MS = 3_600_000;
const SECRET_BYTES = 32;
/** Lets secret scanners recognise a token that has got into a repository or a log. */
const PREFIX = { session: 'lbs_', token: 'lbk_' } as const;

const SESSION_IDLE_MS = 12 * HOUR_MS;
export const SESSION_MS = 30 * 24 * HOUR_MS;
/** The last use is written down this often at most, so that reading does not become writing. */
const NOTE_USE_MS = HOUR_MS / 6;

/** Names the people with their credentials in one indexed query: whoever is dismissed is out with the next request. */
const LOOK_UP = `
  SELECT c."id", c."kind", c."secretHash", c."expiresAt", c."usedAt", c."createdAt", u."id" AS "userId", u."partyId", u."role"
  FROM "credential" c JOIN "user_account" u ON u."id" = c."userId"
  WHERE u."active" AND c."secretHash" IN `;

interface Found extends Omit<Caller, 'credentialId'> {
  readonly id: string;
  readonly kind: CredentialRow['kind'];
  readonly secretHash: string;
  readonly expiresAt: unknown;
  readonly usedAt: unknown;
  readonly createdAt: unknown;
}

export interface NewCredential {
  readonly userId: string;
  readonly kind: CredentialRow['kind'];
  readonly name?: string;
  readonly expiresOn?: string | null;
  readonly expiresAt: number | null;
}

/** Sessions and tokens: makes them, recognises them, ends them. */
@Injectable()
export class Credentials {
  private readonly logger = new Logger('Credentials');

  private readonly find: (secretHash: string) => Promise<Found | undefined>;

  constructor(
    database: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.find = database.together(async (hashes) => {
      const rows = await runSql<Found>(database.manager, LOOK_UP + listOf(hashes), hashes);
      return new Map(rows.map((row) => [row.secretHash, row]));
    });
  }

  /** Makes a credential and answers it with its secret, which can never be read again. */
  async issue(tx: EntityManager, wanted: NewCredential): Promise<{ secret: string; credential: CredentialRow }> {
    const secret = PREFIX[wanted.kind] + randomBytes(SECRET_BYTES).toString('base64url');
    const now = this.clock.now();
    const credential: CredentialRow = {
      id: this.ids.next(),
      userId: wanted.userId,
      kind: wanted.kind,
      secretHash: hashOf(secret),
      name: wanted.name ?? null,
      expiresOn: wanted.expiresOn ?? null,
      expiresAt: wanted.expiresAt,
      usedAt: null,
      createdAt: now,
    };
    await tx.insert(CredentialRow, credential);
    return { secret, credential };
  }

  /**
   * Signs a person in and answers the session's secret; `null` where the password that was checked is not the person's any
   * more, or the person was dismissed meanwhile. Who changes either holds the person, so that a session stands either
   * before it, and ends with it, or after it, and never begins.
   */
  async startSession({ id: userId, passwordHash }: UserAccountRow): Promise<string | null> {
    const expiresAt = this.clock.now() + SESSION_MS;
    return this.work.run(async (tx) => {
      const [user] = await lockRows(tx, UserAccountRow, [userId]);
      if (!user?.active || user.passwordHash !== passwordHash) return null;
      return (await this.issue(tx, { userId, kind: 'session', expiresAt })).secret;
    });
  }

  /** Whose secret this is, if it still counts. */
  async callerOf(kind: CredentialRow['kind'], secret: string): Promise<Caller | null> {
    const found = await this.find(hashOf(secret));
    if (found?.kind !== kind) return null;
    const now = this.clock.now();
    const lastAt = toSafeInteger(found.usedAt ?? found.createdAt);
    if (found.expiresAt !== null && toSafeInteger(found.expiresAt) <= now) return null;
    if (kind === 'session' && lastAt + SESSION_IDLE_MS <= now) return null;
    if (found.usedAt === null || lastAt + NOTE_USE_MS <= now) await this.noteUse(found.id, now);
    const { id, userId, partyId, role } = found;
    return { userId, partyId, role, credentialId: id };
  }

  /** Ends one session; a token stays until it is revoked. */
  async endSession(credentialId: string): Promise<void> {
    await this.work.run((tx) => tx.delete(CredentialRow, { id: credentialId, kind: 'session' }));
  }

  /** Ends what a person is signed in with. */
  async endAll(tx: EntityManager, userId: string): Promise<void> {
    await tx.delete(CredentialRow, { userId });
  }

  /** Ends every session of a person but the one that asks for it. */
  async endOtherSessions(tx: EntityManager, userId: string, credentialId: string): Promise<void> {
    await tx.delete(CredentialRow, { userId, kind: 'session', id: Not(credentialId) });
  }

  /** That the use could not be written down is no reason to refuse it. */
  private async noteUse(id: string, now: number): Promise<void> {
    try {
      await this.work.run((tx) => tx.update(CredentialRow, { id }, { usedAt: now }));
    } catch (error) {
      this.logger.warn(`The use of a credential could not be noted: ${String(error)}`);
    }
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
