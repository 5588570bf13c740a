import { Injectable } from '@nestjs/common';
import { Clock, DomainError, Ids, type Caller } from '../../common/index.js';
import { orOnDuplicate, UnitOfWork } from '../../database/index.js';
import { Passwords } from './passwords.js';
import { emailKey, UserAccountRow } from './user-account.entity.js';

export interface NewAccount {
  readonly partyId: string | null;
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly role: Caller['role'];
}

/** Makes accounts: those of parties and the platform administrator's alike. */
@Injectable()
export class Accounts {
  constructor(
    private readonly work: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The columns that a new password changes. Made before a unit begins, so that a slow hash holds up no other write. */
  async withPassword(password: string | undefined): Promise<{ passwordHash?: string }> {
    return password === undefined ? {} : { passwordHash: await this.passwords.hash(password) };
  }

  /** @throws DomainError `email-taken` */
  async create(wanted: NewAccount): Promise<UserAccountRow> {
    const { partyId, email, name, role } = wanted;
    const account: UserAccountRow = {
      id: this.ids.next(),
      partyId,
      email,
      emailKey: emailKey(email),
      name,
      passwordHash: await this.passwords.hash(wanted.password),
      role,
      active: true,
      version: 1,
      createdAt: this.clock.now(),
    };
    await this.work.run((tx) =>
      orOnDuplicate(
        tx.insert(UserAccountRow, account),
        { table: 'user_account', columns: ['emailKey'] },
        () => new DomainError('email-taken', 'Someone already signs in with this e-mail address.'),
      ),
    );
    return account;
  }
}
