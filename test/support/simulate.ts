import type { Act, ActRecord, RecordKind, Sight } from '../../src/domain/acts/act.js';
import { after } from '../../src/domain/acts/act.js';
import { recordKey, type Booked } from '../../src/domain/acts/merge.js';
import type { Batch, BatchEvent } from '../../src/domain/acts/records.js';
import type { HeldShipment } from '../../src/domain/acts/shipment-change.js';
import type { AgreementFacts } from '../../src/domain/agreement/agreement.js';
import { balanceDeltas, isWorld, type Posting } from '../../src/domain/books/ledger.js';
import type { CompositionPpm } from '../../src/domain/matter/composition.js';
import { codeKey, nameAt, type MadeUpName } from '../../src/domain/matter/code.js';
import { amountKey, inBookOrder, type Amount, type Holding } from '../../src/domain/matter/holding.js';
import { isMixed, membersOf, type Sees, type WentBatch, type WentLeg } from '../../src/domain/sight/seers.js';
import { ofMg } from '../../src/domain/measure/quantities.js';

type RowOf<Kind extends RecordKind> = Extract<ActRecord, { readonly kind: Kind; readonly does: 'add' }>['row'];

/**
 * The acts of the domain applied to arrays: what the ledger does to tables. Whoever plays a history past the service decides
 * it by the same functions, from what stands here.
 */
export class Simulation {
  readonly booked: Booked[] = [];
  readonly batches = new Map<string, Batch>();
  readonly seers = new Map<string, ReadonlyMap<string, Sees>>();
  readonly events: BatchEvent[] = [];
  private readonly kept = new Map<RecordKind, Map<string, object>>();
  /** Lines by the shipment and by the batch that they are of. */
  private readonly lineKeys = new Map<string, Set<string>>();
  /** The agreements that a run gave a share in its output, by batch. */
  private readonly shares = new Map<string, Set<string>>();
  /** By account and batch, then by commodity and group. */
  private readonly balances = new Map<string, Map<string, Amount>>();
  private readonly codes = new Set<string>();

  constructor(readonly agreements: ReadonlyMap<string, AgreementFacts> = new Map()) {}

  /** @throws Error where it would leave less than nothing, as the database does */
  apply(act: Act): void {
    if (act.entry) this.book({ entry: act.entry, subjects: act.subjects, postings: act.postings });
    for (const { row, name } of act.parts) this.batches.set(row.id, this.coded(row, row.originSiteId, name));
    for (const step of act.steps) {
      const was = this.batch(step.before.id);
      this.batches.set(was.id, after({ before: was, change: step.change }));
    }
    this.events.push(...act.events);
    for (const { batch, sees, hidden } of act.sight) {
      const now = new Map([...(this.seers.get(batch.id) ?? []), ...sees]);
      for (const partyId of hidden) now.delete(partyId);
      this.seers.set(batch.id, now);
    }
    for (const record of act.records) this.keep(record);
  }

  batch(id: string): Batch {
    const batch = this.batches.get(id);
    if (!batch) throw new Error(`There is no batch ${id}.`);
    return batch;
  }

  /** What a batch holds in an account, in the order in which balances are read. */
  holding(account: string, batchId: string | null): Holding {
    return inBookOrder([...(this.balances.get(`${account}|${batchId ?? ''}`)?.values() ?? [])]);
  }

  stockOf(id: string): Holding {
    return this.holding(`stock:${this.batch(id).siteId}`, id);
  }

  transitOf(id: string): Holding {
    return this.holding(`transit:${this.batch(id).shipmentId ?? ''}`, id);
  }

  batchesOf(ids: readonly string[]): Batch[] {
    return ids.map((id) => this.batch(id));
  }

  stocksOf(ids: readonly string[]): ReadonlyMap<string, Holding> {
    return new Map(ids.map((id) => [id, this.stockOf(id)]));
  }

  transitsOf(ids: readonly string[]): ReadonlyMap<string, Holding> {
    return new Map(ids.map((id) => [id, this.transitOf(id)]));
  }

  /** What the assays in force say. */
  compositionsOf(ids: readonly string[]): ReadonlyMap<string, CompositionPpm> {
    const assays = ids.map((id) => [id, this.one('assay', this.batch(id).assayId ?? '')] as const);
    return new Map(assays.flatMap(([id, assay]) => (assay ? [[id, assay.compositionPpm] as const] : [])));
  }

  sightOf(ids: readonly string[]): Sight {
    return {
      went: new Map(ids.map((id) => [id, this.went(id)])),
      seers: new Map(ids.map((id) => [id, this.seers.get(id) ?? new Map()])),
    };
  }

  /** What stands in each balance, without those of zero. */
  allBalances(): Record<string, number> {
    const lines = [...this.balances].flatMap(([place, amounts]) =>
      [...amounts].map(([key, { massMg }]) => [`${place}|${key}`, massMg] as const),
    );
    return Object.fromEntries(lines);
  }

  /** All records of a kind, in the order in which they came. */
  all<Kind extends RecordKind>(kind: Kind): RowOf<Kind>[] {
    return [...(this.kept.get(kind)?.values() ?? [])] as RowOf<Kind>[];
  }

  /** One record of a kind that has an identifier. */
  one<Kind extends 'assay' | 'run' | 'shipment'>(kind: Kind, id: string): RowOf<Kind> | null {
    return (this.kept.get(kind)?.get(`${kind} ${id}`) as RowOf<Kind> | undefined) ?? null;
  }

