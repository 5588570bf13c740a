import {
  DRAWS,
  drawStep,
  emptiedStep,
  nextBatchStatus,
  type BatchEnd,
  type BatchStepName,
  type Draw,
} from '../../domain/acts/batch-life.js';
import { DomainError } from '../../domain/measure/errors.js';
import { DRY_MASS } from '../../domain/matter/holding.js';
import { transitAccount, type Posting } from '../../domain/books/ledger.js';
import type { BatchEventRow, BatchRow } from '../batches/index.js';
import type { EntryRow } from '../ledger/index.js';
import type { Facts } from './facts.js';
import type { FamilyCase, ToldLeg } from './families.js';
import { minus, negative, plus, type Mg } from '../../domain/measure/quantities.js';

/** How a batch stands after an entry, as the chain of its entries tells it. */
export interface Stand {
  readonly status: BatchRow['status'];
  readonly resting: BatchRow['resting'];
  readonly siteId: string;
  readonly holderId: string;
  readonly shipmentId: string | null;
  readonly refused: boolean;
  /** Dry mass in stock. */
  readonly leftMg: Mg;
  /** The kind of what drew on it last. */
  readonly lastDraw: Draw | null;
  /** The pieces that its last receipt counted; null before one, and once parts have taken some along. */
  readonly pieces: number | null;
  /** The leg that it goes or went last. */
  readonly legId: string | null;
}

/** One entry on one batch, between how the batch stood before it and after it. */
export interface Visit {
  readonly entry: EntryRow;
  readonly batch: BatchRow;
  /** Null where the batch came to be by the entry. */
  readonly before: Stand | null;
  readonly after: Stand;
  readonly leg: ToldLeg | undefined;
  readonly event: BatchEventRow | undefined;
  /** What the entry moved of the batch or into it. */
  readonly postings: readonly Posting[];
  /** The change of what is in stock, dry. */
  readonly changeMg: Mg;
}

const BIRTHS: readonly string[] = ['logged', 'supplied', 'made', 'taken-back', 'run', 'split', 'received'];
const IN_STOCK = ['received', 'on-hand', 'in-shipment', 'in-transit'];

/** Lives the entries of a family again, in their order, and answers what each did to each batch. */
export class Walk {
  readonly stands = new Map<string, Stand>();
  readonly visits: Visit[] = [];
  private readonly rows: ReadonlyMap<string, BatchRow>;

  constructor(
    private readonly facts: Facts,
    private readonly family: FamilyCase,
  ) {
    this.rows = new Map(family.family.members.map((row) => [row.id, row]));
    for (const entry of family.family.entries) this.live(entry);
  }

  private live(entry: EntryRow): void {
    // What is split off or refused takes after its parent as it stood before.
    const before = new Map(this.stands);
    for (const batchId of this.family.subjectsOf(entry.id)) {
      const batch = this.rows.get(batchId);
      if (batch) this.visit(entry, batch, before);
    }
  }

  private visit(entry: EntryRow, batch: BatchRow, stands: ReadonlyMap<string, Stand>): void {
    const before = stands.get(batch.id) ?? null;
    const postings = this.family
      .postingsOf(entry.id)
      .filter(({ fromBatchId, toBatchId }) => fromBatchId === batch.id || toBatchId === batch.id);
    const leg = this.legOf(batch.id, postings, before);
    const changeMg = stockChange(postings, batch.id);
    const event = this.family.eventsOf(entry.id, batch.id);
    const act: Act = { entry, batch, leg, changeMg, event };
    const after = before ? this.acted(act, before) : this.born(act, stands);
    if (!after) return;
    this.stands.set(batch.id, after);
    this.visits.push({ entry, batch, before, after, leg, event, postings, changeMg });
  }

  /** The leg that an entry is about: of its postings, else the one on which the batch is or was last. */
  private legOf(batchId: string, postings: readonly Posting[], before: Stand | null): ToldLeg | undefined {
    const legs = this.family.legsOf(batchId);
    const named = legs.find(({ shipment }) => {
      const transit = transitAccount(shipment.id);
      return postings.some(({ from, to }) => from === transit || to === transit);
    });
    return named ?? legs.find(({ shipment }) => shipment.id === before?.legId);
  }

  private born({ entry, batch, changeMg }: Act, stands: ReadonlyMap<string, Stand>): Stand | null {
    const parent = stands.get(batch.parentId ?? '');
    const resting = entry.kind === 'split' ? parent?.resting : 'on-hand';
    if (!BIRTHS.includes(entry.kind) || resting === undefined) {
      this.wrong('batch-without-birth', 'the first entry on a batch is the one by which it came to be', {
        batch,
        expected: BIRTHS.join(', '),
        found: entry.kind,
      });
      return null;
    }
    const base = {
      shipmentId: null,
      leftMg: changeMg,
      lastDraw: null,
      legId: null,
      pieces: null,
      resting,
      status: resting,
    };
    if (entry.kind === 'split' && parent) {
      const { siteId, holderId, refused } = parent;
      return { ...base, siteId, holderId, refused };
    }
    if (entry.kind === 'received') {
      const leg = this.family.legsOf(batch.parentId ?? '').find(({ line }) => line.refusedBatchId === batch.id);
      const siteId = leg?.shipment.fromSiteId ?? '';
      const refused = leg ? this.isRefused(batch, leg, parent?.refused ?? false) : false;
      const pieces = Math.max(1, leg?.line.refusedPieces ?? 1);
      return { ...base, pieces, siteId, holderId: leg?.shipment.fromPartyId ?? '', refused };
    }
    return { ...base, siteId: entry.siteId, holderId: this.facts.holderAt(entry.siteId) ?? '', refused: false };
  }

