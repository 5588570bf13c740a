import { inPpm } from '../../src/cli/demo/by-products.js';
import type { DemoEvent, RunClosed, Settled } from '../../src/cli/demo/events.js';
import type { DemoPlan } from '../../src/cli/demo/plan.js';
import { weightTerms } from '../../src/cli/demo/transport.js';
import { rowsAdded } from '../../src/domain/acts/act.js';
import { factsOf } from '../../src/domain/acts/run-facts.js';
import { decideRun, type RunDecision, type RunOutput } from '../../src/domain/acts/run.js';
import { sidesOn } from '../../src/domain/acts/shipment-change.js';
import { MEASURES, totalDeltas } from '../../src/domain/books/ledger.js';
import type { TotalRow } from '../../src/domain/books/totals.js';
import type { Catalogue } from '../../src/domain/matter/catalogue.js';
import { elementMassesMg, type CompositionPpm } from '../../src/domain/matter/composition.js';
import { DRY_MASS, totalMg, type Holding } from '../../src/domain/matter/holding.js';
import { momentAt, type Moment } from '../../src/domain/measure/events.js';
import { kgToMg, ofMg, pctToPpm, ppmOf } from '../../src/domain/measure/quantities.js';
import { ladderOf, type Ladder } from '../../src/domain/reports/ladder.js';
import { NOTHING_WITHOUT_ASSAY } from '../../src/domain/reports/without-assay.js';
import { agreementOf, byProduct, supplied } from './play.js';
import { PlayedActs } from './played-acts.js';

/**
 * The story played by the acts of the domain alone, without a database: what the service must come to.
 *
 * @throws Error where the story takes what is not there
 */
export class DemoBooks extends PlayedActs {
  readonly runs = new Map<string, RunDecision>();
  private readonly chargeEntries = new Map<string, string>();
  private at = 0;

  constructor(plan: DemoPlan, catalogue: Catalogue, story: readonly DemoEvent[]) {
    const { parties, agreements } = plan.people;
    const sitesOf = (key: string) => parties.filter((one) => one.key === key).flatMap(({ sites }) => sites);
    super(
      agreements.map(({ key, generator, recycler, processors, weights }) => {
        const { tolerancePpm: weightTolerancePpm, settleOn } = weightTerms(plan, key);
        const factors = Object.entries(weights.usabilityFactors ?? {});
        const usabilityPpm = Object.fromEntries(
          factors.map(([code, share]) => [code, ppmOf(Math.round(share * 1_000_000))]),
        );
        return agreementOf(
          { id: key, generatorId: generator, recyclerId: recycler },
          sitesOf(generator).map(({ code }) => code),
          { weightTolerancePpm, settleOn, usabilityPpm, processorIds: processors },
          true,
        );
      }),
      new Map(parties.flatMap(({ key, sites }) => sites.map(({ code }) => [code, key] as const))),
      catalogue,
    );
    for (const event of story) {
      const at = Date.parse(event.at);
      if (at < this.at) throw new Error(`${event.at} is told too late.`);
      this.at = at;
      this.happens(event);
    }
  }

  /** What is there or on the road, null where it is on the road; with the assay in force. */
  get lots(): ReadonlyMap<string, { site: string | null; composition: CompositionPpm | null; holding: Holding }> {
    return new Map(
      [...this.batches.values()].map(({ id, status, siteId }) => {
        const site = status === 'in-transit' ? null : siteId;
        return [id, { site, composition: this.assayOf(id)?.compositionPpm ?? null, holding: this.stockOf(id) }];
      }),
    );
  }

  /** The ladder of an agreement over the whole story. */
  ladder(agreementId: string): Ladder {
    const rows = totalDeltas(this.postings()).flatMap(({ subject, deltaMg: massMg, ...of }): TotalRow[] => {
      const measure = MEASURES.find((one) => one === subject);
      const { partyId, agreementId: ofId, origin, commodity, usabilityPpm } = of;
      return measure ? [{ measure, partyId, agreementId: ofId, origin, commodity, usabilityPpm, massMg }] : [];
    });
    const own = rows.filter((row) => row.agreementId === agreementId);
    const { generatorId = '', recyclerId = '' } = this.agreements.get(agreementId) ?? {};
    const bought = rows.filter((row) => row.agreementId !== agreementId && row.partyId === generatorId);
    const unassayed = [...this.lots.values()].filter(({ composition }) => composition === null);
    const onHandMg = unassayed.reduce((sum, { holding }) => sum + totalMg(holding, DRY_MASS), 0);
    return ladderOf({
      agreementId,
      generatorId,
      recyclerId,
      rareEarths: this.catalogue.rareEarths,
      rows: [...own, ...bought.filter(({ measure }) => measure === 'consumed')],
      cumulativeRows: own,
      // What has no assay waits at the plant.
      withoutAssay: { ...NOTHING_WITHOUT_ASSAY, generatedMg: ofMg(onHandMg), onHandMg: ofMg(onHandMg) },
    });
  }

  protected next(): Moment {
    return this.now();
  }

  protected now(): Moment {
    return momentAt(this.at, 'UTC');
  }

