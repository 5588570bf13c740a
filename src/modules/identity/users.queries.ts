import { Injectable } from '@nestjs/common';
import { keepsParty, NotFoundError, pageOf, type Caller, type Page, type PageQuery } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { PartiesQueries } from '../parties/index.js';
import { meAnswer, userAnswer } from './answers.js';
import { emailKey, UserAccountRow } from './user-account.entity.js';
import type { MeAnswer, UserAnswer } from './user.dto.js';

@Injectable()
export class UsersQueries {
  constructor(
    private readonly database: Database,
    private readonly parties: PartiesQueries,
  ) {}

  /** The people of a party. @throws NotFoundError where the caller does not belong to it */
  async list(caller: Caller, partyId: string, page: PageQuery): Promise<Page<UserAnswer>> {
    if (!keepsParty(caller, partyId) || !(await this.parties.party(partyId))) throw new NotFoundError('party');
    const query = this.database.manager
      .createQueryBuilder(UserAccountRow, 'user')
      .where('user.partyId = :partyId', { partyId });
    const { rows, nextCursor } = await pageOf(query, page);
    return { items: rows.map(userAnswer), nextCursor };
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<UserAnswer> {
    const user = await this.database.manager.findOneBy(UserAccountRow, { id });
    if (!user || !keepsParty(caller, user.partyId)) throw new NotFoundError('user');
    return userAnswer(user);
  }

  async me(userId: string): Promise<MeAnswer> {
    const user = await this.byId(userId);
    return meAnswer(user, user.partyId === null ? null : await this.parties.party(user.partyId));
  }

  async byId(id: string): Promise<UserAccountRow> {
    return this.database.manager.findOneByOrFail(UserAccountRow, { id });
  }

  async byEmail(email: string): Promise<UserAccountRow | null> {
    return this.database.manager.findOneBy(UserAccountRow, { emailKey: emailKey(email) });
  }
}
