import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import type { Moment } from '../../src/domain/measure/events.js';
import { DRY_MASS, groupsOf, totalMg, type Holding } from '../../src/domain/matter/holding.js';
import { postingsOf, type Movement } from '../../src/domain/books/ledger.js';
import { shownTo } from '../../src/domain/acts/act.js';
import { decideRun, type OtherFeed, type RunFacts } from '../../src/domain/acts/run.js';
import {
  arrivalOf,
  dispatchMovements,
  receiptMovements,
  type Leg,
  type Place,
} from '../../src/domain/acts/shipment.js';
import { AgreementsQueries } from '../../src/modules/agreements/index.js';
import { bornAt } from '../../src/domain/acts/born.js';
import type { BatchRow } from '../../src/modules/batches/batch.entity.js';
import { BatchStore } from '../../src/modules/batches/index.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import { Ledger, stockOf, type EntryRow } from '../../src/modules/ledger/index.js';
import { PartiesQueries, type SiteFacts } from '../../src/modules/parties/index.js';
import { ShipmentRow } from '../../src/modules/shipments/shipment.entity.js';
import { writeSight } from '../../src/modules/sight/index.js';
import type { TestApp } from './test-app.js';

interface Travel {
  readonly batchIds: readonly string[];
  readonly fromSiteId: string;
  readonly toSiteId: string;
  readonly agreementId?: string;
  readonly dispatchedAt: string;
  /** Left out: still on its way. */
  readonly receivedAt?: string;
}

interface Recycling {
  readonly siteId: string;
  readonly occurredAt: string;
  readonly inputs: readonly string[];
  readonly otherFeed?: readonly OtherFeed[];
  readonly output: {
    readonly product: string;
    readonly dryMg: number;
    readonly elementsMg: ReadonlyMap<string, number>;
  };
  /** Who sees the output, and how much of it. */
  readonly shownTo: readonly (readonly [partyId: string, sees: 'all' | 'share'])[];
}

/** Shipments and runs as they stand in the books, booked by the domain's own decisions and without the API. */
export class LoopByHand {
  constructor(private readonly app: TestApp) {}

  /** Batches dispatched, and received as announced. */
  ship(travel: Travel): Promise<{ shipmentId: string; dispatch: EntryRow; receipt: EntryRow | null }> {
    return this.app.work.run(async (tx) => {
      const [from, to] = [await this.site(tx, travel.fromSiteId), await this.site(tx, travel.toSiteId)];
      const [left, arrived] = [
        this.store.moment(travel.dispatchedAt, from),
        travel.receivedAt === undefined ? null : this.store.moment(travel.receivedAt, to),
      ];
      const batches = await this.store.lock(tx, travel.batchIds);
      const stocks = await stockOf(tx, travel.batchIds);
      const shipment = shipmentRow(travel, { from, to, left, arrived });
      await tx.insert(ShipmentRow, shipment);
      const shipmentId = shipment.id;
      const legs = batches.map((batch) => ({ batch, holding: stocks.get(batch.id) ?? [] }));
      const sides = await this.sidesOf(tx, legs.map(({ holding }) => holding).flat());
      const legOf = ({ id, kind }: BatchRow): Leg => ({
        ...{ shipmentId, from: placeOf(from), to: placeOf(to), batchId: id },
        ...{ byProduct: kind === 'by-product', leak: null, sides },
      });
      const subjectIds = [shipmentId, ...travel.batchIds];
      const out = legs.flatMap(({ batch, holding }) => dispatchMovements(legOf(batch), holding, left.on));
      const dispatch = await this.book(tx, {
        kind: 'dispatched',
        site: from,
        moment: left,
        subjectIds,
        movements: out,
      });
      for (const batch of batches) {
        await this.store.record(tx, dispatch, batch, { kind: 'dispatched' });
        await this.store.step(tx, batch, { step: 'plan', shipmentId });
        await this.store.step(tx, batch, { step: 'dispatch' });
      }
      await writeSight(
        tx,
        batches.map((batch) => shownTo(batch, [to.partyId])),
      );
      if (!arrived) return { shipmentId, dispatch, receipt: null };
      const days = { received: arrived.on, dispatched: left.on };
      const movements = legs.flatMap(({ batch, holding }) => {
        const masses = { receivedDryMg: totalMg(holding, DRY_MASS), refusedDryMg: 0 };
        const arrival = arrivalOf({ dispatched: holding, composition: null, catalogue }, masses);
        return receiptMovements(legOf(batch), arrival, days, null);
      });
      const receipt = await this.book(tx, { kind: 'received', site: to, moment: arrived, subjectIds, movements });
      for (const batch of batches) {
        await this.store.record(tx, receipt, batch, { kind: 'received' });
        const place = { siteId: to.id, holderId: to.partyId, shipmentId: null };
        await this.store.step(tx, batch, { step: 'receive', ...place, resting: 'received' });
      }
      return { shipmentId, dispatch, receipt };
    });
  }

