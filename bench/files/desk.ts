import { setTimeout } from 'node:timers/promises';
import { expectStatus } from '../client.js';
import type { BenchDatabase } from '../history/setting.js';
import type { Server } from '../service.js';
import type { Format } from './by-products.js';

const TYPES = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;
const POLL_MS = 100;

/** How long a file took from its mapping to having been looked at, and from then to its end. */
export interface Timed {
  readonly lookingMs: number;
  readonly bookingMs: number;
  /** Processor time of the service for each row. */
  readonly processorMs: number;
}

/** What a person does with a file. */
export class FileDesk {
  constructor(
    private readonly server: Server,
    private readonly database: BenchDatabase,
  ) {}

  /** A file from its sending to its end. */
  async whole(format: Format, content: Buffer, rows: number): Promise<Timed> {
    const id = await this.send(format, content);
    const looking = performance.now();
    await this.map(id);
    await this.until(id, 'looked', rows);
    const [booking, before] = [performance.now(), this.server.processorMs()];
    await this.post(`/${id}/booking`, {});
    const { booked } = await this.until(id, 'done', rows);
    const bookingMs = performance.now() - booking;
    if (booked !== rows) throw new Error(`${booked} of ${rows} rows were booked.`);
    const processorMs = (this.server.processorMs() - before) / rows;
    return { lookingMs: booking - looking, bookingMs, processorMs };
  }

  private async send(format: Format, content: Buffer): Promise<string> {
    const { site, token } = this.database.setting.plant;
    const path = `/api/v1/imports?kind=by-products&siteId=${site.id}`;
    const sent = await this.server.client.upload(path, token, { type: TYPES[format], content });
    return (JSON.parse(expectStatus(sent, 202).text) as { id: string }).id;
  }

  private async map(id: string): Promise<void> {
    const { proposal, mapping } = await this.one(id);
    // A site's second file of the same columns is read as the first one was.
    if (mapping) return;
    const { token } = this.database.setting.plant;
    const put = await this.server.client.put(`/api/v1/imports/${id}/mapping`, token, JSON.stringify(proposal));
    expectStatus(put, 202);
  }

  private async post(path: string, body: object): Promise<void> {
    const { token } = this.database.setting.plant;
    expectStatus(await this.server.client.post(`/api/v1/imports${path}`, token, JSON.stringify(body)), 202);
  }

  private async until(id: string, state: string, rows: number): Promise<Shown> {
    for (;;) {
      const shown = await this.one(id);
      if (shown.state === state) return shown;
      if (shown.wrong > 0) throw new Error(`Of ${rows} rows ${shown.wrong} are wrong: ${JSON.stringify(shown.faults)}`);
      await setTimeout(POLL_MS);
    }
  }

  private async one(id: string): Promise<Shown> {
    const { token } = this.database.setting.plant;
    return JSON.parse(expectStatus(await this.server.client.get(`/api/v1/imports/${id}`, token), 200).text) as Shown;
  }
}

interface Shown {
  readonly state: string;
  readonly booked: number;
  readonly wrong: number;
  readonly faults: readonly object[];
  readonly proposal: object;
  readonly mapping: object | null;
}
