import { postingsOf } from '../books/ledger.js';
import { partName, type MadeUpName } from '../matter/code.js';
import { DRY_MASS, groupsOf, totalMg, type Holding } from '../matter/holding.js';
import { splitHolding, splitPieces } from '../matter/parts.js';
import type { Moment } from '../measure/events.js';
import { addedUp, scaled, type Mg } from '../measure/quantities.js';
import { seersOf, type WentBatch } from '../sight/seers.js';
import { actOf, entryOf, eventOf, stepOf, type Act, type Entering, type Part, type Side } from './act.js';
import { amountToDraw, drawStep } from './batch-life.js';
import { splitMovements } from './batch-movements.js';
import { coded } from './born.js';
import { requireNoMagnets } from './magnets.js';
import type { Batch } from './records.js';

/** What is said of a part. */
export interface GivenPart {
  /** Null where it is named after its batch. */
  readonly code: string | null;
  readonly dryMg: Mg;
  readonly pieces: number | undefined;
}

export interface SplitFacts {
  readonly batch: Batch;
  readonly stock: Holding;
  readonly moment: Moment;
  readonly side: Side;
  readonly by: Entering;
  /** How many parts were split off before, void ones included: names are counted on from. */
  readonly partsHad: number;
  /** The batch, as far as its way decides who sees its parts. */
  readonly went: WentBatch;
}

/**
 * Parts with codes of their own; what is not split off stays. A part takes over what its batch is, its assay included;
 * its net mass is its share of the batch's. It is seen by those who see what comes off where the batch is now.
 *
 * @throws DomainError `more-than-left`, `more-pieces-than-left`, `nothing-left`, `batch-state`, `magnet-lot`
 */
export function decideSplit(facts: SplitFacts, given: readonly GivenPart[]): Act {
  const { batch, stock, moment, side, by } = facts;
  requireNoMagnets([batch]);
  const partsMg = given.map(({ dryMg }) => dryMg);
  const askedMg = addedUp(partsMg);
  const dryMg = amountToDraw(stock, askedMg, batch.code);
  const pieces = splitPieces(
    batch.pieces,
    given.map((part) => part.pieces),
  );
  const name = partName(batch.code, 'P', facts.partsHad + 1);
  const parts = given.map((part, index) =>
    partOf(facts, part, { pieces: pieces.parts[index] ?? 1, name: { ...name, first: name.first + index } }),
  );
  const holdings = splitHolding(stock, partsMg);
  const place = { batchId: batch.id, siteId: side.siteId, partyId: side.partyId, day: moment.on };
  const children = parts.map(({ row }, index) => ({ batchId: row.id, holding: holdings[index] ?? [] }));
  const entry = entryOf('split', side, moment, by);
  return actOf({
    entry,
    subjects: [batch.id, ...parts.map(({ row }) => row.id)],
    postings: postingsOf(splitMovements(place, children)),
    parts,
    steps: [stepOf(batch, drawStep('split', totalMg(stock, DRY_MASS), dryMg), { pieces: pieces.stay })],
    events: [eventOf(entry, batch, { kind: 'split', dryMg })],
    sight: parts.map(({ row }, index) => ({
      batch: row,
      sees: seersOf(partWay(facts.went, holdings[index] ?? [])),
      hidden: [],
    })),
  });
}

/** The way of a part until it came off: that of its batch, none of it its own. */
export function partWay(went: WentBatch, holding: Holding): WentBatch {
  const sharing = new Set(groupsOf(holding).map(({ agreementId }) => agreementId));
  return {
    ...went,
    legs: went.legs.map((leg) => ({ ...leg, isOwn: false })),
    sharing: went.sharing.filter(({ id }) => sharing.has(id)),
  };
}

function partOf(
  { batch, by }: SplitFacts,
  { code, dryMg }: GivenPart,
  { pieces, name }: { readonly pieces: number; readonly name: MadeUpName },
): Part {
  const row: Batch = {
    ...batch,
    id: by.newId(),
    ...coded(code ?? name.base),
    parentId: batch.id,
    parentRelation: 'split',
    runId: null,
    grossMg: null,
    tareMg: null,
    netMg: scaled(dryMg, batch.netMg, batch.dryMg),
    dryMg,
    pieces,
    status: batch.resting,
    createdAt: by.now,
    version: 1,
    shipmentId: null,
  };
  return { row, name: code === null ? name : null };
}
