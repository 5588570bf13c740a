import {
  dispositionMovement,
  generationMovement,
  stockDifferenceMovement,
  supplyMovement,
  type BatchPlace,
} from '../../src/domain/acts/batch-movements.js';
import { originOfByProduct } from '../../src/domain/acts/batch-life.js';
import type { Catalogue } from '../../src/domain/matter/catalogue.js';
import { elementMassesMg, type CompositionPpm } from '../../src/domain/matter/composition.js';
import {
  difference,
  drawn,
  DRY_MASS,
  singleGroupHolding,
  sumOf,
  totalMg,
  type Holding,
} from '../../src/domain/matter/holding.js';
import { stockAccount, turned, WORLD, type Movement, type Posting } from '../../src/domain/books/ledger.js';
import { dryMassMg, kgToMg, pctToPpm } from '../../src/domain/measure/quantities.js';
import type { AgreementSides } from '../../src/domain/agreement/sides.js';
import { inPpm } from '../../src/cli/demo/by-products.js';
import type { ByProductLogged, Charged, DemoEvent, Disposed, Reversed, Supplied } from '../../src/cli/demo/events.js';
import type { DemoPlan, Pct } from '../../src/cli/demo/plan.js';
import { DemoLedger } from './demo-ledger.js';

export interface Batch {
  readonly material: string;
  readonly kind: 'by-product' | 'primary' | 'recycled' | 'intermediate';
  readonly composition: CompositionPpm | null;
  readonly moisturePpm: number;
  readonly oilPpm: number;
  readonly pieces?: number;
  readonly estimated?: boolean;
  /** Null on the road. */
  site: string | null;
  holding: Holding;
  /** The instant of the last thing that happened to it. */
  since: string;
}

/** The batches of the story: how they come to be and how they end, short of shipments and runs. */
export class DemoStock {
  readonly batches = new Map<string, Batch>();
  readonly ledger = new DemoLedger();
  readonly sides: ReadonlyMap<string, AgreementSides>;
  private readonly charges = new Map<string, { readonly batch: string; readonly postings: readonly Posting[] }>();
  private readonly partyOf: ReadonlyMap<string, string>;
  /** The newest assay of each batch counts from its beginning, however late it came. */
  private readonly lastAssays: ReadonlyMap<string, Pct>;

  constructor(
    private readonly plan: DemoPlan,
    private readonly catalogue: Catalogue,
    story: readonly DemoEvent[],
  ) {
    const { parties, agreements } = plan.people;
    this.partyOf = new Map(parties.flatMap(({ key, sites }) => sites.map(({ code }) => [code, key] as const)));
    this.sides = new Map(
      agreements.map(({ key, generator, recycler, processors }) => [
        key,
        { id: key, generatorId: generator, recyclerId: recycler, processorIds: processors },
      ]),
    );
    this.lastAssays = new Map(
      story.flatMap((event) => (event.what === 'assay' ? [[event.batch, event.body.composition] as const] : [])),
    );
  }

  /** A batch that something happens to: it is there, and time goes forward. */
  batch(code: string, at: string): Batch {
    const batch = this.batches.get(code);
    if (!batch) throw new Error(`${at}: there is no batch ${code} yet.`);
    if (at < batch.since) throw new Error(`${at}: ${code} has seen something at ${batch.since} already.`);
    batch.since = at;
    return batch;
  }

  party(site: string): string {
    const party = this.partyOf.get(site);
    if (!party) throw new Error(`Nobody has the site ${site}.`);
    return party;
  }

  place(code: string, site: string, at: string): BatchPlace {
    return { batchId: code, siteId: site, partyId: this.party(site), day: at.slice(0, 10) };
  }

