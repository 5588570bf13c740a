import { Injectable } from '@nestjs/common';
import { Clock, DomainError, Ids, keepsParty, NotFoundError, requireVersion, type Caller } from '../../common/index.js';
import { lockRows, orOnDuplicate, UnitOfWork } from '../../database/index.js';
import { codeKey } from '../../domain/matter/code.js';
import { siteAnswer } from './answers.js';
import { PartyRow } from './party.entity.js';
import type { NewSite, SiteAnswer, SiteEdit } from './site.dto.js';
import { SiteRow } from './site.entity.js';

@Injectable()
export class SitesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFoundError, DomainError `code-taken` */
  async create(caller: Caller, partyId: string, body: NewSite): Promise<SiteAnswer> {
    if (!keepsParty(caller, partyId)) throw new NotFoundError('party');
    const site: SiteRow = {
      id: this.ids.next(),
      partyId,
      code: body.code,
      codeKey: codeKey(body.code),
      name: body.name,
      country: body.country,
      subdivision: body.subdivision ?? null,
      timeZone: body.timeZone,
      version: 1,
      createdAt: this.clock.now(),
    };
    return this.work.run(async (tx) => {
      if (!(await tx.existsBy(PartyRow, { id: partyId }))) throw new NotFoundError('party');
      await orOnDuplicate(tx.insert(SiteRow, site), SITE_CODE, () => codeTaken(site.code));
      return siteAnswer(site);
    });
  }

  /** @throws NotFoundError, DomainError `stale-version`, `code-taken` */
  async edit(caller: Caller, id: string, version: number, body: SiteEdit): Promise<SiteAnswer> {
    return this.work.run(async (tx) => {
      const [site] = await lockRows(tx, SiteRow, [id]);
      if (!site || !keepsParty(caller, site.partyId)) throw new NotFoundError('site');
      requireVersion(site.version, version);
      const edited: SiteRow = { ...site, ...body, ...keyOf(site, body), version: version + 1 };
      await orOnDuplicate(tx.update(SiteRow, { id }, edited), SITE_CODE, () => codeTaken(edited.code));
      return siteAnswer(edited);
    });
  }
}

const SITE_CODE = { table: 'site', columns: ['partyId', 'codeKey'] };

/** A code that stays keeps its key: after an upgrade it may have a number, since another site has the same. */
function keyOf(site: SiteRow, { code }: SiteEdit): Pick<SiteRow, 'codeKey'> {
  return { codeKey: code === undefined || code === site.code ? site.codeKey : codeKey(code) };
}

function codeTaken(code: string): DomainError {
  return new DomainError('code-taken', `Another site of this party has the code ${code}.`, { code });
}
