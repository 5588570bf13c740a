import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DemoDesk } from './desk.js';
import type { DemoEvent, Received, RunClosed, Shipped } from './events.js';
import { agree, enterParties, idOf, type Places } from './people.js';
import { ProductionLoader } from './production-loader.js';
import { shiftedDay } from '../../domain/measure/time.js';
import { importQuarter, type ImportedFile } from './quarter.js';
import type { Story } from './story.js';
import type { StoryClock } from './story-clock.js';

/** Before the term begins; the parties have been entered a week earlier. */
const SIGNED_DAYS_BEFORE = 17;
/** Everything is recorded in the evening of its day. */
const RECORDED = 'T22:00:00Z';

interface Created {
  readonly id: string;
}

export interface Telling {
  readonly story: Story;
  /** Told after each month, with the number of its entries. */
  readonly onMonth?: (month: string, entries: number) => void;
  /** Told after each file of the second plant. */
  readonly onFile?: (done: ImportedFile) => void;
}

/**
 * Loads the demo year into an empty service by way of its API, and ends the clock's story. What the year leaves open can be
 * gone on with at once: nothing in it lies later than the evening of its last day.
 */
export async function loadDemo(
  app: NestFastifyApplication,
  clock: StoryClock,
  { story: { plan, events, period }, onMonth, onFile }: Telling,
): Promise<void> {
  const desk = new DemoDesk(app);
  const places = await enterParties(desk, plan.people);
  clock.tell(Date.parse(`${shiftedDay(period.from, -SIGNED_DAYS_BEFORE)}T15:00:00Z`));
  const agreements = new Map<string, string>();
  for (const agreement of plan.people.agreements) {
    agreements.set(agreement.key, await agree(desk, plan, agreement, places));
  }
  const loader = new DemoLoader(desk, places, agreements);
  for (const [month, ofMonth] of byMonth(events)) {
    for (const event of ofMonth) {
      clock.tell(Date.parse(event.at.slice(0, 10) + RECORDED));
      await loader.enter(event);
    }
    onMonth?.(month, ofMonth.length);
  }
  clock.tell(Date.parse(period.to + RECORDED));
  const siteId = idOf(places.sites, plan.quarter.site);
  await importQuarter(desk, plan.quarter, { siteId, onFile: (done) => onFile?.(done) });
  await desk.leave();
  clock.end();
}

function byMonth(story: readonly DemoEvent[]): ReadonlyMap<string, readonly DemoEvent[]> {
  const months = new Map<string, DemoEvent[]>();
  for (const event of story) {
    const month = event.at.slice(0, 7);
    const events = months.get(month) ?? [];
    events.push(event);
    months.set(month, events);
  }
  return months;
}

/** Enters what happened, one request each, and keeps the ids that the service gives for the story's codes. */
class DemoLoader {
  private readonly batches = new Map<string, string>();
  private readonly shipments = new Map<string, string>();
  private readonly entries = new Map<string, string>();
  private readonly production: ProductionLoader;

  constructor(
    private readonly desk: DemoDesk,
    private readonly places: Places,
    private readonly agreements: ReadonlyMap<string, string>,
  ) {
    this.production = new ProductionLoader(desk, places);
  }

  async enter(event: DemoEvent): Promise<void> {
    const { at: occurredAt, by } = event;
    switch (event.what) {
      case 'by-product':
      case 'supply': {
        const path = event.what === 'supply' ? '/supplies' : '/batches';
        const body = { siteId: this.site(event.site), occurredAt, ...event.body };
        this.batches.set(event.body.code, (await this.desk.post<Created>(by, path, body)).id);
        return;
      }
      case 'assay':
        return this.desk.post(by, `/batches/${this.batch(event.batch)}/assays`, event.body);
      case 'disposition':
        return this.desk.post(by, `/batches/${this.batch(event.batch)}/dispositions`, { occurredAt, ...event.body });
      case 'shipment':
        return this.ship(event);
      case 'receipt':
        return this.receive(event);
      case 'settlement': {
        const lines = [{ batchId: this.batch(event.batch), dryKg: event.dryKg }];
        return this.desk.post(by, `/shipments/${idOf(this.shipments, event.shipment)}/settlement`, { lines });
      }
      case 'run':
        return this.close(event);
      case 'charge': {
        const { code, site, batch, dryKg } = event;
        const body = { siteId: this.site(site), batchId: this.batch(batch), occurredAt, dryKg };
        this.entries.set(code, (await this.desk.post<{ entryId: string }>(by, '/charges', body)).entryId);
        return;
      }
      case 'reversal': {
        const path = `/entries/${idOf(this.entries, event.charge)}/reversal`;
        return this.desk.post(by, path, { reason: event.reason });
      }
      default:
        return this.production.enter(event);
    }
  }

  private async ship({ at: occurredAt, by, code, from, to, agreement, batches, documents }: Shipped): Promise<void> {
    const { id } = await this.desk.post<Created>(by, '/shipments', {
      fromSiteId: this.site(from),
      toSiteId: this.site(to),
      batchIds: batches.map((batch) => this.batch(batch)),
      documents,
      ...(agreement ? { agreementId: idOf(this.agreements, agreement) } : {}),
    });
    this.shipments.set(code, id);
    await this.desk.post(by, `/shipments/${id}/dispatch`, { occurredAt, seal: code });
  }

  /** What is refused in part becomes a batch of its own, which the story knows by the code that it gets. */
  private async receive({ at: occurredAt, by, shipment, lines }: Received): Promise<void> {
    const answer = await this.desk.post<{ lines: readonly { batchId: string; refusedBatchId: string | null }[] }>(
      by,
      `/shipments/${idOf(this.shipments, shipment)}/receipt`,
      { occurredAt, lines: lines.map(({ batch, ...line }) => ({ batchId: this.batch(batch), ...line })) },
    );
    for (const { batch } of lines) {
      const id = this.batch(batch);
      const refused = answer.lines.find(({ batchId }) => batchId === id)?.refusedBatchId;
      if (refused && refused !== id) this.batches.set(`${batch}/R1`, refused);
    }
  }

  private async close({ at: occurredAt, by, site, inputs, body }: RunClosed): Promise<void> {
    const { outputs } = await this.desk.post<{ outputs: readonly Created[] }>(by, '/runs', {
      siteId: this.site(site),
      occurredAt,
      inputs: inputs.map((code) => ({ batchId: this.batch(code) })),
      ...body,
    });
    for (const [index, { code }] of body.outputs.entries()) this.batches.set(code, outputs[index]?.id ?? '');
  }

  private site(code: string): string {
    return idOf(this.places.sites, code);
  }

  private batch(code: string): string {
    return idOf(this.batches, code);
  }
}
