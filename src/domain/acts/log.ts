import { faultAt } from '../measure/faults.js';
import { postingsOf, type Movement } from '../books/ledger.js';
import type { Catalogue } from '../matter/catalogue.js';
import { generatedName } from '../matter/code.js';
import { elementMassesMg } from '../matter/composition.js';
import { singleGroupHolding } from '../matter/holding.js';
import { InputError } from '../measure/errors.js';
import { actOf, added, entryOf, shownTo, type Act } from './act.js';
import { generationMovement, supplyMovement } from './batch-movements.js';
import { byProductOf, supplyOf, type Birth, type Covering, type GivenByProduct, type GivenSupply } from './born.js';
import type { Assay, Batch } from './records.js';
import type { Mg } from '../measure/quantities.js';

interface Known {
  /** What a laboratory found, if it is there already. */
  readonly assay: Assay | null;
  readonly catalogue: Catalogue;
}

/**
 * A by-product batch logged, and stamped with the agreement that covers its site, stream and day. All of it goes from
 * the work in progress of the site into the stock, each element by its assay; the sides of the agreement see all of it.
 *
 * @throws InputError where nothing dry is left; DomainError `quantity-out-of-range`
 */
export function decideLog(
  birth: Birth,
  given: GivenByProduct,
  { covering, ...known }: Known & { readonly covering: Covering | null },
): Act {
  const batch = byProductOf(birth, given, { covering, catalogue: known.catalogue });
  const sides = covering ? [covering.generatorId, covering.recyclerId] : [];
  return bornInto(birth, batch, { ...known, seenBy: [batch.partyId, ...sides] });
}

/**
 * Material that a plant was supplied with: from `world:primary-supply` into the stock. Only the plant sees it.
 *
 * @throws InputError where nothing dry is left
 */
export function decideSupply(birth: Birth, given: GivenSupply, known: Known): Act {
  const batch = supplyOf(birth, given);
  return bornInto(birth, batch, { ...known, seenBy: [batch.partyId] });
}

function bornInto(
  { code, site, moment, by }: Birth,
  batch: Batch,
  { assay, catalogue, seenBy }: Known & { readonly seenBy: readonly string[] },
): Act {
  if (batch.dryMg <= 0) {
    const pointer = batch.grossMg === null ? '/netKg' : '/grossKg';
    throw new InputError([faultAt(pointer, 'nothing-dry')]);
  }
  const row = { ...batch, assayId: assay?.id ?? null };
  const side = { partyId: batch.partyId, siteId: batch.siteId };
  return actOf({
    entry: entryOf(batch.kind === 'primary' ? 'supplied' : 'logged', side, moment, by),
    subjects: [batch.id],
    postings: postingsOf([birthMovement(batch, assay, catalogue)]),
    parts: [{ row, name: code === null ? generatedName(site.code, batch.occurredOn, by.newId()) : null }],
    sight: [shownTo(batch, seenBy)],
    records: assay ? [added('assay', assay)] : [],
  });
}

/** How a logged or supplied batch comes into the books. */
export function birthMovement(
  batch: Batch,
  assay: Pick<Assay, 'compositionPpm'> | null,
  catalogue: Catalogue,
): Movement {
  const place = { batchId: batch.id, siteId: batch.originSiteId, partyId: batch.partyId, day: batch.occurredOn };
  const elements = assay ? elementMassesMg(batch.dryMg, assay.compositionPpm, catalogue) : new Map<string, Mg>();
  const { agreementId, origin, country } = batch;
  const group = { agreementId, origin: origin ?? 'unknown', country };
  const holding = singleGroupHolding(group, batch.dryMg, elements);
  return batch.kind === 'primary' ? supplyMovement(place, holding) : generationMovement(place, holding);
}
