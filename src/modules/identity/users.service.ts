import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, keepsParty, NotFoundError, requireVersion, type Caller } from '../../common/index.js';
import { lockRows, UnitOfWork } from '../../database/index.js';
import { PartiesQueries } from '../parties/index.js';
import { Accounts } from './accounts.js';
import { userAnswer } from './answers.js';
import { Credentials } from './credentials.js';
import { UserAccountRow } from './user-account.entity.js';
import type { NewUser, UserAnswer, UserEdit } from './user.dto.js';

/** The people of a party, kept by its admins and the platform administrator. */
@Injectable()
export class UsersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly parties: PartiesQueries,
  ) {}

  /** @throws NotFoundError, DomainError `email-taken` */
  async create(caller: Caller, partyId: string, body: NewUser): Promise<UserAnswer> {
    if (!keepsParty(caller, partyId) || !(await this.parties.party(partyId))) throw new NotFoundError('party');
    return userAnswer(await this.accounts.create({ ...body, partyId }));
  }

  /**
   * Changes a person. Another role, another password and dismissal end all sessions and tokens.
   *
   * @throws NotFoundError, DomainError `stale-version`, `last-admin`
   */
  async edit(caller: Caller, id: string, version: number, body: UserEdit): Promise<UserAnswer> {
    const { password, ...rest } = body;
    const hashed = await this.accounts.withPassword(password);
    return this.work.run(async (tx) => {
      const { user, otherAdmins } = await this.load(tx, id);
      if (!user || !keepsParty(caller, user.partyId)) throw new NotFoundError('user');
      requireVersion(user.version, version);
      const edited: UserAccountRow = { ...user, ...rest, ...hashed, version: version + 1 };
      if (caller.role === 'admin' && isActiveAdmin(user) && !isActiveAdmin(edited) && otherAdmins === 0) {
        throw new DomainError(
          'last-admin',
          'Nobody else could keep the people of your party. Name another admin first.',
        );
      }
      await tx.update(UserAccountRow, { id }, edited);
      if (password !== undefined || !edited.active || edited.role !== user.role) {
        await this.credentials.endAll(tx, id);
      }
      return userAnswer(edited);
    });
  }

  /** The person, locked together with the party's admins, so that two admins cannot dismiss each other at once. */
  private async load(
    tx: EntityManager,
    id: string,
  ): Promise<{ user: UserAccountRow | undefined; otherAdmins: number }> {
    const found = await tx.findOneBy(UserAccountRow, { id });
    if (!found?.partyId) return { user: undefined, otherAdmins: 0 };
    const admins = await tx.find(UserAccountRow, { select: ['id'], where: { partyId: found.partyId, role: 'admin' } });
    const locked = await lockRows(tx, UserAccountRow, [id, ...admins.map((admin) => admin.id)]);
    return {
      user: locked.find((row) => row.id === id),
      otherAdmins: locked.filter((row) => row.id !== id && isActiveAdmin(row)).length,
    };
  }
}

function isActiveAdmin(user: UserAccountRow): boolean {
  return user.active && user.role === 'admin';
}
