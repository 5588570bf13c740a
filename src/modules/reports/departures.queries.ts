import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { pageOf, pageWith, type Caller, type Page, type PageQuery } from '../../common/index.js';
import { Database, listOf, runSql, toMg } from '../../database/index.js';
import { textTold } from '../../domain/sight/viewer.js';
import { addedUp, mgToKg } from '../../domain/measure/quantities.js';
import { AgreementsQueries } from '../agreements/index.js';
import { BatchRow } from '../batches/index.js';
import { EntryRow } from '../ledger/index.js';
import { partySeesShipmentSql, positional } from '../sight/index.js';
import { casesAndMonthsOf, type CountedCase } from './counted-rows.js';
import { departedLosses, lossesAnswer, placeOfLosses } from './departed-losses.js';
import type { BeforeSignatureAnswer, DepartureAnswer, ShipmentOfDeparture } from './departure.dto.js';

interface Line {
  readonly entryId: string;
  readonly kind: string;
  readonly batchId: string;
  readonly code: string;
  readonly stream: string | null;
  readonly dryMg: unknown;
  readonly carveOut: string | null;
  readonly breachReason: string | null;
  readonly reason: string | null;
  readonly destination: string | null;
}

const STANDING = 'NOT EXISTS (SELECT 1 FROM "entry" "r" WHERE "r"."reversesId" = entry.id )';
/** The events of an agreement's batches that had to be justified, and what went back into the process. */
const JUSTIFIED = `FROM "batch_event" "e" JOIN "batch" "b" ON "b"."id" = "e"."batchId"
  WHERE ("e"."carveOut" IS NOT NULL OR "e"."breachReason" IS NOT NULL
    OR ("e"."kind" = 'reused-in-process' AND "b"."kind" = 'by-product'))`;

/** What left an agreement another way than to its recycler: with a carve-out, as a breach, uncounted, or before it was signed. */
@Injectable()
export class DeparturesQueries {
  constructor(
    private readonly database: Database,
    private readonly agreements: AgreementsQueries,
  ) {}

  /** Every carve-out, breach, reuse and difference beyond the tolerance with its kilograms, the one recorded last first. @throws NotFoundError */
  departures(caller: Caller, agreementId: string, page: PageQuery): Promise<Page<DepartureAnswer>> {
    return this.database.snapshot(async (manager) => {
      const { partyId, facts, side } = await this.agreements.seenBy(caller, agreementId, manager);
      const query = manager
        .createQueryBuilder(EntryRow, 'entry')
        .where(`EXISTS (SELECT 1 ${JUSTIFIED} AND "b"."agreementId" = :agreementId AND "e"."entryId" = entry.id )`, {
          agreementId,
        })
        .andWhere(STANDING);
      const cases = (await casesAndMonthsOf(manager, facts)).map((one) => ({ ...placeOf(one), one, losses: null }));
      // What is inside the plant is no affair of the recycler.
      const losses = side === 'generator' ? await departedLosses(manager, facts) : [];
      const lost = losses.map((own) => ({ ...placeOfLosses(own), one: null, losses: own }));
      const others = [...cases, ...lost];
      const { rows, nextCursor } = await pageWith(query, page, { recordedAt: 'recordedAt', others });
      const entryIds = rows.flatMap((item) => ('row' in item ? [item.row.id] : []));
      const lines = await this.linesOf(manager, agreementId, entryIds);
      const shipments = await shipmentsOf(manager, { agreementId, partyId }, entryIds);
      const readerId = caller.role === 'auditor' ? '' : (caller.partyId ?? '');
      const told = (bookedBy: string, departsFrom: string | null): Told =>
        textTold({ bookedBy, departsFrom }, { partyId: readerId, agreementIds: new Set([agreementId]) });
      const items = rows.map((item) => {
        if ('other' in item) {
          if (item.other.losses) return lossesAnswer(item.other.losses);
          const { one } = item.other;
          const isOwn = told(one.last.partyId, null) === 'all';
          return differenceOf(one, { isOwn, isTold: isOwn || one.last.partyId === facts.generatorId });
        }
        const { row } = item;
        return departureOf(row, { lines, told, agreementId, shipment: shipments.get(row.id) ?? null });
      });
      return { items, nextCursor };
    });
  }

  /**
   * By-products of the agreement's sites, streams and term that had left the generator's hands, in whole or in part, before
   * both sides had signed, and are therefore in none of its figures. @throws NotFoundError
   */
  beforeSignature(caller: Caller, agreementId: string, page: PageQuery): Promise<Page<BeforeSignatureAnswer>> {
    return this.database.snapshot(async (manager) => {
      const { side } = await this.agreements.seenBy(caller, agreementId, manager);
      const covered = `SELECT 1 FROM "agreement_reach" "r" WHERE "r"."agreementId" = :agreementId
        AND "r"."siteId" = batch.originSiteId AND "r"."stream" IN (batch.stream, '*')
        AND batch.occurredOn BETWEEN "r"."fromOn" AND "r"."toOn"`;
      const query = manager
        .createQueryBuilder(BatchRow, 'batch')
        .where(`EXISTS (${covered})`, { agreementId })
        .andWhere(`batch.kind = 'by-product' AND batch.agreementId IS NULL AND batch.parentId IS NULL`)
        .andWhere(`batch.status <> 'void'`);
      const { rows, nextCursor } = await pageOf(query, page);
      const items = rows.map(({ id, code, stream, occurredOn, dryMg }) => ({
        ...(side === 'generator' ? { batchId: id, code } : { batchId: null, code: null }),
        stream,
        occurredOn,
        dryKg: mgToKg(dryMg),
      }));
      return { items, nextCursor };
    });
  }