  private acted(act: Act, before: Stand): Stand {
    try {
      return this.stepped(act, { ...before, leftMg: plus(before.leftMg, act.changeMg) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { batch, entry } = act;
      this.wrong('batch-steps', 'every entry on a batch is a step that the batch may take', {
        batch,
        expected: 'a step that is allowed',
        found: `${entry.kind} of a batch that is ${before.status} (entry ${entry.id})`,
      });
      return { ...before, leftMg: plus(before.leftMg, act.changeMg) };
    }
  }

  /** @throws DomainError `batch-state` where the batch may not take the step */
  private stepped(act: Act, stand: Stand): Stand {
    const { entry, batch, leg, changeMg, event } = act;
    const to = (step: BatchStepName, more: Partial<Stand> = {}): Stand => ({
      ...stand,
      status: nextBatchStatus(step, stand.status, stand.resting),
      ...more,
    });
    switch (entry.kind) {
      case 'dispatched': {
        const planned = { ...stand, status: nextBatchStatus('plan', stand.status, stand.resting) };
        const status = nextBatchStatus('dispatch', planned.status, planned.resting);
        return { ...stand, status, shipmentId: leg?.shipment.id ?? null, legId: leg?.shipment.id ?? null };
      }
      case 'received': {
        if (leg?.line.refusedBatchId === batch.id) {
          const refused = this.isRefused(batch, leg, stand.refused);
          const pieces = Math.max(1, leg.line.pieces ?? 1);
          return to('take-back', { shipmentId: null, resting: 'on-hand', refused, pieces });
        }
        const { toSiteId = '', toPartyId = '' } = leg?.shipment ?? {};
        const pieces = Math.max(1, (leg?.line.pieces ?? 1) - (leg?.line.refusedPieces ?? 0));
        return to('receive', { siteId: toSiteId, holderId: toPartyId, shipmentId: null, resting: 'received', pieces });
      }
      case 'settled':
        return settled(stand);
      case 'disposed':
      case 'split':
      case 'run':
      case 'charged':
        return drawn(stand, event?.kind ?? entry.kind, changeMg);
      default:
        return stand;
    }
  }

  /** What the agreement's recycler sends back is refused by it; what another, or the generator itself, does not take is not. */
  private isRefused({ agreementId }: BatchRow, { shipment }: ToldLeg, before: boolean): boolean {
    const agreement = this.facts.agreement(agreementId);
    const byRecycler = agreement
      ? shipment.toPartyId === agreement.recyclerId
      : shipment.toPartyId !== shipment.fromPartyId;
    return before || byRecycler;
  }

  private wrong(
    code: string,
    check: string,
    { batch, expected, found }: { batch: BatchRow; expected: string; found: string },
  ): void {
    const key = { id: batch.id, code: batch.code };
    this.facts.findings.compare({ code, check, table: 'batch', key, expected, found });
  }
}

type Act = Pick<Visit, 'entry' | 'batch' | 'leg' | 'changeMg' | 'event'>;

/** Settling brings back what was used up and turns out to have been heavier, and ends what turns out to have been as light. */
function settled(stand: Stand): Stand {
  const isUsedUp = !IN_STOCK.includes(stand.status);
  const status =
    isUsedUp && stand.leftMg > 0 ? nextBatchStatus('undo-draw', stand.status, stand.resting) : stand.status;
  if (stand.leftMg > 0 || status !== stand.resting) return { ...stand, status };
  return { ...stand, status: nextBatchStatus(emptiedStep(stand.lastDraw), status, stand.resting) };
}

function drawn(stand: Stand, kind: string, changeMg: Mg): Stand {
  const isCount = kind === 'stock-difference';
  const end = kind === 'run' ? 'processed' : isCount ? 'counted-out' : kind;
  // A count is a step of its own: it ends a batch only where nothing is left.
  const step = drawStep(end as BatchEnd, minus(stand.leftMg, changeMg), negative(changeMg));
  return {
    ...stand,
    status: nextBatchStatus(step, stand.status, stand.resting),
    lastDraw: DRAWS.find((draw) => draw === kind) ?? stand.lastDraw,
    pieces: kind === 'split' ? null : stand.pieces,
  };
}

function stockChange(postings: readonly Posting[], batchId: string): Mg {
  return postings.reduce<Mg>((sum, { commodity, massMg, from, to, fromBatchId, toBatchId }) => {
    if (commodity !== DRY_MASS) return sum;
    const gained = to.startsWith('stock:') && toBatchId === batchId ? massMg : 0;
    const lost = from.startsWith('stock:') && fromBatchId === batchId ? massMg : 0;
    return minus(plus(sum, gained), lost);
  }, 0);
}