  /** A recycling run over all that is left of its inputs, with one output. */
  recycle(run: Recycling): Promise<{ runId: string; batchId: string; entry: EntryRow }> {
    return this.app.work.run(async (tx) => {
      const site = await this.site(tx, run.siteId);
      const moment = this.store.moment(run.occurredAt, site);
      const [batches, stocks] = [await this.store.lock(tx, run.inputs), await stockOf(tx, run.inputs)];
      const output = outputRow(run, { site, moment });
      const facts: RunFacts = {
        ...{ runId: output.runId ?? '', siteId: site.id, partyId: site.partyId, day: moment.on },
        ...{ kind: 'recycling', custodyModel: 'controlled-blending', residues: [], overrideReason: null },
        inputs: batches.map(({ id, kind }) => {
          const drawn = stocks.get(id) ?? [];
          return { batchId: id, kind, drawn, named: new Set(drawn.map(({ commodity }) => commodity)) };
        }),
        otherFeed: run.otherFeed ?? [],
        sides: await this.sidesOf(tx, [...stocks.values()].flat()),
        outputs: [{ batchId: output.id, kind: 'recycled', ...run.output }],
      };
      await this.store.insert(tx, [output]);
      const subjectIds = [facts.runId, ...run.inputs, output.id];
      const { movements } = decideRun(facts);
      const entry = await this.book(tx, { kind: 'run', site, moment, subjectIds, movements });
      for (const batch of batches) {
        await this.store.record(tx, entry, batch, { kind: 'run' });
        await this.store.step(tx, batch, { step: 'end-processed' });
      }
      await writeSight(tx, [{ batch: output, sees: new Map(run.shownTo), hidden: [] }]);
      return { runId: facts.runId, batchId: output.id, entry };
    });
  }

  private get store(): BatchStore {
    return this.app.nest.get(BatchStore);
  }

  private async site(tx: EntityManager, id: string): Promise<SiteFacts> {
    const site = await this.app.nest.get(PartiesQueries).site(id, tx);
    if (!site) throw new Error(`There is no site ${id}.`);
    return site;
  }

  private sidesOf(tx: EntityManager, holding: Holding) {
    const ids = groupsOf(holding).flatMap(({ agreementId }) => agreementId ?? []);
    return this.app.nest.get(AgreementsQueries).sides(tx, [...new Set(ids)]);
  }

  private book(tx: EntityManager, { kind, site, moment, subjectIds, movements }: Act): Promise<EntryRow> {
    return this.app.nest.get(Ledger).book(tx, {
      ...{ kind, occurredAt: moment.at, occurredOn: moment.on, partyId: site.partyId, siteId: site.id, userId: null },
      ...{ subjectIds, postings: postingsOf(movements) },
    });
  }
}

interface Act {
  readonly kind: 'dispatched' | 'received' | 'run';
  readonly site: SiteFacts;
  readonly moment: Moment;
  readonly subjectIds: readonly string[];
  readonly movements: readonly Movement[];
}

function placeOf({ id, partyId }: SiteFacts): Place {
  return { siteId: id, partyId };
}

function outputRow({ output }: Recycling, { site, moment }: Pick<Act, 'site' | 'moment'>): BatchRow {
  const id = v7();
  return {
    ...bornAt({ id, code: `OUT-${id.slice(-6)}`, site, moment, by: { now: moment.at, userId: v7(), newId: v7 } }),
    ...{ kind: 'recycled', product: output.product, runId: v7(), netMg: output.dryMg, dryMg: output.dryMg },
  };
}

interface Way {
  readonly from: SiteFacts;
  readonly to: SiteFacts;
  readonly left: Moment;
  readonly arrived: Moment | null;
}

function shipmentRow({ agreementId }: Travel, { from, to, left, arrived }: Way): ShipmentRow {
  const id = v7();
  return {
    ...{ id, code: `SH-${id.slice(-6)}`, codeKey: `sh-${id.slice(-6)}` },
    ...{ status: arrived ? 'settled' : 'in-transit', agreementId: agreementId ?? null },
    ...{ fromPartyId: from.partyId, fromSiteId: from.id, toPartyId: to.partyId, toSiteId: to.id },
    ...{ carrier: null, documents: [], plannedOn: null, carveOut: null, breachReason: null, reason: null, seal: null },
    ...{ dispatchedAt: left.at, dispatchedOn: left.localOn, dispatchEventOn: left.on },
    ...{
      receivedAt: arrived?.at ?? null,
      receivedOn: arrived?.localOn ?? null,
      receiptEventOn: arrived?.on ?? null,
      createdAt: left.at,
      userId: null,
      version: 1,
    },
  };
}
