import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '../../src/common/clock.js';
import { HashCost } from '../../src/common/hash-cost.js';
import type { Config } from '../../src/config/config.js';
import { createApp } from '../../src/app/create-app.js';
import { Database, UnitOfWork } from '../../src/database/index.js';
import { Contract, type Exchange } from './contract.js';
import { makeTestDatabase, type TestDatabase } from './test-database.js';

/** A clock that tests set: what is under test must not depend on the day on which the tests run. */
export class TestClock extends Clock {
  constructor(public time: number = Date.parse('2027-06-30T12:00:00Z')) {
    super();
  }

  override now(): number {
    return this.time;
  }
}

/** As cheap as argon2 can be: what is under test is hardly ever the price, and every suite enters a world of people. */
class CheapHash extends HashCost {
  override readonly memoryCost = 8;
  override readonly timeCost = 1;
}

export const ADMIN = { email: 'platform@loopbook.test', password: 'a platform password' };

/** Of a service whose database is still to be said. */
export const CONFIG: Omit<Config, 'database'> = {
  port: 0,
  host: '127.0.0.1',
  publicUrl: null,
  trustProxy: false,
  admin: ADMIN,
  rateLimitPerSecond: 100_000,
  requestTimeoutSeconds: 60,
  logLevel: 'silent',
};

export interface Answer extends Pick<Exchange, 'status' | 'headers' | 'text'> {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Tests read answers freely; their expectations are the check.
  readonly body: any;
}

export interface RequestOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real app on a real, empty database. */
export class TestApp {
  private constructor(
    readonly nest: NestFastifyApplication,
    readonly clock: TestClock,
    readonly database: TestDatabase,
    readonly config: Config,
  ) {}

  static async start(
    more: Partial<Config> = {},
    database?: TestDatabase,
    hashCost: HashCost = new CheapHash(),
  ): Promise<TestApp> {
    const own = database ?? (await makeTestDatabase());
    const config: Config = { ...CONFIG, database: own.config, ...more };
    const clock = new TestClock();
    return new TestApp(await createApp(config, { clock, hashCost }), clock, own, config);
  }

  async stop(): Promise<void> {
    await this.nest.close();
    await this.database.drop();
  }

  get store(): Database {
    return this.nest.get(Database);
  }

  get work(): UnitOfWork {
    return this.nest.get(UnitOfWork);
  }

  get(url: string, options?: RequestOptions): Promise<Answer> {
    return this.send('GET', url, undefined, options);
  }

  post(url: string, body?: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('POST', url, body, options);
  }

  patch(url: string, body: unknown, options?: RequestOptions): Promise<Answer> {
    return this.send('PATCH', url, body, options);
  }

  /** A file as it is sent, byte by byte. */
  async bytes(url: string, token: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${token}` };
    return (await this.nest.inject({ method: 'GET', url: `/api/v1${url}`, headers })).rawPayload;
  }

  /**
   * `url` is below `/api/v1` unless it begins with `//`.
   *
   * @throws Error where the answer is not as the OpenAPI document tells
   */
  async send(method: string, url: string, body?: unknown, options: RequestOptions = {}): Promise<Answer> {
    const path = url.startsWith('//') ? url.slice(1) : `/api/v1${url}`;
    const isText = body === undefined || typeof body === 'string';
    const sent = isText || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const answer = await this.nest.inject({
      method: method as 'GET',
      url: path,
      headers: {
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...options.headers,
      },
      ...(sent === undefined ? {} : { payload: sent }),
    });
    const { statusCode: status, headers, payload: text } = answer;
    Contract.of(this.nest).check({
      method,
      url: path,
      sent: typeof sent === 'string' ? sent : undefined,
      status,
      headers,
      text,
    });
    const type = String(headers['content-type'] ?? '');
    return {
      status,
      headers,
      body: type.includes('json') && text ? (JSON.parse(text) as unknown) : null,
      text,
    };
  }
}
