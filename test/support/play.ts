import { type Act, type ActRecord, type Entering, changeOf, changed, dropped } from '../../src/domain/acts/act.js';
import type { FoundAssay } from '../../src/domain/acts/assay.js';
import { ownAssay, type Family } from '../../src/domain/acts/family.js';
import type { Assay } from '../../src/domain/acts/records.js';
import { lastWeighingOf, type FamilyFacts, type PastEntry } from '../../src/domain/acts/replay.js';
import type { GivenByProduct, GivenSupply } from '../../src/domain/acts/born.js';
import type { GivenOutput } from '../../src/domain/acts/close-run.js';
import { decideReversal } from '../../src/domain/acts/reverse.js';
import { type DeparturePlace } from '../../src/domain/acts/ship.js';
import type { AgreementFacts, AgreementTerms, AgreementVersion } from '../../src/domain/agreement/agreement.js';
import type { Posting } from '../../src/domain/books/ledger.js';
import type { Catalogue } from '../../src/domain/matter/catalogue.js';
import type { CompositionPpm } from '../../src/domain/matter/composition.js';
import { amountOf, type Holding } from '../../src/domain/matter/holding.js';
import type { Moment } from '../../src/domain/measure/events.js';
import { ofMg, pctToPpm, ppmOf } from '../../src/domain/measure/quantities.js';
import { Simulation } from './simulate.js';

/**
 * A history that is played by the acts of the domain, applied to arrays. Unless whoever plays gives identifiers of its own,
 * everything goes by its name: sites, batches, shipments and runs have it as identifier and as code.
 */
export abstract class Play extends Simulation {
  private counted = 0;
  /** What was decided for each entry, itself included. */
  private readonly behind = new Map<string, readonly Act[]>();

  constructor(
    agreements: readonly AgreementFacts[],
    private readonly partyOf: ReadonlyMap<string, string>,
    protected readonly catalogue: Catalogue,
  ) {
    super(new Map(agreements.map((facts) => [facts.id, facts])));
  }

  /** When the next act happens, and until the one after it every correction. */
  protected abstract next(): Moment;
  protected abstract now(): Moment;

  place(siteId: string): PlayedPlace {
    const partyId = this.partyOf.get(siteId);
    if (!partyId) throw new Error(`Nobody has the site ${siteId}.`);
    return { id: siteId, siteId, partyId, code: siteId, timeZone: 'UTC', country: countryOf(siteId) };
  }

  /** An entry taken back, with all that was done beside the books for it, in whatever way each kind is taken back. */
  protected reverse(entryId: string): void {
    const acts = [...(this.behind.get(entryId) ?? [])].reverse();
    const booked = this.booked.find(({ entry }) => entry.id === entryId);
    if (!booked) throw new Error(`There is no entry ${entryId}.`);
    const steps = acts.flatMap((act) => act.steps);
    const setBack = {
      steps: steps.map(({ before, change }) => changeOf(this.batch(before.id), valuesOf(before, change))),
      records: acts.flatMap(({ records }) => records.map(undone)),
    };
    this.apply(decideReversal(booked, { ...this.by(), reason: 'A mistake' }, setBack));
    for (const { row } of acts.flatMap(({ parts }) => parts)) this.batches.delete(row.id);
  }

  /** Whether its figure is open to settlement, where it was received. */
  isOpen(id: string): boolean {
    const line = this.linesOf(id).at(-1);
    return line !== undefined && line.receivedDryMg !== null && !line.settled && line.refusedBatchId !== id;
  }

  /** The assay that counts for a batch. */
  assayOf(id: string): Assay | null {
    return this.one('assay', this.batch(id).assayId ?? '');
  }

  family(rootId: string): Family {
    const members = [...this.batches.values()].filter((batch) => batch.rootId === rootId);
    const ids = new Set(members.map(({ id }) => id));
    const touches = ({ fromBatchId, toBatchId }: Posting): boolean =>
      ids.has(fromBatchId ?? '') || ids.has(toBatchId ?? '');
    const booked = this.standing()
      .map(({ entry, postings }) => ({ entry, postings: postings.filter(touches) }))
      .filter(({ postings }) => postings.length > 0);
    return {
      members,
      assays: this.all('assay').filter(({ batchId }) => ids.has(batchId)),
      forces: [],
      entries: booked.map(({ entry }) => entry),
      history: booked.map(({ entry: { id, kind }, postings }) => ({ id, kind, postings })),
    };
  }

  familyFacts(rootId: string): FamilyFacts {
    const family = this.family(rootId);
    return {
      entries: family.history,
      ownAssayOf: (id) => ownAssay(family, id)?.compositionPpm ?? null,
      bornInRun: this.batches.get(rootId)?.runId ? bornIn(family.history[0], rootId) : null,
      catalogue: this.catalogue,
    };
  }

