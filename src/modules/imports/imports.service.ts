import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, InputError, type Caller, type UploadedFile } from '../../common/index.js';
import { insertEntities, selectEntities, UnitOfWork } from '../../database/index.js';
import { mappingFaults, type Mapping } from '../../domain/files/mapping.js';
import { faultAt } from '../../domain/measure/faults.js';
import { BatchStore } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { Jobs } from '../jobs/index.js';
import { firstRowsOf } from './first-rows.js';
import { ImportDesk } from './import-desk.js';
import { isOpen, type ImportMay } from './import-may.js';
import { ImportOwn } from './import-own.js';
import { IMPORT_JOB } from './import-runner.js';
import type { ImportStarted, NewBooking, NewImport } from './import.dto.js';
import { ImportMappingRow, ImportRow, type FirstRows } from './import.entity.js';

/** Files that people send, and what they have done with them. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly desk: ImportDesk,
    private readonly batches: BatchStore,
    private readonly jobs: Jobs,
    private readonly own: ImportOwn,
  ) {}

  /**
   * Takes a file. Where one with the same first row was read at the site before, it is looked at as that one was; else it waits
   * for its mapping.
   *
   * @throws InputError; NotFoundError; DomainError `forbidden`
   */
  async send(caller: Caller, { kind, siteId, fileName }: NewImport, file: UploadedFile): Promise<ImportStarted> {
    const role = this.own.roleFor(caller, kind);
    const firstRows = await firstRowsOf(file);
    return this.changing(async (tx) => {
      const site = await this.batches.ownSite(tx, caller, siteId);
      const [known] = await selectEntities(tx, ImportMappingRow, 'WHERE "siteId" = ? AND "kind" = ?', [siteId, kind]);
      const mapping = known && isSameHeader(known, firstRows) ? known.mapping : null;
      const row: ImportRow = {
        ...this.own.fresh(),
        partyId: site.partyId,
        siteId,
        userId: caller.userId,
        role,
        kind,
        format: file.format,
        fileName: fileName ?? null,
        firstRows,
        mapping,
        header: mapping && headerFor(firstRows, mapping),
      };
      await insertEntities(tx, ImportRow, [row]);
      await this.desk.store.keepFile(tx, row.id, file);
      if (mapping) await this.jobs.add(tx, IMPORT_JOB, row.id);
      return { id: row.id, state: row.state };
    });
  }

  /** Says how a file is read, and has it looked at. @throws InputError; NotFoundError; DomainError `import-state`, `forbidden` */
  map(caller: Caller, id: string, mapping: Mapping): Promise<ImportStarted> {
    return this.changing(async (tx) => {
      const row = await this.held(tx, caller, id, 'map');
      const header = headerFor(row.firstRows, mapping);
      if (!header) throw new InputError([faultAt('/delimiter', 'not-one-of', { words: wordsOf(row.firstRows) })]);
      const faults = mappingFaults(row.kind, header, mapping, catalogue);
      if (faults.length > 0) throw new InputError(faults);
      await this.desk.store.change(tx, row, { ...this.own.unread(), mapping, header, state: 'reading', trouble: null });
      await this.own.remember(tx, caller, { row, header, mapping });
      await this.jobs.add(tx, IMPORT_JOB, id);
      return { id, state: 'reading' };
    });
  }

  /** Has what was looked at booked. @throws NotFoundError; DomainError `import-state`, `rows-wrong`, `forbidden` */
  book(caller: Caller, id: string, { goodRowsOnly = false }: NewBooking): Promise<ImportStarted> {
    return this.changing(async (tx) => {
      const row = await this.held(tx, caller, id, 'book');
      if (row.state === 'looked' && row.wrong > 0 && !goodRowsOnly) {
        throw new DomainError('rows-wrong', `${row.wrong} rows are wrong: mend them, or book the good rows only.`);
      }
      const role = this.own.roleFor(caller, row.kind);
      await this.desk.store.change(tx, row, {
        state: 'booking',
        role,
        bookedById: caller.userId,
        trouble: null,
      });
      await this.jobs.add(tx, IMPORT_JOB, id);
      return { id, state: 'booking' };
    });
  }

  /** Stops an import after the unit under way; what is booked by then stays. @throws NotFoundError; DomainError `import-state`, `forbidden` */
  cancel(caller: Caller, id: string): Promise<ImportStarted> {
    return this.changing(async (tx) => {
      const row = await this.held(tx, caller, id, 'cancel');
      await this.desk.store.change(tx, row, { state: 'cancelled', endedAt: this.own.now(), trouble: null });
      await this.desk.clear(tx, id);
      return { id, state: 'cancelled' };
    });
  }

  private async changing<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const answer = await this.work.run(work);
    this.jobs.poke();
    return answer;
  }

  /** An own import in a state that allows the step. @throws NotFoundError; DomainError `import-state`, `forbidden` */
  private async held(tx: EntityManager, caller: Caller, id: string, way: ImportMay): Promise<ImportRow> {
    const row = await this.desk.store.hold(tx, caller, id);
    this.own.roleFor(caller, row.kind);
    if (isOpen(row, way)) return row;
    throw new DomainError('import-state', `The import is ${row.state}, which does not allow this.`, {
      status: row.state,
    });
  }
}

function headerFor(firstRows: readonly FirstRows[], { delimiter }: Mapping): readonly string[] | null {
  return firstRows.find((rows) => (rows.delimiter ?? undefined) === delimiter)?.header ?? null;
}

function isSameHeader({ header, mapping }: ImportMappingRow, firstRows: readonly FirstRows[]): boolean {
  return JSON.stringify(headerFor(firstRows, mapping)) === JSON.stringify(header);
}

function wordsOf(firstRows: readonly FirstRows[]): string {
  return firstRows.flatMap(({ delimiter }) => delimiter ?? []).join(' ');
}
