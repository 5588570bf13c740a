import { AgreementsQueries, type CoveringVersion } from '../../src/modules/agreements/index.js';
import { agreementBody } from './loop.js';
import type { Answer, TestApp } from './test-app.js';
import type { Person, World } from './world.js';

export const NOBODY = '01890000-0000-7000-8000-000000000000';
/** The clock of the tests stands at noon UTC of this day. */
export const TODAY = '2027-06-30';

/** The fields that an answer finds fault with, each once. */
export function pointersOf(answer: Answer): string[] {
  const { errors } = answer.body as { readonly errors: readonly { readonly pointer: string }[] };
  return [...new Set(errors.map(({ pointer }) => pointer))];
}

interface EditRequest {
  readonly version: number;
  readonly body?: object;
  readonly by?: Person;
}

/** What the admins of the plant and the recycler do with agreements, over HTTP. */
export class AgreementDesk {
  private count = 0;

  constructor(
    private readonly app: TestApp,
    private readonly world: World,
  ) {}

  /** A new site of the plant, so that no test meets the agreements of another. */
  async newSite(): Promise<string> {
    this.count += 1;
    const site = { code: `S-${this.count}`, name: `Site ${this.count}`, country: 'US', timeZone: 'America/New_York' };
    const { plant } = this.world;
    return idOf(await this.app.post(`/parties/${plant.id}/sites`, site, { token: plant.admin.token }));
  }

  /** An exclusive agreement of plant and recycler, ten years from 2027 on, for every stream of a site. */
  bodyFor(siteId: string, more: object = {}): Record<string, unknown> {
    this.count += 1;
    const { terms } = agreementBody(this.world);
    return agreementBody(this.world, {
      reference: `REF-${this.count}`,
      title: 'Full by-product recycling',
      scope: { siteIds: [siteId], streams: ['*'] },
      terms: { ...(terms as object), carveOuts: ['off-spec'] },
      ...more,
    });
  }

  write(body: object, token = this.world.plant.admin.token): Promise<Answer> {
    return this.app.post('/agreements', body, { token });
  }

  read(id: string, person: Person = this.world.plant.admin): Promise<Answer> {
    return this.app.get(`/agreements/${id}`, { token: person.token });
  }

  /** With the `ETag` of a version. */
  send(method: string, url: string, { version, body, by = this.world.plant.admin }: EditRequest): Promise<Answer> {
    return this.app.send(method, url, body, { token: by.token, headers: { 'if-match': `"${version}"` } });
  }

  sign(id: string, person: Person, headers: Record<string, string> = {}): Promise<Answer> {
    return this.app.post(`/agreements/${id}/signatures`, {}, { token: person.token, headers });
  }

  /** By the plant, then by the recycler, whose answer it is. */
  async signBoth(id: string): Promise<Answer> {
    await this.sign(id, this.world.plant.admin);
    return this.sign(id, this.world.recycler.admin);
  }

  async draft(more: object = {}): Promise<string> {
    return idOf(await this.write(this.bodyFor(await this.newSite(), more)));
  }

  /** An agreement that both sides have signed. */
  async signed(body: object): Promise<string> {
    return idOf(await this.signBoth(idOf(await this.write(body))));
  }

  covering(siteId: string, day: string, stream = 'strip-cast-slag'): Promise<CoveringVersion | null> {
    const { nest, store } = this.app;
    return nest.get(AgreementsQueries).covering(store.manager, { siteId, stream, day });
  }

  /** Does something at noon UTC of another day. */
  async at<T>(day: string, run: () => Promise<T>): Promise<T> {
    const { clock } = this.app;
    const { time } = clock;
    clock.time = Date.parse(`${day}T12:00:00Z`);
    try {
      return await run();
    } finally {
      clock.time = time;
    }
  }
}

function idOf(answer: Answer): string {
  if (answer.status !== 201) throw new Error(`Answered ${answer.status}: ${answer.text}`);
  return (answer.body as { readonly id: string }).id;
}
