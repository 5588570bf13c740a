import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, type Caller } from '../../common/index.js';
import { AgreementsQueries } from '../agreements/index.js';
import { PartiesQueries, type SiteFacts } from '../parties/index.js';

/** Who reads what happens inside a plant: the party of the site, and the auditors that it has invited. */
@Injectable()
export class SiteSight {
  constructor(
    private readonly parties: PartiesQueries,
    private readonly agreements: AgreementsQueries,
  ) {}

  /** @throws NotFoundError */
  async seen(caller: Caller, siteId: string, manager: EntityManager): Promise<SiteFacts> {
    const site = await this.parties.site(siteId, manager);
    if (!site || !(await this.seesPlantOf(caller, site.partyId, manager))) throw new NotFoundError('site');
    return site;
  }

  /** Whether the caller reads what happens inside the plants of a party. */
  async seesPlantOf(caller: Caller, partyId: string, manager: EntityManager): Promise<boolean> {
    if (caller.role !== 'auditor') return caller.partyId === partyId;
    const seen = await this.agreements.allSeenBy(caller, manager);
    return seen.some((one) => one.partyId === partyId);
  }
}
