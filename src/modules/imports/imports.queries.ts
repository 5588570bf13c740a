import { Injectable } from '@nestjs/common';
import { NotFoundError, pageOf, type Caller, type Page } from '../../common/index.js';
import { Database, selectEntities } from '../../database/index.js';
import { csvOf, type CsvValue } from '../../domain/measure/csv.js';
import { KIND_FIELDS, type ImportKind } from '../../domain/files/kinds.js';
import { templateHeader } from '../../domain/files/mapping.js';
import { MOST_FAULTS } from '../../domain/measure/errors.js';
import { PartiesQueries } from '../parties/index.js';
import { Bookers } from './bookers.js';
import { importMay } from './import-may.js';
import { importAnswer, importSummary } from './import-answers.js';
import { ImportStore } from './import-store.js';
import type { ImportAnswer, ImportFilter, ImportSummary } from './import.dto.js';
import { ImportMappingRow, ImportRow } from './import.entity.js';
import { MOST_ROWS } from './import-runner.js';

/** Elements that templates have columns for; others are put beside them in the same way. */
const TEMPLATE_ELEMENTS = ['Nd', 'Pr', 'Dy', 'Tb'];

/** What a party reads of its imports: nobody else reads anything of them. */
@Injectable()
export class ImportsQueries {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly parties: PartiesQueries,
    private readonly bookers: Bookers,
  ) {}

  /** @throws NotFoundError where it asks for the site of another party */
  async list({ partyId }: Caller, { siteId, kind, ...page }: ImportFilter): Promise<Page<ImportSummary>> {
    await this.requireOwn(partyId, siteId);
    const query = this.database.manager
      .createQueryBuilder(ImportRow, 'import')
      .where('import.partyId = :partyId', { partyId });
    if (siteId !== undefined) query.andWhere('import.siteId = :siteId', { siteId });
    if (kind !== undefined) query.andWhere('import.kind = :kind', { kind });
    const { rows, nextCursor } = await pageOf(query, page);
    return { items: rows.map(importSummary), nextCursor };
  }

  /** @throws NotFoundError */
  async one(caller: Caller, id: string): Promise<ImportAnswer> {
    const row = await this.own(caller, id);
    const where = 'WHERE "siteId" = ? AND "kind" = ?';
    const [known] = await selectEntities(this.database.manager, ImportMappingRow, where, [row.siteId, row.kind]);
    return importAnswer(row, {
      wrong: await this.store.faults(id, MOST_FAULTS),
      remembered: known ?? null,
      may: importMay(row, caller, this.bookers),
    });
  }

  /** Everything that is wrong with a file, as CSV. @throws NotFoundError */
  async faults(caller: Caller, id: string): Promise<string> {
    await this.own(caller, id);
    const records: CsvValue[][] = [['row', 'column', 'value', 'code', 'message']];
    for (const { faults } of await this.store.faults(id, MOST_ROWS)) {
      for (const { row, column, value, code, message } of faults ?? [])
        records.push([row, column, value, code, message]);
    }
    return csvOf(records);
  }

  /** A file of a kind without rows: its columns as they are understood by themselves. */
  template(kind: ImportKind): string {
    const header = KIND_FIELDS[kind].flatMap((field) =>
      field.type === 'composition'
        ? TEMPLATE_ELEMENTS.map((element) => templateHeader(field, element))
        : [templateHeader(field)],
    );
    return csvOf([header]);
  }

  private async requireOwn(partyId: string | null, siteId: string | undefined): Promise<void> {
    const site = siteId === undefined ? null : await this.parties.site(siteId);
    if (siteId !== undefined && site?.partyId !== partyId) throw new NotFoundError('site');
  }

  private async own({ partyId }: Caller, id: string): Promise<ImportRow> {
    const row = await this.store.find(this.database.manager, id);
    if (!row || row.partyId !== partyId) throw new NotFoundError('import');
    return row;
  }
}
