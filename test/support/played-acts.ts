import { rowsAdded, type Act } from '../../src/domain/acts/act.js';
import { assayOf, decideAssay } from '../../src/domain/acts/assay.js';
import type { GivenByProduct, GivenSupply } from '../../src/domain/acts/born.js';
import { chargedUsabilityPpm, decideCharge } from '../../src/domain/acts/charge.js';
import { decideCloseRun, type GivenRun } from '../../src/domain/acts/close-run.js';
import { decideDispatch } from '../../src/domain/acts/dispatch.js';
import {
  decideCount,
  decideDisposition,
  type DispositionFacts,
  type GivenDisposition,
} from '../../src/domain/acts/dispose.js';
import { COUNT_KIND } from '../../src/domain/acts/dispositions.js';
import { decideLog, decideSupply } from '../../src/domain/acts/log.js';
import type { GivenReceipt, Weighed } from '../../src/domain/acts/receipt.js';
import { decideReceive } from '../../src/domain/acts/receive.js';
import { decideSettle, requireNameable } from '../../src/domain/acts/settle.js';
import { decidePlan, type Load, type ShipmentPapers } from '../../src/domain/acts/ship.js';
import { sidesOn } from '../../src/domain/acts/shipment-change.js';
import type { Place } from '../../src/domain/acts/shipment.js';
import { decideSplit } from '../../src/domain/acts/split.js';
import { decideStamp } from '../../src/domain/acts/stamp.js';
import type { CompositionPpm } from '../../src/domain/matter/composition.js';
import type { Past } from '../../src/domain/measure/events.js';
import { ofMg, type Mg } from '../../src/domain/measure/quantities.js';
import { membersOf } from '../../src/domain/sight/seers.js';
import type { CountedLife } from '../../src/domain/acts/count-guard.js';
import { Play } from './play.js';

/** What one line of a receipt says of a batch. */
export type ReceivedLine = Weighed & { readonly batchId: string };

/** A batch that comes to be, by the name that it is given. */
interface Born {
  readonly id: string;
  readonly code: string;
  readonly siteId: string;
}

/** What is known of it: the agreement that covers it, and what its assay says. */
interface Known {
  readonly agreementId: string | null;
  readonly composition: CompositionPpm | null;
}

/** A shipment with what is said of it beside its batches. */
interface Planned {
  /** Its identifier, where it has one already. */
  readonly id?: string;
  readonly papers?: Partial<ShipmentPapers>;
  readonly load?: Partial<Load>;
}

/** A run with its inputs: milligrams by batch, or null for all that is left. */
export type PlayedRun = Pick<
  GivenRun,
  'kind' | 'custodyModel' | 'overrideReason' | 'feeds' | 'outputs' | 'residues'
> & {
  readonly siteId: string;
  readonly inputsMg: Readonly<Record<string, number | null>>;
};

/** The acts themselves, each decided by the domain from what stands in the arrays. */
export abstract class PlayedActs extends Play {
  bring({ id, code, siteId }: Born, given: GivenByProduct | GivenSupply, known: Known): void {
    const birth = { id, code, site: this.place(siteId), moment: this.next(), by: this.by([`assay of ${id}`]) };
    const { by, site } = birth;
    const of = { id: by.newId(), batchId: id, partyId: site.partyId, by };
    const assay = known.composition && assayOf(of, this.found(known.composition));
    const facts = this.agreements.get(known.agreementId ?? '');
    const covering = facts ? { ...facts, agreementId: facts.id, version: 1 } : null;
    const { catalogue } = this;
    if ('product' in given) this.enact(decideSupply(birth, given, { assay, catalogue }));
    else this.enact(decideLog(birth, given, { assay, catalogue, covering }));
  }

  assay(id: string, composition: CompositionPpm): void {
    const { rootId, partyId } = this.batch(id);
    const { at, on } = this.now();
    const family = this.family(rootId);
    const past: Past = new Map(family.members.map((member) => [member.id, { lastAt: at, movedOn: on }]));
    const facts = { batchId: id, rootId, partyId, families: new Map([[rootId, family]]), run: null, past };
    const { catalogue } = this;
    this.enact(decideAssay({ ...facts, timeZone: 'UTC', by: this.by(), catalogue }, this.found(composition)));
  }

