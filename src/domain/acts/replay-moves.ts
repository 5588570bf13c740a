import { amountOf, DRY_MASS, groupKey, sumOf, totalMg, type Group, type Holding } from '../matter/holding.js';
import { turned, type Posting } from '../books/ledger.js';
import { negative, type Mg } from '../measure/quantities.js';

/** The postings of one way within an entry: all that share accounts, batches, day and books. */
export interface Move {
  /** A dry posting of the way, which gives it its direction. */
  readonly template: Posting;
  /** The dry mass that was moved, negative where a group went the other way. */
  readonly dry: Holding;
  /** The posting that shows what an amount of a group counts to on this way. */
  readonly like: (group: Group) => Posting;
}

/** A text that tells ways apart: direction, batches, day and books. */
export function wayKey({ day, from, to, fromBatchId, toBatchId, partyId }: Posting): string {
  return [day, from, to, fromBatchId ?? '', toBatchId ?? '', partyId].join('|');
}

/**
 * Gathers the postings of an entry into moves. Of the masses only the dry ones are read: elements are what is worked out
 * anew. A turned posting of the same way counts against it.
 */
export function movesOf(postings: readonly Posting[]): Move[] {
  const ways = new Map<string, Posting[]>();
  const dryFirst = [...postings].sort((a, b) => Number(b.commodity === DRY_MASS) - Number(a.commodity === DRY_MASS));
  for (const posting of dryFirst) {
    const back = ways.get(wayKey(turned(posting)));
    if (back) back.push(lessened(turned(posting)));
    else ways.set(wayKey(posting), [...(ways.get(wayKey(posting)) ?? []), posting]);
  }
  return [...ways.values()].flatMap((parts) => {
    const [template] = parts;
    return template?.commodity === DRY_MASS ? [moveOf(template, parts)] : [];
  });
}

function lessened(posting: Posting): Posting {
  return { ...posting, massMg: negative(posting.massMg) };
}

/**
 * A group that got its mass by a later assay has no posting of its own on the way. What a movement counts to depends on the
 * agreement of the group alone, so it counts as another group of the agreement does; where there is none, as the others do.
 */
function moveOf(template: Posting, parts: readonly Posting[]): Move {
  const dry = parts.filter(({ commodity }) => commodity === DRY_MASS);
  return {
    template,
    dry: sumOf(dry.map(amountOf)),
    like: (group) =>
      parts.find((part) => groupKey(part) === groupKey(group)) ??
      parts.find(({ agreementId }) => agreementId === group.agreementId) ??
      template,
  };
}

/** The dry milligrams of a move; none where there is no move. */
export function dryOf(move: Move | undefined): Mg {
  return move ? totalMg(move.dry, DRY_MASS) : 0;
}
