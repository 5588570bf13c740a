import { Injectable } from '@nestjs/common';
import { InputError, requireVersion, type Caller, faultAt } from '../../common/index.js';
import { lockRows, UnitOfWork } from '../../database/index.js';
import { Credentials } from './credentials.js';
import { SignInCheck } from './sign-in-check.js';
import { UserAccountRow } from './user-account.entity.js';
import type { MeAnswer, MeEdit } from './user.dto.js';
import { UsersQueries } from './users.queries.js';

/** The person who asks, and from where. */
export interface Myself {
  readonly caller: Caller;
  readonly address: string;
}

/** What everyone may change about themselves. */
@Injectable()
export class MeService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly check: SignInCheck,
    private readonly credentials: Credentials,
    private readonly users: UsersQueries,
  ) {}

  /**
   * Another password ends the other sessions. Tokens stay: programs use them without the password, and their maker
   * sees and revokes them one by one.
   *
   * @throws InputError, DomainError `stale-version`, `too-many-sign-ins`
   */
  async edit({ caller, address }: Myself, version: number, body: MeEdit): Promise<MeAnswer> {
    const user = await this.users.byId(caller.userId);
    requireVersion(user.version, version);
    const passwordHash = await this.newHash(user, body, address);
    const { name } = body;
    await this.work.run(async (tx) => {
      const [current] = await lockRows(tx, UserAccountRow, [user.id]);
      requireVersion(current?.version ?? 0, version);
      await tx.update(UserAccountRow, { id: user.id }, { name, passwordHash, version: version + 1 });
      if (passwordHash) await this.credentials.endOtherSessions(tx, user.id, caller.credentialId);
    });
    return this.users.me(user.id);
  }

  /** The hash of the new password, if there is one. */
  private async newHash(user: UserAccountRow, body: MeEdit, address: string): Promise<string | undefined> {
    const { password, oldPassword } = body;
    if (password === undefined && oldPassword === undefined) return undefined;
    if (password === undefined) throw fault('/password', 'password-missing');
    if (oldPassword === undefined) throw fault('/oldPassword', 'old-password-missing');
    const replaced = await this.check.replaced(user.email, { oldPassword, password }, address);
    if (replaced === null) throw fault('/oldPassword', 'old-password-wrong');
    return replaced;
  }
}

function fault(pointer: string, code: 'password-missing' | 'old-password-missing' | 'old-password-wrong'): InputError {
  return new InputError([faultAt(pointer, code)]);
}