  /** A breach that is told was one: the agreement counts as exclusive then. */
  end(id: string, said: Partial<GivenDisposition> & Pick<GivenDisposition, 'kind'>): void {
    const given = { dryMg: null, reason: 'Played', destination: null, carveOut: null, breach: null, ...said };
    const { kind } = given;
    const { agreementId } = this.batch(id);
    const agreement = this.agreements.get(agreementId ?? '');
    const [version] = agreement?.versions ?? [];
    const exclusive = Boolean(version?.exclusive) || given.breach !== null;
    const carveOuts = version?.terms.carveOuts ?? [];
    const facts: DispositionFacts = {
      ...this.drawing(id),
      isAdmin: true,
      covering: agreement ? { ...agreement, agreementId: agreement.id, exclusive, carveOuts } : null,
    };
    const life: CountedLife = { baseMg: 0, tolerancePpm: null, takenMg: 0, addedMg: 0 };
    this.enact(kind === COUNT_KIND ? decideCount(facts, given, life) : decideDisposition(facts, { ...given, kind }));
  }

  split(id: string, partsMg: Readonly<Record<string, number>>): void {
    const parts = Object.entries(partsMg).map(([code, dryMg]) => ({ code, dryMg: ofMg(dryMg), pieces: undefined }));
    const facts = { ...this.drawing(id, Object.keys(partsMg)), partsHad: 0, went: this.went(id) };
    this.enact(decideSplit(facts, parts));
  }

  /** Batches planned and on their way. @returns the shipment's identifier: the name that it is given, or one that is made */
  dispatch(id: string, batchIds: readonly string[], toSiteId: string, agreementId: string | null = null): string {
    this.next();
    const cover = { agreementId, isSeen: true, today: this.now().on };
    const plan = this.plan(batchIds, this.place(toSiteId), { id, load: { cover } });
    const [shipment] = rowsAdded(plan, 'shipment');
    this.leave(shipment?.id ?? '', { before: [plan] });
    return shipment?.id ?? '';
  }

  /** What a shipment is planned from, as far as nothing else is said. */
  load(ids: readonly string[], more: Partial<Load> = {}): Load {
    return {
      batches: this.batchesOf(ids),
      stocks: this.stocksOf(ids),
      disputed: new Set(),
      agreements: this.agreements,
      cover: { agreementId: null, isSeen: true, today: this.now().on },
      mayBreach: true,
      ...more,
    };
  }

  plan(ids: readonly string[], to: Place, { id, papers, load }: Planned = {}): Act {
    const from = this.place(this.batch(ids[0] ?? '').siteId);
    const by = this.by(id === undefined ? [] : [id]);
    return this.enact(decidePlan(from, to, { ...NO_PAPERS, ...papers }, { load: this.load(ids, load), by }));
  }

  leave(id: string, { seal = null, before }: Leaving = {}): Act {
    const held = this.held(id);
    const ids = held.lines.map(({ batchId }) => batchId);
    const { batches, stocks, agreements } = this.load(ids);
    const leaving = { ...held, batches, stocks, agreements, sight: this.sightOf(ids), moment: this.now(), seal };
    return this.enact(decideDispatch({ ...leaving, by: this.by() }), before);
  }

  /** What is refused becomes a batch of its own, `<id>/R1`, unless all is refused. */
  receiveAll(shipmentId: string, lines: readonly ReceivedLine[]): Act {
    return this.receiveAs(
      shipmentId,
      lines.map(({ batchId, ...weighed }) => {
        const [grossMg, tareMg] = [ofMg(weighed.grossMg), ofMg(weighed.tareMg)];
        return { batchId, weighed, grossMg, tareMg, refusalReason: null, note: null };
      }),
    );
  }

  receiveAs(shipmentId: string, given: readonly GivenReceipt[]): Act {
    const held = this.held(shipmentId);
    const ids = held.lines.map(({ batchId }) => batchId);
    const partsHad = new Map(ids.map((id) => [id, this.refusedOf(id)]));
    const parts = held.lines.flatMap(({ batchId }) => {
      const line = given.find((one) => one.batchId === batchId)?.weighed;
      const isPart = line && line.refusedNetMg > 0 && line.refusedNetMg < line.grossMg - line.tareMg;
      return isPart ? [`${batchId}/R${(partsHad.get(batchId) ?? 0) + 1}`] : [];
    });
    return this.enact(
      decideReceive({
        ...held,
        batches: this.batchesOf(ids),
        given,
        faults: [],
        transits: this.transitsOf(ids),
        weighedBefore: new Set(),
        partsHad,
        agreements: this.agreements,
        compositions: this.compositionsOf(ids),
        catalogue: this.catalogue,
        sight: this.sightOf(ids),
        moment: this.next(),
        by: this.by(parts),
      }),
    );
  }

