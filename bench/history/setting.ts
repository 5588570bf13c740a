import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../../src/config/config.js';
import { createApp } from '../../src/app/create-app.js';
import type { AgreementFacts } from '../../src/domain/agreement/agreement.js';
import { Database } from '../../src/database/index.js';
import { AgreementsQueries, type CoveringVersion } from '../../src/modules/agreements/index.js';
import { PartiesQueries, type SiteFacts } from '../../src/modules/parties/index.js';

/** The ten years of every history. */
export const TERM = { from: '2026-01-01', to: '2035-12-31' } as const;

const ADMIN = { email: 'platform@bench.example', password: 'a platform password' };
const PASSWORD = 'a password for the bench';

/** A party with one site, and its admin, who does everything. */
export interface Side {
  readonly partyId: string;
  readonly userId: string;
  readonly token: string;
  readonly site: SiteFacts;
}

/** What every history plays between. */
export interface Setting {
  readonly plant: Side;
  readonly recycler: Side;
  readonly covering: CoveringVersion;
  readonly agreement: AgreementFacts;
}

/** A database of the bench, and who plays in it. */
export interface BenchDatabase {
  readonly path: string;
  readonly setting: Setting;
}

/** The service's configuration for a database of the bench. */
export function benchConfig(path: string): Config {
  return {
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    rateLimitPerSecond: 1_000_000,
    database: { kind: 'sqlite', path },
    admin: ADMIN,
    requestTimeoutSeconds: 60,
    logLevel: 'error',
  };
}

/** Enters plant, recycler and their ten-year agreement into a new database, as people would. */
export async function enterSetting(path: string): Promise<Setting> {
  const app = await createApp(benchConfig(path));
  try {
    const desk = new Desk(app);
    const platform = await desk.signIn(ADMIN.email, ADMIN.password);
    const plant = await desk.side(platform, { key: 'plant', role: 'generator', timeZone: 'America/New_York' });
    const recycler = await desk.side(platform, { key: 'recycler', role: 'recycler', timeZone: 'America/Toronto' });
    const { id } = await desk.post('/agreements', agreementOf(plant, recycler), plant.token);
    for (const { token } of [plant, recycler]) await desk.post(`/agreements/${id}/signatures`, {}, token);
    const { manager } = app.get(Database);
    const place = { siteId: plant.site.id, stream: '*', day: TERM.from };
    const covering = await app.get(AgreementsQueries).covering(manager, place);
    const agreement = await app.get(AgreementsQueries).facts(manager, id);
    if (!covering || !agreement) throw new Error('The agreement of the bench is not in force.');
    return { plant, recycler, covering, agreement };
  } finally {
    await app.close();
  }
}

function agreementOf(plant: Side, recycler: Side): object {
  return {
    reference: 'BENCH',
    title: 'Full by-product recycling',
    exclusive: true,
    coverageTargetPct: 100,
    generatorId: plant.partyId,
    recyclerId: recycler.partyId,
    startsOn: TERM.from,
    endsOn: TERM.to,
    scope: { siteIds: [plant.site.id], streams: ['*'] },
    terms: {
      weightTolerancePct: 0.5,
      settleOn: 'receiver',
      confirmWithinDays: 10,
      carveOuts: ['recycler-refused', 'research-sample'],
    },
  };
}

interface SidePlan {
  readonly key: string;
  readonly role: string;
  readonly timeZone: string;
}

/** Requests to the service's own API, without a socket. */
class Desk {
  constructor(private readonly app: NestFastifyApplication) {}

  async post(path: string, body: object, token: string): Promise<{ readonly id: string; readonly token: string }> {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await this.app.inject({ method: 'POST', url: `/api/v1${path}`, payload: body, headers });
    if (answer.statusCode >= 300) throw new Error(`POST ${path} answered ${answer.statusCode}: ${answer.payload}`);
    return JSON.parse(answer.payload) as { id: string; token: string };
  }

  /** Signs in and answers a token. */
  async signIn(email: string, password: string): Promise<string> {
    const login = await this.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password } });
    const [cookie] = login.cookies;
    if (!cookie) throw new Error(`${email} could not sign in: ${login.payload}`);
    const made = await this.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      payload: { name: 'bench' },
      headers: { cookie: `${cookie.name}=${cookie.value}`, origin: 'http://localhost', host: 'localhost' },
    });
    return (JSON.parse(made.payload) as { token: string }).token;
  }

  async side(platform: string, { key, role, timeZone }: SidePlan): Promise<Side> {
    const { id } = await this.post('/parties', { name: key, roles: [role], country: 'US' }, platform);
    const site = { code: key.toUpperCase(), name: `${key} site`, country: 'US', timeZone };
    const { id: siteId } = await this.post(`/parties/${id}/sites`, site, platform);
    const email = `admin@${key}.example`;
    const person = { email, name: `${key} admin`, password: PASSWORD, role: 'admin' };
    const { id: userId } = await this.post(`/parties/${id}/users`, person, platform);
    const facts = await this.app.get(PartiesQueries).site(siteId);
    if (!facts) throw new Error('A site that was entered is not there.');
    return { partyId: id, userId, token: await this.signIn(email, PASSWORD), site: facts };
  }
}
