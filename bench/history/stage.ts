import type { Entering } from '../../src/domain/acts/act.js';
import { nextBatchStatus, type BatchStepName } from '../../src/domain/acts/batch-life.js';
import type { Composition } from '../../src/domain/matter/composition.js';
import { momentAt, type Moment } from '../../src/domain/measure/events.js';
import { amountKey, type Holding } from '../../src/domain/matter/holding.js';
import { postingsOf, type Movement } from '../../src/domain/books/ledger.js';
import type { AgreementSides } from '../../src/domain/agreement/sides.js';
import { assayRow } from '../../src/modules/batches/assay-rows.js';
import { AssayRow } from '../../src/modules/batches/assay.entity.js';
import { BatchEventRow } from '../../src/modules/batches/batch-event.entity.js';
import { BatchPartyRow } from '../../src/modules/sight/batch-party.entity.js';
import { BatchRow } from '../../src/modules/batches/batch.entity.js';
import type { EntryRow } from '../../src/modules/ledger/index.js';
import { Books } from './books.js';
import { Chance } from './chance.js';
import type { Setting, Side } from './setting.js';

/** A batch on its way through the loop: its row, its assay in force and what it holds now, in stock or in transit. */
export interface Lot {
  readonly batch: BatchRow;
  readonly composition: Composition | null;
  /** In the order of {@link asRead}. */
  held: Holding;
}

/** A holding in the order in which the service reads it out of its balances: remainders fall by it. */
export function asRead(holding: Holding): Holding {
  return [...holding].sort((a, b) => (amountKey(a) < amountKey(b) ? -1 : 1));
}

/** What happens at one time, in the books of one side. */
export interface Occasion {
  readonly kind: EntryRow['kind'];
  readonly side: Side;
  readonly at: number;
  /** When it was entered, where that was later than usual. */
  readonly enteredAt?: number;
  readonly subjectIds: readonly string[];
  readonly movements: readonly Movement[];
  readonly reason?: string | null;
}

/** Where a history plays: its books, its parties, and chance that falls the same way every time. */
export class Stage {
  readonly books = new Books();
  readonly chance = new Chance();
  private batches: BatchRow[] = [];
  /** The agreement, as measures depend on it. */
  readonly sides: ReadonlyMap<string, AgreementSides>;

  constructor(readonly setting: Setting) {
    const { agreementId, generatorId, recyclerId, terms } = setting.covering;
    const { processorIds } = terms;
    this.sides = new Map([[agreementId, { id: agreementId, generatorId, recyclerId, processorIds }]]);
  }

  moment({ site }: Side, at: number): Moment {
    return momentAt(at, site.timeZone);
  }

  by({ userId }: Side, at: number): Entering {
    return { userId, now: this.books.recordedAt(at), newId: () => this.books.idAt(at) };
  }

  book({ kind, side, at, enteredAt = at, subjectIds, movements, reason }: Occasion): EntryRow {
    const { on } = this.moment(side, at);
    const act = {
      ...{ kind, occurredAt: at, occurredOn: on, partyId: side.partyId, siteId: side.site.id },
      ...{ userId: side.userId, subjectIds, postings: postingsOf(movements), reason },
    };
    return this.books.book(act, enteredAt);
  }

  /** The assay of a new batch, by the side where it arose, as its row. */
  assay(batch: BatchRow, side: Side, composition: Readonly<Record<string, number>>): AssayRow {
    const caller = { userId: side.userId, partyId: side.partyId, role: 'admin' as const, credentialId: '' };
    const birth = { id: this.books.idAt(batch.occurredAt), batchId: batch.id, caller, partyId: side.partyId };
    const sampledAt = new Date(batch.occurredAt).toISOString();
    const body = { laboratory: 'Own laboratory', method: 'ICP-OES', sampledAt, composition };
    const row = assayRow({ ...birth, now: batch.createdAt }, body);
    batch.assayId = row.id;
    this.books.rows.add(AssayRow, row);
    return row;
  }

  /** Takes a batch one step on, as the table of steps allows. */
  step({ batch }: Lot, step: BatchStepName, change: Partial<BatchRow> = {}): void {
    const status = nextBatchStatus(step, batch.status, batch.resting);
    Object.assign(batch, change, { status, version: batch.version + 1 });
  }

  /** Records what an entry did to a batch, before the batch itself changes. */
  record(entry: EntryRow, { batch }: Lot, details: Partial<BatchEventRow> & Pick<BatchEventRow, 'kind'>): void {
    this.books.rows.add(BatchEventRow, {
      ...{ entryId: entry.id, batchId: batch.id, dryMg: null, carveOut: null, breachReason: null, reason: null },
      ...{ destination: null, statusBefore: batch.status, restingBefore: batch.resting, siteBeforeId: batch.siteId },
      ...{ piecesBefore: batch.pieces, estimatedBefore: batch.estimated, createdAt: entry.recordedAt, ...details },
    });
  }

  show({ id: batchId, kind, createdAt }: BatchRow, ...sides: readonly Side[]): void {
    for (const { partyId } of sides) {
      this.books.rows.add(BatchPartyRow, { partyId, batchId, sees: 'all', kind, createdAt });
    }
  }

  /** Enters a batch, whose row may still change until its story ends. */
  enter(batch: BatchRow): void {
    this.batches.push(batch);
  }

  /** Ends a story. */
  close(): void {
    for (const batch of this.batches) this.books.rows.add(BatchRow, batch);
    this.batches = [];
    this.books.close();
  }
}