  /** What its last receipt made of a batch. */
  weighed(id: string): ReturnType<typeof lastWeighingOf> {
    return lastWeighingOf(this.familyFacts(this.batch(id).rootId), id);
  }

  /** What comes out of a run, without moisture. */
  made(code: string, product: string, dryMg: number, composition: CompositionPpm): GivenOutput {
    return { code, product, netMg: ofMg(dryMg), moisturePpm: 0, dryMg: ofMg(dryMg), assay: this.found(composition) };
  }

  found(compositionPpm: CompositionPpm): FoundAssay {
    return {
      laboratory: 'Own laboratory',
      method: 'ICP-OES',
      reportNo: null,
      reportKey: null,
      // What comes later is of a later sample, and so in force.
      sampledAt: (this.counted += 1),
      compositionPpm,
      given: null,
      belowLimit: null,
      expandedUncertainty: null,
    };
  }

  /** @param ids of what comes to be, in the order in which it does */
  by(ids: readonly string[] = []): Entering {
    const names = [...ids];
    return { userId: null, now: this.now().at, newId: () => names.shift() ?? this.nextId() };
  }

  protected nextId(): string {
    return `e${(this.counted += 1)}`;
  }

  enact(act: Act, before: readonly Act[] = []): Act {
    this.apply(act);
    if (act.entry) this.behind.set(act.entry.id, [...before, act]);
    return act;
  }

  override forget(): void {
    super.forget();
    this.behind.clear();
  }
}

/** A site, as a shipment leaves it or arrives there. */
export type PlayedPlace = DeparturePlace & { readonly siteId: string };

/** One piece of by-product, dry and weighed, of which nothing is said but this. */
export function byProduct(
  said: Partial<GivenByProduct> & Pick<GivenByProduct, 'stream' | 'grossMg' | 'tareMg'>,
): GivenByProduct {
  return {
    alloy: 'NdFeB',
    grade: null,
    pieces: 1,
    containerId: null,
    moisturePpm: pctToPpm(0),
    oilPpm: pctToPpm(0),
    estimated: false,
    reclaimable: null,
    note: null,
    ...said,
  };
}

/** Sites lie in different countries, so that what shares are made of does too. */
function countryOf(siteId: string): string {
  return ['DE', 'FR', 'US'][siteId.charCodeAt(siteId.length - 1) % 3] ?? 'DE';
}

/** Primary material, dry. */
export function supplied(product: string, netMg: number): GivenSupply {
  const origin = { origin: 'primary', supplierName: 'A mine', originCountry: 'AU' } as const;
  const stages = { separationCountry: null, metalCountry: null };
  return { ...origin, ...stages, product, netMg: ofMg(netMg), moisturePpm: pctToPpm(0), note: null };
}

/** What a run gave a batch. */
function bornIn(entry: PastEntry | undefined, id: string): Holding {
  const births = entry?.postings.filter(({ from, toBatchId }) => from.startsWith('process:') && toBatchId === id) ?? [];
  return births.map(amountOf);
}

function valuesOf<Row extends object>(row: Row, of: Partial<Row>): Partial<Row> {
  return Object.fromEntries(Object.keys(of).map((name) => [name, row[name as keyof Row]])) as Partial<Row>;
}

function undone(record: ActRecord): ActRecord {
  if (record.does === 'add') return dropped(record.kind, record.row);
  return record.does === 'change'
    ? changed(record.kind, record.before, valuesOf(record.before, record.change))
    : record;
}

/** An agreement in force for all of time, over every stream of the sites. */
export function agreementOf(
  facts: Pick<AgreementFacts, 'id' | 'generatorId' | 'recyclerId'>,
  siteIds: readonly string[],
  terms: Partial<AgreementTerms>,
  exclusive = false,
): AgreementFacts {
  const signatures = [facts.generatorId, facts.recyclerId].map((partyId) => ({ partyId, userId: partyId, at: '' }));
  const version: AgreementVersion = {
    version: 1,
    title: facts.id,
    startsOn: '2000-01-01',
    endsOn: '2099-12-31',
    exclusive,
    coverageTargetPpm: ppmOf(1_000_000),
    scope: { siteIds, streams: ['*'] },
    terms: {
      weightTolerancePpm: ppmOf(1_000_000),
      settleOn: 'receiver',
      confirmWithinDays: 10,
      carveOuts: ['recycler-refused', 'research-sample'],
      processorIds: ['metal-maker'],
      usabilityPpm: {},
      ...terms,
    },
    signatures,
  };
  return { ...facts, reference: facts.id, versions: [version], termination: null };
}
