import { Injectable } from '@nestjs/common';
import {
  Clock,
  DomainError,
  InputError,
  NotFoundError,
  pageOf,
  type Caller,
  type Page,
  faultAt,
} from '../../common/index.js';
import { Database, UnitOfWork } from '../../database/index.js';
import type { SelectQueryBuilder } from 'typeorm';
import { tokenAnswer } from './answers.js';
import { CredentialRow } from './credential.entity.js';
import { Credentials } from './credentials.js';
import type { NewToken, NewTokenAnswer, TokenAnswer, TokenQuery } from './token.dto.js';

const DAY_MS = 86_400_000;

/** Tokens for programs. A token has its maker's rights. */
@Injectable()
export class TokensService {
  constructor(
    private readonly database: Database,
    private readonly work: UnitOfWork,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  /** @throws InputError, DomainError `outlives-token` */
  async create(caller: Caller, body: NewToken): Promise<NewTokenAnswer> {
    const expiresOn = body.expiresOn ?? null;
    const expiresAt = expiresOn === null ? null : Date.parse(`${expiresOn}T00:00:00Z`) + DAY_MS;
    if (expiresAt !== null && expiresAt <= this.clock.now()) {
      throw new InputError([faultAt('/expiresOn', 'in-the-past')]);
    }
    return this.work.run(async (tx) => {
      const maker = await tx.findOneBy(CredentialRow, { id: caller.credentialId });
      refuseOutliving(maker, expiresAt);
      const { secret, credential } = await this.credentials.issue(tx, {
        userId: caller.userId,
        kind: 'token',
        name: body.name,
        expiresOn,
        expiresAt,
      });
      return { ...tokenAnswer(credential), token: secret };
    });
  }

  /** @throws DomainError `forbidden` where someone other than a party's admin asks for all */
  async list(caller: Caller, query: TokenQuery): Promise<Page<TokenAnswer>> {
    const all = query.all === 'true';
    if (all && caller.role !== 'admin') {
      throw new DomainError('forbidden', 'Only an admin sees the tokens of the whole party.');
    }
    const own = this.tokensFor(caller);
    if (!all) own.andWhere('token.userId = :me', { me: caller.userId });
    const { rows, nextCursor } = await pageOf(own, query);
    return { items: rows.map(tokenAnswer), nextCursor };
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<TokenAnswer> {
    const token = await this.tokensFor(caller).andWhere('token.id = :id', { id }).getOne();
    if (!token) throw new NotFoundError('token');
    return tokenAnswer(token);
  }

  /** Takes effect with the next request. @throws NotFoundError */
  async revoke(caller: Caller, id: string): Promise<void> {
    await this.one(caller, id);
    await this.work.run((tx) => tx.delete(CredentialRow, { id, kind: 'token' }));
  }

  /** The tokens that the caller may see and revoke: the own ones, and for an admin those of the party. */
  private tokensFor(caller: Caller): SelectQueryBuilder<CredentialRow> {
    const tokens = this.database.manager.createQueryBuilder(CredentialRow, 'token').where(`token.kind = 'token'`);
    if (caller.role !== 'admin') return tokens.andWhere('token.userId = :own', { own: caller.userId });
    return tokens
      .innerJoin('user_account', 'maker', 'maker.id = token.userId')
      .andWhere('maker.partyId = :party', { party: caller.partyId });
  }
}

/** Whoever finds a token that ends soon must not be able to turn it into one that does not. */
function refuseOutliving(maker: CredentialRow | null, expiresAt: number | null): void {
  if (maker?.kind !== 'token' || maker.expiresAt === null) return;
  if (expiresAt !== null && expiresAt <= maker.expiresAt) return;
  throw new DomainError('outlives-token', 'A token cannot make one that lasts longer than itself. Sign in for that.');
}
