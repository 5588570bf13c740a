import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../database/index.js';
import type { Reading } from '../../domain/files/rows.js';
import { PartiesQueries } from '../parties/index.js';
import { Bookers } from './bookers.js';
import { ImportStore } from './import-store.js';
import type { ImportRow } from './import.entity.js';

/** What work on imports begins with: the import, how its rows are read and how they are booked. */
@Injectable()
export class ImportDesk {
  constructor(
    readonly store: ImportStore,
    readonly bookers: Bookers,
    private readonly parties: PartiesQueries,
    private readonly database: Database,
  ) {}

  found(id: string): Promise<ImportRow | null> {
    return this.store.find(this.database.manager, id);
  }

  async readingOf({ kind, header, mapping, siteId }: ImportRow): Promise<Reading> {
    const site = await this.parties.site(siteId);
    if (!site || !mapping) throw new Error('An import that is worked on has a site and a mapping.');
    return { kind, header: header ?? [], mapping, timeZone: site.timeZone };
  }

  /** Of what is over only the wrong rows stay. */
  async clear(tx: EntityManager, id: string): Promise<void> {
    await this.store.dropFile(tx, id);
    await this.store.dropLines(tx, id, `AND "state" <> 'wrong'`);
  }
}
