import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { NotFoundError, type Caller, type UploadedFile } from '../../common/index.js';
import {
  changeRows,
  Database,
  insertEntities,
  lockRows,
  runSql,
  selectEntities,
  updateEntities,
} from '../../database/index.js';
import { ImportLineRow, ImportPartRow, ImportRow } from './import.entity.js';

/** A multiple of three, so that the pieces in base64 are those of the whole. */
const PART_BYTES = 768 * 1024;
/** A file is read in pieces of this size. */
const PIECE_BYTES = 16 * 1024;
const MOST_LINES = 320;

/** Loads and keeps imports, their files and their rows. Holds no rules. */
@Injectable()
export class ImportStore {
  constructor(private readonly database: Database) {}

  /** Holds an import of the caller's party. @throws NotFoundError */
  async hold(tx: EntityManager, caller: Pick<Caller, 'partyId'>, id: string): Promise<ImportRow> {
    const [row] = await lockRows(tx, ImportRow, [id]);
    if (!row || row.partyId !== caller.partyId) throw new NotFoundError('import');
    return row;
  }

  /** An import as it is stored now, whoever's. */
  async find(manager: EntityManager, id: string): Promise<ImportRow | null> {
    const [row] = await selectEntities(manager, ImportRow, 'WHERE "id" = ?', [id]);
    return row ?? null;
  }

  async change(tx: EntityManager, { id }: Pick<ImportRow, 'id'>, change: Partial<ImportRow>): Promise<void> {
    await updateEntities(tx, ImportRow, [{ id, ...change }]);
  }

  /** Keeps a file, piece by piece. */
  async keepFile(tx: EntityManager, importId: string, { path }: UploadedFile): Promise<void> {
    let ordinal = 0;
    for await (const part of createReadStream(path, { highWaterMark: PART_BYTES }) as AsyncIterable<Buffer>) {
      const row = { importId, ordinal, content: part.toString('base64') };
      await insertEntities(tx, ImportPartRow, [row]);
      ordinal += 1;
    }
  }

  /** The file of an import, as it came. */
  file(importId: string): Readable {
    const { manager } = this.database;
    async function* parts(): AsyncGenerator<Buffer> {
      for (let ordinal = 0; ; ordinal += 1) {
        const where = 'WHERE "importId" = ? AND "ordinal" = ?';
        const [part] = await selectEntities(manager, ImportPartRow, where, [importId, ordinal]);
        if (!part) return;
        const bytes = Buffer.from(part.content, 'base64');
        for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
          // What a parser makes of a whole part at once would keep everybody waiting.
          await setImmediate();
          yield bytes.subarray(from, from + PIECE_BYTES);
        }
      }
    }
    return Readable.from(parts(), { objectMode: false });
  }

  /** The rows that come next to be looked at: all of a turn or none. */
  async linesToLookAt(tx: EntityManager, { id, lookedTo }: ImportRow, isGrouped: boolean): Promise<ImportLineRow[]> {
    const open = `"importId" = ? AND "turn" > ?${isGrouped ? '' : ` AND "state" = 'good'`}`;
    const [last] = await runSql<{ turn: number }>(
      tx,
      `SELECT "turn" FROM "import_row" WHERE ${open} ORDER BY "turn", "ordinal" LIMIT 1 OFFSET ${MOST_LINES}`,
      [id, lookedTo],
    );
    const upTo = last === undefined ? '' : ` AND "turn" <= ${last.turn}`;
    return selectEntities(tx, ImportLineRow, `WHERE ${open}${upTo} ORDER BY "turn", "ordinal"`, [id, lookedTo]);
  }

  /** The good rows that come next to be booked: in the order of the file, or all of a turn where those are one act. */
  async linesToBook(tx: EntityManager, row: ImportRow, isGrouped: boolean): Promise<ImportLineRow[]> {
    const { id, bookedTo } = row;
    // By now all rows of a turn are good, or none is.
    if (isGrouped) return this.linesToLookAt(tx, { ...row, lookedTo: bookedTo }, false);
    const where = `WHERE "importId" = ? AND "ordinal" > ? AND "state" = 'good' ORDER BY "ordinal" LIMIT ${MOST_LINES}`;
    return selectEntities(tx, ImportLineRow, where, [id, bookedTo]);
  }

  /** Forgets what was read of a file. */
  async dropLines(tx: EntityManager, id: string, only = ''): Promise<void> {
    await changeRows(tx, `DELETE FROM "import_row" WHERE "importId" = ? ${only}`, [id]);
  }

  async dropFile(tx: EntityManager, id: string): Promise<void> {
    await changeRows(tx, 'DELETE FROM "import_part" WHERE "importId" = ?', [id]);
  }

  /** What is wrong with the rows of an import, in the order of the file. */
  async faults(id: string, most: number): Promise<ImportLineRow[]> {
    const where = `WHERE "importId" = ? AND "state" = 'wrong' ORDER BY "ordinal" LIMIT ${most}`;
    return selectEntities(this.database.manager, ImportLineRow, where, [id]);
  }
}