  log({ at, site, body }: ByProductLogged): void {
    const moisturePpm = pctToPpm(body.moisturePct);
    const oilPpm = pctToPpm(body.oilPct);
    const dryMg = dryMassMg(kgToMg(body.grossKg) - kgToMg(body.tareKg), moisturePpm, oilPpm);
    const pct = this.lastAssays.get(body.code) ?? body.assay?.composition;
    const composition = pct ? inPpm(pct) : null;
    const answer = body.reclaimableInProcess?.answer ?? this.catalogue.stream(body.stream)?.reclaimableInProcess.answer;
    const origin = originOfByProduct(answer ?? null);
    const agreementId = this.party(site) === 'workshop' ? 'workshop' : 'plant';
    const elements = composition ? elementMassesMg(dryMg, composition, this.catalogue) : new Map<string, number>();
    const holding = singleGroupHolding({ agreementId, origin }, dryMg, elements);
    const { pieces, estimated } = body;
    const facts = { kind: 'by-product', composition, moisturePpm, oilPpm, pieces, estimated } as const;
    this.batches.set(body.code, { ...facts, material: body.stream, site, holding, since: at });
    this.ledger.book([generationMovement(this.place(body.code, site, at), holding)]);
  }

  supply({ at, site, body }: Supplied): void {
    const dryMg = kgToMg(body.netKg);
    const composition = inPpm(body.assay.composition);
    const elements = elementMassesMg(dryMg, composition, this.catalogue);
    const holding = singleGroupHolding({ agreementId: null, origin: 'primary' }, dryMg, elements);
    const facts = { material: body.product, kind: 'primary', composition, moisturePpm: 0, oilPpm: 0 } as const;
    this.batches.set(body.code, { ...facts, site, holding, since: at });
    this.ledger.book([supplyMovement(this.place(body.code, site, at), holding)]);
  }

  dispose({ at, batch: code, body }: Disposed): void {
    const batch = this.batch(code, at);
    const site = batch.site ?? '';
    const place = this.place(code, site, at);
    const named = body.dryKg === undefined ? undefined : kgToMg(body.dryKg);
    if (body.kind === 'stock-difference') {
      const counted = drawn(batch.holding, named ?? 0);
      this.ledger.book([
        stockDifferenceMovement(place, difference(counted, batch.holding), {
          ...{ batchKind: batch.kind, holderId: place.partyId, sides: this.sides, way: 'down' },
        }),
      ]);
      batch.holding = counted;
      return;
    }
    const part = drawn(batch.holding, named ?? totalMg(batch.holding, DRY_MASS));
    const leak = body.carveOut ? ('leaked-carve-out' as const) : null;
    const facts = { kind: body.kind, batchKind: batch.kind, leak, holderId: place.partyId, sides: this.sides };
    this.ledger.book([dispositionMovement(place, part, facts)]);
    batch.holding = difference(batch.holding, part);
  }

  charge({ at, code, site, batch: from, dryKg }: Charged): void {
    const batch = this.batch(from, at);
    if (batch.site !== site) throw new Error(`${at}: ${from} is not at ${site}.`);
    const part = drawn(batch.holding, dryKg === undefined ? totalMg(batch.holding, DRY_MASS) : kgToMg(dryKg));
    const factors = new Map(
      this.plan.people.agreements.map(({ key, weights }) => [key, weights.usabilityFactors?.[batch.material] ?? 1]),
    );
    const { day, partyId } = this.place(from, site, at);
    const movement: Movement = {
      ...{ day, partyId, fromBatchId: from, toBatchId: from, from: stockAccount(site), to: WORLD.charged },
      holding: part,
      countsOf: () => [
        { measure: 'consumed', sign: 1 },
        { measure: 'substituted', sign: 1 },
      ],
      usabilityPpmOf: ({ agreementId }) => Math.round((factors.get(agreementId ?? '') ?? 1) * 1_000_000),
    };
    batch.holding = difference(batch.holding, part);
    this.charges.set(code, { batch: from, postings: this.ledger.book([movement]) });
  }

  reverse({ at, charge }: Reversed): void {
    const booked = this.charges.get(charge);
    if (!booked) throw new Error(`${at}: there is no charge ${charge}.`);
    const batch = this.batch(booked.batch, at);
    this.ledger.post(booked.postings.map(turned));
    const given = booked.postings.map(({ commodity, agreementId, origin, massMg }) => {
      return { commodity, agreementId, origin, massMg };
    });
    batch.holding = sumOf(batch.holding, given);
  }
}
