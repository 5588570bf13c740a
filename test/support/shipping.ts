import type { Answer, TestApp } from './test-app.js';
import { assayOf, sludge } from './loop.js';
import type { World, WorldParty } from './world.js';

interface Body {
  readonly id: string;
  readonly [field: string]: unknown;
}

export interface WeighedLine {
  readonly batchId: string;
  readonly grossKg: number;
  readonly tareKg: number;
  readonly [field: string]: unknown;
}

/** What operators do with shipments, over HTTP; each act fails where it is not answered as it should be. */
export class ShippingDesk {
  constructor(
    private readonly app: TestApp,
    private readonly world: World,
  ) {}

  /** A drum of the plant: 1,000 kg net, 880 kg dry, with 25 % Nd unless told otherwise. */
  async drum(more: Record<string, unknown> = {}): Promise<Body> {
    const body = sludge(this.world, { assay: assayOf({ Nd: 25 }), ...more });
    return this.done(await this.app.post('/batches', body, this.as(this.world.plant)), 201);
  }

  plan(batchIds: readonly string[], more: Record<string, unknown> = {}, by: WorldParty = this.world.plant) {
    const { plant, recycler } = this.world;
    const body = { fromSiteId: plant.sites[0], toSiteId: recycler.sites[0], batchIds, ...more };
    return this.app.post('/shipments', body, this.as(by));
  }

  async planned(batchIds: readonly string[], more: Record<string, unknown> = {}, by?: WorldParty): Promise<Body> {
    return this.done(await this.plan(batchIds, more, by), 201);
  }

  dispatch(id: string, more: Record<string, unknown> = {}, by: WorldParty = this.world.plant): Promise<Answer> {
    return this.app.post(
      `/shipments/${id}/dispatch`,
      { occurredAt: '2027-03-03T08:00:00-05:00', ...more },
      this.as(by),
    );
  }

  /** Planned and dispatched. */
  async sent(batchIds: readonly string[], more: Record<string, unknown> = {}, by?: WorldParty): Promise<Body> {
    const { id } = await this.planned(batchIds, more, by);
    return this.done(await this.dispatch(id, {}, by), 200);
  }

  receive(
    id: string,
    lines: readonly WeighedLine[],
    { by = this.world.recycler, ...more }: { by?: WorldParty } & Record<string, unknown> = {},
  ): Promise<Answer> {
    const body = { occurredAt: '2027-03-05T08:00:00-05:00', lines, ...more };
    return this.app.post(`/shipments/${id}/receipt`, body, this.as(by));
  }

  /** Received as announced, one drum: sent, weighed and in the recycler's stock. */
  async delivered(more: Record<string, unknown> = {}): Promise<Body> {
    const drum = await this.drum(more);
    const { id } = await this.sent([drum.id]);
    this.done(await this.receive(id, [asAnnounced(drum)]), 200);
    return drum;
  }

  settle(id: string, lines: readonly { batchId: string; dryKg: number }[], by: WorldParty): Promise<Answer> {
    return this.app.post(`/shipments/${id}/settlement`, { lines }, this.as(by));
  }

  as({ operator }: WorldParty): { token: string } {
    return { token: operator.token };
  }

  done(answer: Answer, status: number): Body {
    if (answer.status !== status) throw new Error(`Answered ${answer.status}: ${answer.text}`);
    return answer.body as Body;
  }
}

/** A line that says what the plant said. */
export function asAnnounced({ id, grossKg, tareKg }: Body): WeighedLine {
  return { batchId: id, grossKg: Number(grossKg), tareKg: Number(tareKg) };
}
