import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../common/index.js';
import { viewerWith, type Viewer } from '../../domain/sight/viewer.js';
import { AgreementsQueries } from '../agreements/index.js';
import { agreementMembers } from './members.js';

/** Finds out who asks: what the rules of sight, in the domain and in SQL, go by. */
@Injectable()
export class Viewers {
  constructor(private readonly agreements: AgreementsQueries) {}

  async viewerOf(caller: Caller, manager: EntityManager): Promise<Viewer> {
    const seen = await this.agreements.allSeenBy(caller, manager);
    const members = await agreementMembers(
      manager,
      seen.map(({ agreementId }) => agreementId),
    );
    return viewerWith({ partyId: caller.partyId, isAuditor: caller.role === 'auditor' }, seen, members);
  }
}
