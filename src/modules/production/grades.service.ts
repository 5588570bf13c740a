import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import {
  Clock,
  faultAt,
  Ids,
  InputError,
  NotFoundError,
  pageOf,
  type Caller,
  type Page,
  type PageQuery,
} from '../../common/index.js';
import { Database, lockRows, orOnDuplicate, UnitOfWork } from '../../database/index.js';
import type { KnownGrade } from '../../domain/acts/magnet-lot.js';
import { codeKey } from '../../domain/matter/code.js';
import { pctToPpm, ppmToPct, type Ppm } from '../../domain/measure/quantities.js';
import { DEFAULT_WINDOW_DAYS } from '../../domain/production/grade.js';
import { producersSeenBy } from '../../domain/sight/viewer.js';
import { assayFaults, foundAssay, refuseFaults } from '../batches/index.js';
import { codeTaken } from '../ledger/index.js';
import { Viewers } from '../sight/index.js';
import type { GradeAnswer, GradeVersionAnswer, NewGrade, NewGradeVersion } from './grade.dto.js';
import { GradeRow, GradeVersionRow } from './grade.entity.js';

const CODE = { table: 'grade', columns: ['partyId', 'codeKey'] };
const VERSION = { table: 'grade_version', columns: ['gradeId', 'fromOn'] };

/** The magnet grades of a party: what is in them, how much of a coated magnet is coating, and how long it takes to make one. */
@Injectable()
export class GradesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws InputError; DomainError `code-taken`, `element-twice` */
  create(caller: Caller, body: NewGrade): Promise<GradeAnswer> {
    refuseVersionFaults(body);
    return this.work.run(async (tx) => {
      const { userId, partyId } = caller;
      if (partyId === null) throw new NotFoundError('party');
      const { code, alloy } = body;
      const createdAt = this.clock.now();
      const row: GradeRow = { id: this.ids.next(), partyId, code, codeKey: codeKey(code), alloy, createdAt, userId };
      await orOnDuplicate(tx.insert(GradeRow, row), CODE, () => codeTaken(code));
      const version = this.versionOf(caller, row.id, body);
      await tx.insert(GradeVersionRow, version);
      return answerOf(row, [version]);
    });
  }

  /** @throws NotFoundError; InputError where a version of that day is there; DomainError `element-twice` */
  amend(caller: Caller, id: string, body: NewGradeVersion): Promise<GradeAnswer> {
    refuseVersionFaults(body);
    return this.work.run(async (tx) => {
      const [row] = await lockRows(tx, GradeRow, [id]);
      if (!row || row.partyId !== caller.partyId) throw new NotFoundError('grade');
      const isThere = (): InputError => new InputError([faultAt('/from', 'version-there')]);
      await orOnDuplicate(tx.insert(GradeVersionRow, this.versionOf(caller, id, body)), VERSION, isThere);
      return answerOf(row, await tx.findBy(GradeVersionRow, { gradeId: id }));
    });
  }

  /** Grades, newest first. */
  list(caller: Caller, page: PageQuery): Promise<Page<GradeAnswer>> {
    return this.database.snapshot(async (manager) => {
      const partyIds = producersSeenBy(await this.viewers.viewerOf(caller, manager));
      const query = manager.createQueryBuilder(GradeRow, 'grade').where({ partyId: In(partyIds) });
      const { rows, nextCursor } = await pageOf(query, page);
      const versions = await manager.findBy(GradeVersionRow, { gradeId: In(rows.map(({ id }) => id)) });
      const ofGrade = (id: string): GradeVersionRow[] => versions.filter(({ gradeId }) => gradeId === id);
      return { items: rows.map((row) => answerOf(row, ofGrade(row.id))), nextCursor };
    });
  }

  /** @throws NotFoundError */
  one(caller: Caller, id: string): Promise<GradeAnswer> {
    return this.database.snapshot(async (manager) => {
      const partyIds = producersSeenBy(await this.viewers.viewerOf(caller, manager));
      const row = await manager.findOneBy(GradeRow, { id, partyId: In(partyIds) });
      if (!row) throw new NotFoundError('grade');
      return answerOf(row, await manager.findBy(GradeVersionRow, { gradeId: id }));
    });
  }

  /** The own grade that a request names, held so that nothing else is said of it meanwhile. @throws NotFoundError */
  async held(tx: EntityManager, caller: Caller, id: string): Promise<KnownGrade> {
    const [row] = await lockRows(tx, GradeRow, [id]);
    if (!row || row.partyId !== caller.partyId) throw new NotFoundError('grade');
    return { ...row, versions: await tx.findBy(GradeVersionRow, { gradeId: id }) };
  }

  /** The identifier of a party's grade by its code, whatever the case; null where it has none of it. */
  async idOf(tx: EntityManager, { partyId }: Caller, code: string): Promise<string | null> {
    if (partyId === null) return null;
    const row = await tx.findOneBy(GradeRow, { partyId, codeKey: codeKey(code) });
    return row?.id ?? null;
  }

  private versionOf({ userId }: Caller, gradeId: string, body: NewGradeVersion): GradeVersionRow {
    const { compositionPpm, given, belowLimit, expandedUncertainty } = foundAssay(asAssay(body));
    return {
      id: this.ids.next(),
      gradeId,
      fromOn: body.from,
      compositionPpm,
      given,
      belowLimit,
      expandedUncertainty,
      coatingPpm: pctToPpm(body.coatingPct),
      windowDays: body.windowDays ?? DEFAULT_WINDOW_DAYS,
      createdAt: this.clock.now(),
      userId,
    };
  }
}

/** What is said of a grade is read like what a laboratory says; it may hold from any day, which no sample could be of. */
function asAssay({ composition, expandedUncertainty }: NewGradeVersion) {
  const uncertainty = expandedUncertainty === undefined ? {} : { expandedUncertainty };
  return { laboratory: '', method: '', sampledAt: new Date(0).toISOString(), composition, ...uncertainty };
}

/** @throws InputError where something is wrong with what is in a grade, or it is all coating */
function refuseVersionFaults(body: NewGradeVersion): void {
  const isAll = body.coatingPct >= 100;
  refuseFaults([
    ...assayFaults(asAssay(body), '', { now: 0 }),
    ...(isAll ? [faultAt('/coatingPct', 'nothing-dry')] : []),
  ]);
}

function answerOf(
  { id, partyId, code, alloy, createdAt }: GradeRow,
  versions: readonly GradeVersionRow[],
): GradeAnswer {
  const inOrder = [...versions].sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  return { id, partyId, code, alloy, versions: inOrder.map(versionAnswer), createdAt: iso(createdAt) };
}

function versionAnswer(row: GradeVersionRow): GradeVersionAnswer {
  const { fromOn, compositionPpm, belowLimit, expandedUncertainty, coatingPpm, windowDays, createdAt } = row;
  return {
    from: fromOn,
    composition: percent(compositionPpm),
    belowLimitPct: Object.fromEntries(Object.entries(belowLimit ?? {}).map(([key, limit]) => [key, limit / 10 ** 8])),
    expandedUncertainty: expandedUncertainty && percent(expandedUncertainty),
    coatingPct: ppmToPct(coatingPpm),
    windowDays,
    createdAt: iso(createdAt),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();

const percent = (ppm: Readonly<Record<string, Ppm>>): Record<string, number> =>
  Object.fromEntries(Object.entries(ppm).map(([formula, value]) => [formula, ppmToPct(value)]));
