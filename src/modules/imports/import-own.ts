import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock, DomainError, Ids, type Caller, type Role } from '../../common/index.js';
import { insertEntities } from '../../database/index.js';
import type { Mapping } from '../../domain/files/mapping.js';
import { ImportDesk } from './import-desk.js';
import { roleIn } from './import-may.js';
import { ImportMappingRow, type ImportRow } from './import.entity.js';

/** What a caller's own imports have of its person and of the moment. */
@Injectable()
export class ImportOwn {
  constructor(
    private readonly desk: ImportDesk,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  now(): number {
    return this.clock.now();
  }

  /** The role by which a caller books rows of a kind. @throws DomainError `forbidden` where the single call is not open to it */
  roleFor(caller: Caller, kind: ImportRow['kind']): Role {
    const found = roleIn(this.desk.bookers, caller, kind);
    if (!found) throw new DomainError('forbidden', 'Your role does not allow this.');
    return found;
  }

  fresh(): Omit<ImportRow, 'partyId' | 'siteId' | 'userId' | 'role' | 'kind' | 'format' | 'fileName' | 'firstRows'> {
    return {
      ...this.unread(),
      id: this.ids.next(),
      state: 'reading',
      mapping: null,
      header: null,
      bookedTo: 0,
      booked: 0,
      createdAt: this.now(),
      bookedById: null,
      endedAt: null,
      trouble: null,
    };
  }

  /** Of a file that is to be read from its beginning. */
  unread(): Pick<ImportRow, 'isRead' | 'lookedTo' | 'rows' | 'wrong' | 'alreadyThere' | 'dryMg'> {
    return { isRead: false, lookedTo: 0, rows: 0, wrong: 0, alreadyThere: 0, dryMg: 0 };
  }

  async remember(
    tx: EntityManager,
    { userId }: Caller,
    {
      row,
      header,
      mapping,
    }: { readonly row: ImportRow; readonly header: readonly string[]; readonly mapping: Mapping },
  ): Promise<void> {
    const { siteId, kind } = row;
    const known: ImportMappingRow = { siteId, kind, header, mapping, userId, changedAt: this.now() };
    const over = ['header', 'mapping', 'userId', 'changedAt']
      .map((name) => `"${name}" = excluded."${name}"`)
      .join(', ');
    await insertEntities(tx, ImportMappingRow, [known], `ON CONFLICT ("siteId", "kind") DO UPDATE SET ${over}`);
  }
}
