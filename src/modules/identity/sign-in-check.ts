import { Injectable } from '@nestjs/common';
import { Passwords } from './passwords.js';
import { SignInBrake } from './sign-in-brake.js';
import { emailKey, type UserAccountRow } from './user-account.entity.js';
import { UsersQueries } from './users.queries.js';

export interface PasswordChange {
  readonly oldPassword: string;
  readonly password: string;
}

/** Checks passwords behind the brake: the only place where one can be tried. */
@Injectable()
export class SignInCheck {
  constructor(
    private readonly brake: SignInBrake,
    private readonly passwords: Passwords,
    private readonly users: UsersQueries,
  ) {}

  /**
   * The person with this address and password; `null` where either is wrong or the person was dismissed, which an
   * answer does not tell apart.
   *
   * @throws DomainError `too-many-sign-ins`, `service-busy`
   */
  async person(email: string, password: string, address: string): Promise<UserAccountRow | null> {
    const account = emailKey(email);
    return this.passwords.inTurn(async () => {
      await this.brake.check(account, address);
      const user = await this.users.byEmail(email);
      const right = await this.passwords.isRight(user?.passwordHash ?? null, password);
      if (!right || !user?.active) {
        await this.brake.failed(account, address);
        return null;
      }
      await this.brake.succeeded(account, address);
      return user;
    });
  }

  /**
   * The hash of a new password for whoever knows the old one; `null` for whoever does not. A stolen session does not
   * know it, and may not guess it any faster than at the sign-in.
   *
   * @throws DomainError `too-many-sign-ins`, `service-busy`
   */
  async replaced(email: string, change: PasswordChange, address: string): Promise<string | null> {
    if (!(await this.person(email, change.oldPassword, address))) return null;
    return this.passwords.hash(change.password);
  }
}
