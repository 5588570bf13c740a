import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DemoPlan } from './plan.js';

interface Created {
  readonly id: string;
}

/** Enters the demo as people would: every step is a request to the service's own API. */
export class DemoLoader {
  private readonly tokens = new Map<string, string>();
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly plan: DemoPlan,
  ) {}

  /** @returns how many batches were logged */
  async load(admin: { email: string; password: string }): Promise<number> {
    await this.signIn(admin.email, admin.password);
    for (const { key, party, sites, users } of this.plan.parties) {
      const { id } = await this.post(admin.email, '/parties', party);
      this.ids.set(key, id);
      for (const site of sites)
        this.ids.set(site.code, (await this.post(admin.email, `/parties/${id}/sites`, site)).id);
      for (const user of users) {
        await this.post(admin.email, `/parties/${id}/users`, { ...user, password: this.plan.password });
        await this.signIn(user.email, this.plan.password);
      }
    }
    await this.agree();
    return this.logBatches();
  }

  private async agree(): Promise<void> {
    const { id } = await this.post('admin@plant.example', '/agreements', {
      ...this.plan.agreement,
      generatorId: this.ids.get('plant'),
      recyclerId: this.ids.get('recycler'),
      scope: { siteIds: [this.ids.get('MP1')], streams: ['*'] },
    });
    for (const email of ['admin@plant.example', 'admin@recycler.example']) {
      await this.post(email, `/agreements/${id}/signatures`, {});
    }
  }

  private async logBatches(): Promise<number> {
    let count = 0;
    for (const month of this.plan.months) {
      for (const { composition, ...batch } of this.plan.batches) {
        count += 1;
        const occurredAt = `${month}-${String(5 + count).padStart(2, '0')}T08:30:00-05:00`;
        const assay = composition && {
          laboratory: 'Plant laboratory',
          method: 'ICP-OES',
          sampledAt: occurredAt,
          composition,
        };
        await this.post('operator@plant.example', '/batches', {
          ...batch,
          ...{ siteId: this.ids.get('MP1'), code: `D-${String(count).padStart(4, '0')}`, occurredAt, alloy: 'NdFeB' },
          ...(assay ? { assay } : {}),
        });
      }
    }
    return count;
  }

  private async signIn(email: string, password: string): Promise<void> {
    const answer = await this.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password } });
    const cookie = answer.cookies[0];
    if (answer.statusCode >= 300 || !cookie) throw new Error(`${email} could not sign in: ${answer.payload}`);
    this.tokens.set(email, `${cookie.name}=${cookie.value}`);
  }

  private async post(email: string, path: string, payload: object): Promise<Created> {
    const answer = await this.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      payload,
      headers: { cookie: this.tokens.get(email) ?? '', origin: 'http://localhost', host: 'localhost' },
    });
    if (answer.statusCode >= 300) throw new Error(`POST ${path} answered ${answer.statusCode}: ${answer.payload}`);
    return JSON.parse(answer.payload) as Created;
  }
}