  private happens(event: DemoEvent): void {
    switch (event.what) {
      case 'by-product':
        return this.log(event);
      case 'supply': {
        const { body, site } = event;
        const given = { ...supplied(body.product, kgToMg(body.netKg)), ...body };
        const composition = inPpm(body.assay.composition);
        return this.bring({ id: body.code, code: body.code, siteId: site }, given, { agreementId: null, composition });
      }
      case 'assay':
        return this.assay(event.batch, inPpm(event.body.composition));
      case 'disposition': {
        const { kind, dryKg, carveOut = null } = event.body;
        return this.end(event.batch, { kind, carveOut, dryMg: dryKg === undefined ? null : kgToMg(dryKg) });
      }
      case 'shipment':
        return void this.dispatch(event.code, event.batches, event.to, event.agreement ?? null);
      case 'receipt':
        return void this.receiveAll(
          event.shipment,
          event.lines.map(({ batch: batchId, grossKg, tareKg, refusedKg = 0, pieces }) => {
            const gross = { grossMg: kgToMg(grossKg), tareMg: kgToMg(tareKg) };
            return { ...gross, batchId, refusedNetMg: kgToMg(refusedKg), ...(pieces === undefined ? {} : { pieces }) };
          }),
        );
      case 'settlement':
        return this.settle(event);
      case 'run':
        return this.run(event);
      case 'charge': {
        const { entry } = this.charge(event.batch, event.dryKg === undefined ? undefined : kgToMg(event.dryKg));
        return void this.chargeEntries.set(event.code, entry?.id ?? '');
      }
      case 'reversal':
        return this.reverse(this.chargeEntries.get(event.charge) ?? '');
      case 'balance-settings':
      case 'grade':
      case 'grade-version':
      case 'magnet-lot':
      case 'lot-end':
      case 'count':
      case 'loss':
        // No figure of an agreement depends on what is made of what was charged: the ladder of the books proves it.
        return;
    }
  }

  private log({ site: siteId, body }: Extract<DemoEvent, { what: 'by-product' }>): void {
    const given = byProduct({
      stream: body.stream,
      alloy: body.alloy,
      pieces: body.pieces ?? 1,
      containerId: body.containerId,
      estimated: body.estimated ?? false,
      reclaimable: body.reclaimableInProcess ?? null,
      grossMg: kgToMg(body.grossKg),
      tareMg: kgToMg(body.tareKg),
      moisturePpm: pctToPpm(body.moisturePct),
      oilPpm: pctToPpm(body.oilPct),
    });
    const agreementId = this.place(siteId).partyId === 'workshop' ? 'workshop' : 'plant';
    const composition = body.assay ? inPpm(body.assay.composition) : null;
    this.bring({ id: body.code, code: body.code, siteId }, given, { agreementId, composition });
  }

  /** Either side by one of its people. */
  private settle({ shipment, batch, dryKg, by }: Settled): void {
    const { fromPartyId, toPartyId } = this.held(shipment).shipment;
    const partyId = by.includes(`@${fromPartyId}.`) ? fromPartyId : toPartyId;
    this.name(shipment, partyId, { [batch]: kgToMg(dryKg) });
  }

  private run({ site: siteId, inputs, body }: RunClosed): void {
    const { kind, custodyModel } = body;
    const act = this.close(body.code, {
      kind,
      custodyModel,
      overrideReason: null,
      siteId,
      inputsMg: Object.fromEntries(inputs.map((code) => [code, null])),
      feeds: body.otherFeed.map(({ origin, description, dryKg, composition }) => {
        return {
          origin,
          originCountry: null,
          description,
          dryMg: kgToMg(dryKg),
          compositionPpm: inPpm(composition),
          belowLimit: null,
        };
      }),
      outputs: body.outputs.map(({ code, product, netKg, assay }) =>
        this.made(code, product, kgToMg(netKg), inPpm(assay.composition)),
      ),
      residues: body.residues.map(({ kind: what, destination, dryKg, composition }) => {
        return { kind: what, destination, dryMg: kgToMg(dryKg), compositionPpm: inPpm(composition) };
      }),
    });
    const [run] = rowsAdded(act, 'run');
    if (!run) throw new Error('A run was closed.');
    const parts = {
      inputs: rowsAdded(act, 'runInput'),
      feeds: rowsAdded(act, 'runFeed'),
      residues: rowsAdded(act, 'runResidue'),
      context: { sides: sidesOn(this.agreements, run.occurredOn), recoveredFor: new Map() },
    };
    const outputs = act.parts.map(({ row: { id: batchId, dryMg, product } }): RunOutput => {
      const made = this.catalogue.product(product ?? '')?.kind ?? 'recycled';
      const composition = this.assayOf(batchId)?.compositionPpm ?? {};
      return { batchId, kind: made, dryMg, elementsMg: elementMassesMg(dryMg, composition, this.catalogue) };
    });
    const decision = decideRun(factsOf(run, parts, outputs, this.catalogue));
    const order = [...this.catalogue.rareEarths];
    const warnings = [...decision.warnings].sort((a, b) => order.indexOf(a.element) - order.indexOf(b.element));
    this.runs.set(body.code, { ...decision, warnings });
  }
}