  /** One side names figures for what arrived; where the other has named the same, they are settled. */
  name(
    shipmentId: string,
    partyId: string,
    figures: Readonly<Record<string, number>>,
    before: readonly Act[] = [],
  ): Act {
    const ids = Object.keys(figures);
    const given = Object.entries(figures).map(([batchId, dryMg]) => ({ batchId, dryMg: ofMg(dryMg) }));
    const settling = {
      batches: new Map(ids.map((id) => [id, this.batch(id)])),
      stocks: this.stocksOf(ids),
      dispatched: new Map(ids.map((id) => [id, this.weighed(id)?.weighing.dispatched ?? []])),
      compositions: this.compositionsOf(ids),
      catalogue: this.catalogue,
      agreements: this.agreements,
      lastDraws: new Map(),
      lives: new Map(),
      moment: this.now(),
      by: this.by(),
    };
    const naming = { ...this.held(shipmentId), partyId, isAdmin: true, given };
    requireNameable(naming);
    return this.enact(decideSettle(naming, settling), before);
  }

  /** The second signature of an agreement, for a family that is still in hand. */
  sign(rootId: string, agreementId: string): void {
    const { members, history } = this.family(rootId);
    const agreement = this.agreements.get(agreementId);
    const act = agreement
      ? decideStamp(agreement, {
          root: this.batch(rootId),
          members,
          postings: history.flatMap(({ postings }) => postings),
          kinds: history.map(({ kind }) => kind),
          moment: this.now(),
          by: this.by(),
        })
      : null;
    if (act) this.enact(act);
  }

  close(code: string, { siteId, inputsMg, ...given }: PlayedRun): Act {
    const moment = this.next();
    const ids = Object.keys(inputsMg);
    const sources = ids.map((id) => ({ batch: this.batch(id), stock: this.stockOf(id), assay: this.assayOf(id) }));
    const context = {
      sides: sidesOn(this.agreements, moment.localOn),
      recoveredFor: new Map(ids.map((id) => [id, this.recoveredFor(id)])),
      members: new Map([...this.agreements].map(([id, facts]) => [id, membersOf(facts)])),
    };
    const made = given.outputs.flatMap((output) => [output.code ?? '', `assay of ${output.code}`]);
    const by = this.by([code, ...made]);
    const facts = { runId: by.newId(), site: this.place(siteId), moment, by, sources, past: new Map(), context };
    const run = { ...given, code, startedAt: moment.at, drawsMg: ids.map((id) => drawOf(inputsMg[id])) };
    return this.enact(decideCloseRun({ ...facts, catalogue: this.catalogue }, run));
  }

  charge(id: string, dryMg?: number): Act {
    const { product } = this.batch(id);
    const drawing = this.drawing(id);
    const factorsOf = (agreementId: string) => this.agreements.get(agreementId)?.versions[0]?.terms.usabilityPpm;
    const defaultPpm = this.catalogue.product(product ?? '')?.usabilityPpm;
    const usability = { product, defaultPpm, factorsOf };
    return this.enact(
      decideCharge(
        { ...drawing, usabilityOf: (group) => chargedUsabilityPpm(group, usability), heat: null },
        drawOf(dryMg) ?? undefined,
      ),
    );
  }

  private drawing(id: string, ids: readonly string[] = []) {
    const batch = this.batch(id);
    const moment = this.next();
    const side = { partyId: batch.holderId, siteId: batch.siteId };
    const sides = sidesOn(this.agreements, moment.localOn);
    return { batch, stock: this.stockOf(id), moment, side, by: this.by(ids), sides };
  }

  /** How many parts of a batch have been refused before. */
  protected refusedOf(id: string): number {
    return this.linesOf(id).filter(({ refusedBatchId: part }) => part !== null && part !== id).length;
  }

  private recoveredFor(id: string): ReadonlySet<string> {
    const { rootId } = this.batch(id);
    const runId = this.batches.get(rootId)?.runId;
    const shares = this.all('runShare').filter((share) => share.runId === runId && share.recovered);
    return new Set(shares.map(({ agreementId }) => agreementId));
  }
}

interface Leaving {
  readonly seal?: string | null;
  /** What was done for it beside the books. */
  readonly before?: readonly Act[];
}

const NO_PAPERS: ShipmentPapers = {
  carrier: null,
  documents: [],
  plannedOn: null,
  carveOut: null,
  breachReason: null,
  reason: null,
};

function drawOf(massMg: number | null | undefined): Mg | null {
  return typeof massMg === 'number' ? ofMg(massMg) : null;
}
