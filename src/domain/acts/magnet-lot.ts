import { postingsOf } from '../books/ledger.js';
import type { Alloy, Catalogue } from '../matter/catalogue.js';
import { generatedName } from '../matter/code.js';
import { elementMassesMg } from '../matter/composition.js';
import { singleGroupHolding, type Origin } from '../matter/holding.js';
import { InputError } from '../measure/errors.js';
import { faultAt } from '../measure/faults.js';
import { dryMassMg, type Mg } from '../measure/quantities.js';
import { GRADE_METHOD, gradeOn, type GradeVersion } from '../production/grade.js';
import { actOf, added, entryOf, shownTo, type Act } from './act.js';
import { assayOf, type FoundAssay } from './assay.js';
import { lotMovement } from './batch-movements.js';
import { bornAt, type Birth } from './born.js';
import type { Assay, Batch, MagnetLot, ReturnedUse } from './records.js';

/** What is said of a grade from a day on, with what was written. */
export interface KnownVersion extends GradeVersion {
  readonly given: Assay['given'];
}

/** A grade with all of its versions. */
export interface KnownGrade {
  readonly id: string;
  readonly code: string;
  readonly alloy: Alloy;
  readonly versions: readonly KnownVersion[];
}

/** What is said of a magnet lot. */
export interface GivenLot {
  readonly netMg: Mg;
  readonly pieces: number;
  readonly uncoated: boolean;
  readonly heat: string | null;
  readonly note: string | null;
  /** Where a customer sent it back. */
  readonly returned: GivenReturn | null;
}

export interface GivenReturn {
  readonly customer: string;
  readonly use: ReturnedUse;
  readonly evidence: string | null;
}

interface LotFacts {
  readonly grade: KnownGrade;
  /** What a laboratory found in it; null where the grade says what is in it. */
  readonly found: FoundAssay | null;
  readonly catalogue: Catalogue;
}

/** A lot that came to be, with what is kept of it. */
export type LotAct = Act & { readonly batch: Batch; readonly lot: MagnetLot; readonly assay: Assay };

/**
 * Magnets of one grade, weighed: `dry = round(net × (10^6 - coating) / 10^6)`, since a coating is nothing of what was charged;
 * of a lot weighed before coating all that was weighed. They come out of the work in progress of the site, or where a customer
 * sent them back from where they were delivered, each element by the assay of the lot or by what the grade says of that day. Only
 * the party of the site sees them.
 *
 * @throws InputError where nothing dry is left, or the grade says nothing of that day yet
 */
export function decideLot(birth: Birth, given: GivenLot, { grade, found, catalogue }: LotFacts): LotAct {
  const { id, code, site, moment, by } = birth;
  const version = gradeOn(grade.versions, moment.localOn);
  if (!version) throw new InputError([faultAt('/gradeId', 'grade-not-yet', { day: firstDay(grade) })]);
  const batch = lotBatch(birth, given, { grade, version });
  if (batch.dryMg <= 0) throw new InputError([faultAt('/netKg', 'nothing-dry')]);
  const assay = assayOf(
    { id: by.newId(), batchId: id, partyId: site.partyId, by },
    found ?? gradeFinds(grade, version),
  );
  const row = { ...batch, assayId: assay.id };
  const side = { partyId: site.partyId, siteId: site.id };
  const entry = entryOf(given.returned ? 'taken-back' : 'made', side, moment, by);
  const lot: MagnetLot = {
    id,
    ...side,
    gradeId: grade.id,
    gradeFromOn: version.fromOn,
    coatingPpm: given.uncoated ? 0 : version.coatingPpm,
    uncoated: given.uncoated,
    heat: given.heat,
    gradeAssayId: found ? null : assay.id,
    returnedFrom: given.returned?.customer ?? null,
    returnedUse: given.returned?.use ?? null,
    useEvidence: given.returned?.evidence ?? null,
    entryId: entry.id,
    createdAt: by.now,
    userId: by.userId,
  };
  const elements = elementMassesMg(batch.dryMg, assay.compositionPpm, catalogue);
  const holding = singleGroupHolding(
    { agreementId: null, origin: originOfLot(given), country: null },
    batch.dryMg,
    elements,
  );
  const place = { batchId: id, siteId: site.id, partyId: site.partyId, day: moment.on };
  const act = actOf({
    entry,
    subjects: [id],
    postings: postingsOf([lotMovement(place, holding, given.returned !== null)]),
    parts: [{ row, name: code === null ? generatedName(site.code, batch.occurredOn, by.newId()) : null }],
    sight: [shownTo(row, [site.partyId])],
    records: [added('assay', assay), added('magnetLot', lot)],
  });
  return { ...act, batch: row, lot, assay };
}

/**
 * Of magnets nobody says of whose material they are: what a lot was made of is worked out when it is read. What a customer used
 * and sent back is post-consumer where there is evidence of that.
 */
export function originOfLot({ returned }: Pick<GivenLot, 'returned'>): Origin {
  return returned?.use === 'used' && returned.evidence !== null ? 'post-consumer' : 'unknown';
}

function lotBatch(
  birth: Birth,
  given: GivenLot,
  { grade, version }: { readonly grade: KnownGrade; readonly version: GradeVersion },
): Batch {
  return {
    ...bornAt(birth),
    kind: 'magnet',
    alloy: grade.alloy,
    grade: grade.code,
    pieces: given.pieces,
    netMg: given.netMg,
    dryMg: dryMassMg(given.netMg, given.uncoated ? 0 : version.coatingPpm),
    origin: originOfLot(given),
    note: given.note,
  };
}

/** What a grade says, as if a laboratory had found it on the day from which it holds: any later sample of the lot counts instead. */
function gradeFinds({ code }: KnownGrade, version: KnownVersion): FoundAssay {
  const { fromOn, compositionPpm, given, belowLimit, expandedUncertainty } = version;
  return {
    laboratory: code,
    method: GRADE_METHOD,
    reportNo: null,
    reportKey: null,
    sampledAt: Date.parse(`${fromOn}T00:00:00Z`),
    compositionPpm,
    given,
    belowLimit,
    expandedUncertainty,
  };
}

function firstDay({ versions }: KnownGrade): string {
  return versions.map(({ fromOn }) => fromOn).sort()[0] ?? '';
}