  /** The lines of a shipment, or of a batch. */
  linesOf(id: string): RowOf<'shipmentLine'>[] {
    const lines = this.kept.get('shipmentLine');
    return [...(this.lineKeys.get(id) ?? [])].flatMap((key) => (lines?.get(key) as RowOf<'shipmentLine'>) ?? []);
  }

  held(shipmentId: string): HeldShipment {
    const shipment = this.one('shipment', shipmentId);
    if (!shipment) throw new Error(`There is no shipment ${shipmentId}.`);
    return { shipment, lines: this.linesOf(shipmentId) };
  }

  /** The entries that were not reversed, without the reversals. */
  standing(): Booked[] {
    const reversed = new Set(this.booked.map(({ entry }) => entry.reversesId));
    return this.booked.filter(({ entry }) => entry.kind !== 'reversed' && !reversed.has(entry.id));
  }

  postings(): Posting[] {
    return this.booked.flatMap(({ postings }) => postings);
  }

  /** The way of a batch until now, as far as it decides who sees it. */
  went(id: string): WentBatch {
    const { kind, partyId, agreementId, rootId } = this.batch(id);
    const sharing = isMixed(kind) ? [...(this.shares.get(rootId) ?? [])] : [];
    const known = (one: string): AgreementFacts[] => [this.agreements.get(one) ?? []].flat();
    return {
      kind,
      originPartyId: partyId,
      legs: this.legsOf(id),
      covering: known(agreementId ?? '').map((facts) => membersOf(facts))[0] ?? null,
      sharing: sharing.flatMap(known).map((facts) => membersOf(facts)),
    };
  }

  /** Forgets what has happened, once its story has ended; identifiers and codes stay taken. */
  forget(): void {
    this.booked.length = 0;
    this.events.length = 0;
    this.batches.clear();
    this.seers.clear();
    this.kept.clear();
    this.lineKeys.clear();
    this.shares.clear();
    this.balances.clear();
  }

  private legsOf(id: string): WentLeg[] {
    const { parentId, createdAt } = this.batch(id);
    const own = this.linesOf(id).flatMap((line): WentLeg[] => {
      const { shipment } = this.held(line.shipmentId);
      if (shipment.dispatchedOn === null) return [];
      const ended = line.refusedBatchId === id ? 'refused-whole' : 'accepted';
      const { fromPartyId, toPartyId, agreementId } = shipment;
      return [{ fromPartyId, toPartyId, agreementId, ended: shipment.receivedOn === null ? null : ended, isOwn: true }];
    });
    if (parentId === null) return own;
    const before = this.linesOf(parentId).filter((line) => line.refusedBatchId !== id);
    const gone = before.filter((line) => (this.held(line.shipmentId).shipment.dispatchedAt ?? createdAt) < createdAt);
    const parentLegs = this.legsOf(parentId).slice(0, gone.length);
    return [...parentLegs.map((leg) => ({ ...leg, isOwn: false })), ...own];
  }

  private book(booked: Booked): void {
    for (const { account, batchId, deltaMg, ...of } of balanceDeltas(booked.postings)) {
      const place = `${account}|${batchId ?? ''}`;
      const amounts = this.balances.get(place) ?? new Map<string, Amount>();
      const key = amountKey(of);
      const massMg = (amounts.get(key)?.massMg ?? 0) + deltaMg;
      if (massMg < 0 && !isWorld(account))
        throw new Error(`${booked.entry.kind} leaves ${massMg} mg in ${place}|${key}.`);
      if (massMg === 0) amounts.delete(key);
      else amounts.set(key, { ...of, massMg: ofMg(massMg) });
      this.balances.set(place, amounts);
    }
    for (const { from, toBatchId, agreementId } of booked.postings) {
      if (!from.startsWith('process:') || !toBatchId || !agreementId) continue;
      this.shares.set(toBatchId, (this.shares.get(toBatchId) ?? new Set()).add(agreementId));
    }
    this.booked.push(booked);
  }

  private keep(record: ActRecord): void {
    const key = recordKey(record);
    const rows = this.kept.get(record.kind) ?? new Map<string, object>();
    this.kept.set(record.kind, rows);
    if (record.does === 'drop') rows.delete(key);
    else if (record.does === 'change') rows.set(key, { ...(rows.get(key) ?? record.before), ...record.change });
    else {
      const site =
        record.kind === 'run' ? record.row.siteId : record.kind === 'shipment' ? record.row.fromSiteId : null;
      rows.set(key, site && 'codeKey' in record.row ? this.coded(record.row, site, record.name) : record.row);
      if (record.kind !== 'shipmentLine') return;
      for (const id of [record.row.shipmentId, record.row.batchId]) {
        this.lineKeys.set(id, (this.lineKeys.get(id) ?? new Set()).add(key));
      }
    }
  }

  /** A row with its code: the first free one of its names, where nobody typed one. */
  private coded<Row extends { readonly code: string; readonly codeKey: string }>(
    row: Row,
    siteId: string,
    name: MadeUpName | null,
  ): Row {
    const keyOf = (code: string): string => `${siteId} ${codeKey(code)}`;
    let code = row.code;
    for (let n = name?.first ?? 0; name && (n === name.first || this.codes.has(keyOf(code))); n += 1) {
      code = nameAt(name, n);
    }
    this.codes.add(keyOf(code));
    const key = codeKey(code);
    return { ...row, code, codeKey: key, ...('liveKey' in row ? { liveKey: key } : {}) };
  }
}
