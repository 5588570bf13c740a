import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { TakenRows } from '../../bench/history/rows.js';
import type { Side } from '../../bench/history/setting.js';
import { mgToKg, ppmToPct } from '../../src/domain/measure/quantities.js';
import { AssayRow, BatchEventRow, BatchRow } from '../../src/modules/batches/index.js';
import { EntryRow, EntrySubjectRow } from '../../src/modules/ledger/index.js';
import { RunFeedRow, RunInputRow, RunOutputRow, RunResidueRow, RunRow } from '../../src/modules/runs/index.js';
import { ShipmentLineRow, ShipmentRow } from '../../src/modules/shipments/index.js';
import type { TestApp } from './test-app.js';

/** Rows that were made past the service, as objects; structured values are text. */
export class MadeRows {
  constructor(private readonly taken: readonly TakenRows[]) {}

  of<Row extends ObjectLiteral>(entity: EntityTarget<Row>): Row[] {
    const table = this.taken.find((one) => one.entity === entity);
    const rows = JSON.parse(`[${table?.texts.join(',') ?? ''}]`) as unknown[][];
    return rows.map((row) => Object.fromEntries((table?.columns ?? []).map((name, at) => [name, row[at]])) as Row);
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

function percent(text: unknown): Record<string, number> {
  const ppm = Object.entries(JSON.parse(text as string) as Record<string, number>);
  return Object.fromEntries(ppm.map(([formula, value]) => [formula, ppmToPct(value)]));
}

interface Answered {
  readonly id: string;
  readonly lines?: readonly { readonly batchId: string; readonly refusedBatchId: string | null }[];
  readonly outputs?: readonly { readonly id: string }[];
}

/** Does over HTTP, entry by entry and at the same times, what rows that were made say has been done. */
export class Replay {
  /** Identifiers of the made rows, to those that the service gave. */
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly app: TestApp,
    private readonly made: MadeRows,
    private readonly sides: readonly Side[],
  ) {}

  async play(): Promise<void> {
    for (const entry of this.made.of(EntryRow).sort((a, b) => (a.id < b.id ? -1 : 1))) {
      this.app.clock.time = entry.recordedAt;
      await this.redo(entry);
    }
  }

  private redo(entry: EntryRow): Promise<unknown> {
    switch (entry.kind) {
      case 'logged':
      case 'supplied':
        return this.bear(entry);
      case 'disposed':
        return this.dispose(entry);
      case 'dispatched':
        return this.dispatch(entry);
      case 'received':
        return this.receive(entry);
      case 'settled':
        return this.settle(entry);
      case 'run':
        return this.run(entry);
      case 'charged':
        return this.charge(entry);
      default:
        throw new Error(`An entry of the kind ${entry.kind} cannot be done again.`);
    }
  }

  private async post(partyId: string, url: string, body: object): Promise<Answered> {
    const token = this.sides.find((side) => side.partyId === partyId)?.token;
    const answer = await this.app.post(url, body, { token });
    if (answer.status >= 300) throw new Error(`POST ${url} answered ${answer.status}: ${answer.text}`);
    return answer.body as Answered;
  }

  private idOf(id: string): string {
    const known = this.ids.get(id);
    if (known === undefined) throw new Error(`${id} has not been made by the service.`);
    return known;
  }

  private subjectsOf(entry: EntryRow): string[] {
    return this.made.of(EntrySubjectRow).flatMap((link) => (link.entryId === entry.id ? [link.subjectId] : []));
  }

  /** The row of a table that an entry stands on. */
  private subject<Row extends { readonly id: string }>(entity: EntityTarget<Row>, entry: EntryRow): Row {
    const subjects = this.subjectsOf(entry);
    const found = this.made.of(entity).find(({ id }) => subjects.includes(id));
    if (!found) throw new Error(`The entry ${entry.id} stands on no such row.`);
    return found;
  }

  private assayOf(batchId: string): object | undefined {
    const assay = this.made.of(AssayRow).find((one) => one.batchId === batchId);
    if (!assay) return undefined;
    const { laboratory, method, sampledAt, composition } = assay;
    return { laboratory, method, sampledAt: iso(sampledAt), composition: percent(composition) };
  }

  private async bear(entry: EntryRow): Promise<void> {
    const batch = this.subject(BatchRow, entry);
    const { code, originSiteId: siteId, stream, alloy, grossMg, tareMg } = batch;
    const events = this.made.of(BatchEventRow).filter(({ batchId }) => batchId === batch.id);
    const estimated = batch.estimated || events.some(({ estimatedBefore }) => estimatedBefore);
    const common = { code, siteId, occurredAt: iso(batch.occurredAt), moisturePct: ppmToPct(batch.moisturePpm) };
    const assay = this.assayOf(batch.id);
    const byProduct = { stream, alloy, estimated, grossKg: mgToKg(grossMg ?? 0), tareKg: mgToKg(tareMg ?? 0) };
    const { product, supplierName, originCountry, netMg } = batch;
    const body =
      entry.kind === 'logged'
        ? { ...common, ...byProduct, oilPct: ppmToPct(batch.oilPpm), assay }
        : { ...common, product, supplierName, originCountry, netKg: mgToKg(netMg), assay };
    const url = entry.kind === 'logged' ? '/batches' : '/supplies';
    this.ids.set(batch.id, (await this.post(entry.partyId, url, body)).id);
  }

  private dispose(entry: EntryRow): Promise<unknown> {
    const [batchId = ''] = this.subjectsOf(entry);
    const event = this.made.of(BatchEventRow).find(({ entryId }) => entryId === entry.id);
    const body = {
      kind: event?.kind,
      occurredAt: iso(entry.occurredAt),
      carveOut: event?.carveOut ?? undefined,
      reason: event?.reason ?? undefined,
    };
    return this.post(entry.partyId, `/batches/${this.idOf(batchId)}/dispositions`, body);
  }

  private linesOf({ id }: ShipmentRow): ShipmentLineRow[] {
    return this.made.of(ShipmentLineRow).filter(({ shipmentId }) => shipmentId === id);
  }

  private async dispatch(entry: EntryRow): Promise<void> {
    const shipment = this.subject(ShipmentRow, entry);
    const { agreementId, fromSiteId, toSiteId, carrier } = shipment;
    const batchIds = this.linesOf(shipment).map(({ batchId }) => this.idOf(batchId));
    const body = { agreementId, fromSiteId, toSiteId, carrier, batchIds };
    const { id } = await this.post(entry.partyId, '/shipments', body);
    this.ids.set(shipment.id, id);
    await this.post(entry.partyId, `/shipments/${id}/dispatch`, { occurredAt: iso(entry.occurredAt) });
  }

  private async receive(entry: EntryRow): Promise<void> {
    const shipment = this.subject(ShipmentRow, entry);
    const made = this.linesOf(shipment);
    const lines = made.map(({ batchId, grossMg, tareMg, refusedNetMg, refusalReason }) => ({
      ...{ batchId: this.idOf(batchId), grossKg: mgToKg(grossMg ?? 0), tareKg: mgToKg(tareMg ?? 0) },
      ...(refusedNetMg ? { refusedKg: mgToKg(refusedNetMg), refusalReason } : {}),
    }));
    const url = `/shipments/${this.idOf(shipment.id)}/receipt`;
    const answer = await this.post(entry.partyId, url, { occurredAt: iso(entry.occurredAt), lines });
    for (const { batchId, refusedBatchId } of made) {
      const given = answer.lines?.find((line) => line.batchId === this.idOf(batchId))?.refusedBatchId;
      if (refusedBatchId && given) this.ids.set(refusedBatchId, given);
    }
  }

  private async settle(entry: EntryRow): Promise<void> {
    const shipment = this.subject(ShipmentRow, entry);
    const lines = this.linesOf(shipment).flatMap(({ batchId, senderNamedMg }) =>
      senderNamedMg === null ? [] : [{ batchId: this.idOf(batchId), dryKg: mgToKg(senderNamedMg) }],
    );
    const url = `/shipments/${this.idOf(shipment.id)}/settlement`;
    for (const partyId of [shipment.fromPartyId, shipment.toPartyId]) await this.post(partyId, url, { lines });
  }

  private async run(entry: EntryRow): Promise<void> {
    const run = this.subject(RunRow, entry);
    const ofRun = <Row extends { readonly runId: string }>(entity: EntityTarget<Row>): Row[] =>
      this.made.of(entity).filter(({ runId }) => runId === run.id);
    const outputs = ofRun(RunOutputRow).flatMap(({ batchId }) =>
      this.made.of(BatchRow).filter(({ id }) => id === batchId),
    );
    const { siteId, kind, code, custodyModel } = run;
    const answer = await this.post(entry.partyId, '/runs', {
      ...{ siteId, kind, code, custodyModel, startedAt: iso(run.startedAt), occurredAt: iso(run.occurredAt) },
      inputs: ofRun(RunInputRow).map(({ batchId }) => ({ batchId: this.idOf(batchId) })),
      otherFeed: ofRun(RunFeedRow).map(({ origin, description, dryMg, composition }) => ({
        ...{ origin, description, dryKg: mgToKg(dryMg), composition: percent(composition) },
      })),
      outputs: outputs.map((batch) => ({
        ...{ code: batch.code, product: batch.product, netKg: mgToKg(batch.netMg), assay: this.assayOf(batch.id) },
      })),
      residues: ofRun(RunResidueRow).map(({ kind: residue, destination, dryMg, composition }) => ({
        ...{ kind: residue, destination, dryKg: mgToKg(dryMg) },
        ...(composition ? { composition: percent(composition) } : {}),
      })),
    });
    for (const [index, { id }] of outputs.entries()) this.ids.set(id, answer.outputs?.[index]?.id ?? '');
  }

  private charge(entry: EntryRow): Promise<unknown> {
    const { siteId, partyId, occurredAt } = entry;
    const [batchId = ''] = this.subjectsOf(entry);
    return this.post(partyId, '/charges', { siteId, batchId: this.idOf(batchId), occurredAt: iso(occurredAt) });
  }
}