  private async linesOf(manager: EntityManager, agreementId: string, entryIds: readonly string[]): Promise<Line[]> {
    if (entryIds.length === 0) return [];
    return runSql<Line>(
      manager,
      `SELECT "e"."entryId", "e"."kind", "e"."batchId", "b"."code", "b"."stream", "e"."dryMg", "e"."carveOut", "e"."breachReason",
        "e"."reason", "e"."destination" ${JUSTIFIED} AND "b"."agreementId" = ? AND "e"."entryId" IN ${listOf(entryIds)}
        ORDER BY "e"."entryId", "b"."code"`,
      [agreementId, ...entryIds],
    );
  }
}

/** The agreement's shipments that entries dispatched, by entry, as far as a party sees them. */
async function shipmentsOf(
  manager: EntityManager,
  { agreementId, partyId }: { readonly agreementId: string; readonly partyId: string },
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, ShipmentOfDeparture>> {
  if (entryIds.length === 0) return new Map();
  const { listed, values } = positional();
  const rows = await runSql<ShipmentOfDeparture & { readonly entryId: string }>(
    manager,
    `SELECT "u"."entryId", "s"."id", "s"."code" FROM "entry_subject" "u" JOIN "shipment" "s" ON "s"."id" = "u"."subjectId"
      WHERE "u"."entryId" IN ${listed(entryIds)} AND "s"."agreementId" = ${listed([agreementId])}
        AND ${partySeesShipmentSql('s', () => listed([partyId]))}`,
    values,
  );
  return new Map(rows.map(({ entryId, id, code }) => [entryId, { id, code }]));
}

type Told = ReturnType<typeof textTold>;

interface Departed {
  readonly lines: readonly Line[];
  readonly told: (bookedBy: string, departsFrom: string | null) => Told;
  readonly agreementId: string;
  readonly shipment: ShipmentOfDeparture | null;
}

function departureOf({ id, partyId, occurredOn }: EntryRow, departed: Departed): DepartureAnswer {
  const { lines: all, told, agreementId, shipment } = departed;
  const lines = all.filter(({ entryId }) => entryId === id);
  const [first] = lines;
  const [breachReason, carveOut] = [first?.breachReason ?? null, first?.carveOut ?? null];
  const kind = breachReason !== null ? 'breach' : carveOut !== null ? 'carve-out' : 'reused-in-process';
  // What went back into the process does not depart from the agreement.
  const text = told(partyId, kind === 'reused-in-process' ? null : agreementId);
  return {
    entryId: id,
    kind,
    direction: null,
    month: null,
    carveOut,
    reason: text === 'nothing' ? null : (breachReason ?? first?.reason ?? null),
    destination: text === 'all' ? (first?.destination ?? null) : null,
    occurredOn,
    dryKg: mgToKg(addedUp(lines.map(({ dryMg }) => toMg(dryMg)))),
    shipment,
    lines: lines.map(({ batchId, code, stream, dryMg }) => ({
      batchId,
      code,
      stream,
      dryKg: mgToKg(toMg(dryMg)),
    })),
  };
}

/** Where a difference stands in the list: one entry may be the last of several, so that none can lend its id. */
function placeOf({ last, direction, month, batch }: CountedCase): { readonly at: number; readonly id: string } {
  const key = [last.partyId, direction, month ?? batch?.id].join(' ');
  return { at: last.recordedAt, id: createHash('sha256').update(key).digest('hex').slice(0, 36) };
}

interface DifferenceTold {
  readonly isOwn: boolean;
  /** Whether the reader may know how it came about: of what the recycler holds only the recycler does. */
  readonly isTold: boolean;
}

/** Kilograms for both sides; why is told to nobody but who booked it. */
function differenceOf(
  { last, direction, massMg, month, batch }: CountedCase,
  { isOwn, isTold }: DifferenceTold,
): DepartureAnswer {
  const dryKg = mgToKg(massMg);
  return {
    entryId: last.entryId,
    kind: month === null && isTold ? last.kind : 'counted',
    direction,
    month,
    carveOut: null,
    reason: isOwn && month === null ? last.reason : null,
    destination: null,
    occurredOn: last.day,
    dryKg,
    shipment: null,
    lines: batch === null ? [] : [{ batchId: batch.id, code: batch.code, stream: batch.stream, dryKg }],
  };
}
