import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { pageOf, type Caller } from '../../common/index.js';
import { Database } from '../../database/index.js';
import { evidenceOf, type EvidencePart, type FigureAsked } from '../../domain/reports/evidence.js';
import { countedDays, figureMg, isOfOthers } from '../../domain/reports/figures.js';
import type { Posting } from '../../domain/books/ledger.js';
import { addedUp, mgToKg, safe } from '../../domain/measure/quantities.js';
import { idBehind } from '../../domain/sight/hidden.js';
import { BatchRow } from '../batches/index.js';
import { Ledger, type EntryRow } from '../ledger/index.js';
import type { Viewer } from '../../domain/sight/viewer.js';
import { batchesSeen, entriesWithBooker, knownAmong, Viewers } from '../sight/index.js';
import { commoditiesAsked } from './chart.dto.js';
import { evidenceEntries, rowsOfFigure, type WantedFigure } from './evidence-rows.js';
import type { EvidenceEntryAnswer, EvidencePage, EvidenceQuery } from './evidence.dto.js';
import { requirePeriod } from './period.js';
import { ReportMaker } from './report-maker.js';
import { reportRows } from './report-rows.js';

/** An entry with what it adds to the figure. */
interface Found {
  readonly row: EntryRow;
  readonly postings: readonly Posting[];
  readonly parts: readonly EvidencePart[];
}

/** What a figure of the circularity report is made of: the entries whose postings add up to it. */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly database: Database,
    private readonly viewers: Viewers,
    private readonly ledger: Ledger,
    private readonly maker: ReportMaker,
  ) {}

  /**
   * The entry recorded last first. What the generator charged of other groups is in its own books alone: the recycler is told
   * neither the sum nor the entries, an auditor (who sees one agreement) the sum that the report states.
   *
   * @throws NotFoundError; InputError where the period ends before it begins; DomainError `mass-too-large`
   */
  async evidence(caller: Caller, query: EvidenceQuery): Promise<EvidencePage> {
    const { agreementId, from, to, element, figure } = query;
    requirePeriod(from, to);
    return this.database.snapshot(async (manager) => {
      const { facts, side } = await this.maker.seenBy(caller, agreementId, manager);
      const viewer = await this.viewers.viewerOf(caller, manager);
      const { dataState, mass, warnings } = await this.maker.report(manager, { facts, side }, { from, to });
      const head = { agreementId, period: { from, to }, element, figure, dataState, mass, warnings };
      const isHidden = isOfOthers(figure) && side === 'recycler';
      if (isHidden) return { ...head, totalKg: null, items: [], nextCursor: null };
      const subject = { agreementId, generatorId: facts.generatorId };
      const period = countedDays(figure, head.period);
      const asked: FigureAsked = { figure, subject, period, commodities: commoditiesAsked(element) };
      const books = await reportRows(manager, subject, period);
      const known = side === 'recycler' ? books.filter((row) => row.agreementId === agreementId) : books;
      const rows = rowsOfFigure(known, asked);
      const totalKg = mgToKg(safe(figureMg(figure, rows)));
      const isBeyond = isOfOthers(figure) || rows.some((row) => row.agreementId !== agreementId);
      if (isBeyond && viewer.only) return { ...head, totalKg, items: [], nextCursor: null };
      const wanted = { ...asked, rows };
      const page = await pageOf(evidenceEntries(manager, wanted), query, 'recordedAt');
      const found = await this.found(manager, wanted, page.rows);
      return {
        ...head,
        totalKg,
        items: await this.answers(manager, { viewer, agreementId }, found),
        nextCursor: page.nextCursor,
      };
    });
  }

  private async found(manager: EntityManager, wanted: WantedFigure, rows: readonly EntryRow[]): Promise<Found[]> {
    const booked = await this.ledger.postingsByEntry(
      manager,
      rows.map(({ id }) => id),
    );
    const entries = rows.map((row) => ({ row, postings: booked.get(row.id) ?? [] }));
    const parts = evidenceOf(
      wanted,
      entries.map(({ postings }) => postings),
    );
    return entries.map((entry, index) => ({ ...entry, parts: parts[index] ?? [] }));
  }

  private async answers(
    manager: EntityManager,
    { viewer, agreementId }: { readonly viewer: Viewer; readonly agreementId: string },
    found: readonly Found[],
  ): Promise<EvidenceEntryAnswer[]> {
    const batchIds = found.flatMap(({ parts }) => parts.flatMap(({ batchId }) => batchId ?? []));
    const accounts = found.flatMap(({ postings }) => postings.flatMap(({ from, to }) => [from, to]));
    const known = await knownAmong(manager, viewer, { accounts, batchIds });
    const seen = await batchesSeen(manager, viewer, batchIds);
    const entryIds = found.map(({ row }) => row.id);
    const open = await entriesWithBooker(manager, viewer, entryIds, agreementId);
    const batches = await manager.find(BatchRow, { where: { id: In(batchIds) }, select: { id: true, code: true } });
    const codes = new Map(batches.map(({ id, code }) => [id, code]));
    return found.map(({ row, postings, parts }) => {
      const isOpen = open.has(row.id);
      const ends = postings.flatMap(({ from, to }) => [from, to]);
      const runId = ends.flatMap((account) => idBehind(account, 'process') ?? [])[0];
      const shipmentId = ends.flatMap((account) => idBehind(account, 'transit') ?? [])[0];
      return {
        entryId: row.id,
        kind: row.kind,
        occurredOn: isOpen ? row.occurredOn : null,
        kg: mgToKg(addedUp(parts.map(({ massMg }) => massMg))),
        shipmentId: shipmentId !== undefined && known.shipmentIds.has(shipmentId) ? shipmentId : null,
        runId: runId !== undefined && isOpen && known.knowsRun(runId, agreementId) ? runId : null,
        lines: parts.map(({ day, batchId, massMg }) => {
          const sees = batchId === null ? undefined : seen.get(batchId);
          const code = sees && sees !== 'share' ? (codes.get(batchId ?? '') ?? null) : null;
          return { day: isOpen ? day : null, batchId: sees ? batchId : null, code, kg: mgToKg(massMg) };
        }),
      };
    });
  }
}
