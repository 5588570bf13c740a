import { Injectable } from '@nestjs/common';
import { Clock, NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { codeKey } from '../../domain/matter/code.js';
import { localDay } from '../../domain/measure/time.js';
import type { AgreementAnswer } from './agreement-answer.dto.js';
import { AgreementAnswers } from './agreement-answers.js';
import { loadAgreements } from './agreement-store.js';
import type { SeenAgreement } from '../../domain/sight/viewer.js';
import { agreementsSeen } from './seen-agreements.js';
import type { AgreementQuery } from './agreement.dto.js';
import { AgreementRow } from './agreement.entity.js';

/** Agreements as outside clients list and read them. */
@Injectable()
export class AgreementListsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly answers: AgreementAnswers,
  ) {}

  async list(caller: Caller, query: AgreementQuery): Promise<Page<AgreementAnswer>> {
    const { manager } = this.database;
    const seen = await this.seen(caller);
    const ids = await this.ofStatus(seen, query.status);
    const agreements = manager.createQueryBuilder(AgreementRow, 'a');
    if (ids.length > 0) agreements.where('a.id IN (:...ids)', { ids });
    else agreements.where('1 = 0');
    if (query.reference !== undefined) {
      agreements.andWhere('(a.referenceKey = :key OR a.reference = :reference)', {
        key: codeKey(query.reference),
        reference: query.reference,
      });
    }
    const { rows, nextCursor } = await pageOf(agreements, query);
    const stored = await loadAgreements(
      manager,
      rows.map(({ id }) => id),
    );
    return { items: await this.answers.forSeen(manager, stored, seen), nextCursor };
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<AgreementAnswer> {
    const { manager } = this.database;
    const seen = await this.seen(caller, id);
    const stored = await loadAgreements(
      manager,
      seen.map(({ agreementId }) => agreementId),
    );
    const [answer] = await this.answers.forSeen(manager, stored, seen);
    if (!answer) throw new NotFoundError('agreement');
    return answer;
  }

  private seen(caller: Caller, only?: string): Promise<SeenAgreement[]> {
    return agreementsSeen(this.database.manager, caller, { today: localDay(this.clock.now(), 'UTC'), only });
  }

  /** The status follows from signatures and the calendar, so it is found by looking at all that one sees: never many. */
  private async ofStatus(seen: readonly SeenAgreement[], status: AgreementQuery['status']): Promise<string[]> {
    const ids = seen.map(({ agreementId }) => agreementId);
    if (status === undefined) return ids;
    const stored = await loadAgreements(this.database.manager, ids);
    return stored.filter(({ facts }) => this.answers.statusOf(facts) === status).map(({ row }) => row.id);
  }
}
