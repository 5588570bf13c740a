import { Injectable } from '@nestjs/common';
import { Clock, Ids, NotFoundError, requireVersion, type Caller } from '../../common/index.js';
import { lockRows, UnitOfWork } from '../../database/index.js';
import { partyAnswer } from './answers.js';
import type { EditedIdentifiers, NewParty, PartyAnswer, PartyEdit } from './party.dto.js';
import { PartyRow, type Identifiers } from './party.entity.js';

@Injectable()
export class PartiesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async create(caller: Caller, body: NewParty): Promise<PartyAnswer> {
    const party: PartyRow = {
      id: this.ids.next(),
      name: body.name,
      roles: body.roles,
      country: body.country,
      identifiers: merged(null, body.identifiers),
      version: 1,
      createdAt: this.clock.now(),
    };
    return this.work.run(async (tx) => {
      await tx.insert(PartyRow, party);
      return partyAnswer(party, caller);
    });
  }

  /** @throws NotFoundError, DomainError `stale-version` */
  async edit(caller: Caller, id: string, version: number, body: PartyEdit): Promise<PartyAnswer> {
    return this.work.run(async (tx) => {
      const [party] = await lockRows(tx, PartyRow, [id]);
      if (!party) throw new NotFoundError('party');
      requireVersion(party.version, version);
      const { identifiers, ...rest } = body;
      const edited: PartyRow = {
        ...party,
        ...rest,
        identifiers: merged(party.identifiers, identifiers),
        version: version + 1,
      };
      await tx.update(PartyRow, { id }, edited);
      return partyAnswer(edited, caller);
    });
  }
}

/** What is left of identifiers when those given have replaced theirs; nothing given changes nothing. */
function merged(known: Identifiers | null, given: EditedIdentifiers | null | undefined): Identifiers | null {
  if (given === undefined) return known;
  const entries = given === null ? [] : Object.entries({ ...known, ...given }).filter(([, value]) => value !== null);
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}
