import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly payload?: object;
  readonly headers: Record<string, string>;
}

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

/** Where the people of the demo sit: every step is a request to the service's own API, by the person who would make it. */
export class DemoDesk {
  private readonly tokens = new Map<string, { readonly id: string; readonly token: string }>();

  constructor(private readonly app: NestFastifyApplication) {}

  /** Signs a person in, who then works with a token: a session would end overnight. */
  async arrive(email: string, password: string): Promise<void> {
    const answer = await this.app.inject({ method: 'POST', url: '/api/v1/auth/login', payload: { email, password } });
    const cookie = answer.cookies[0];
    if (answer.statusCode >= 300 || !cookie) throw new Error(`${email} could not sign in: ${answer.payload}`);
    const headers = { cookie: `${cookie.name}=${cookie.value}`, origin: 'http://localhost', host: 'localhost' };
    this.tokens.set(email, await this.request(headers, '/tokens', { name: 'Demo year' }));
    await this.request(headers, '/auth/logout', {});
  }

  /** Takes the tokens back. */
  async leave(): Promise<void> {
    for (const [email, { id, token }] of this.tokens) {
      const headers = { authorization: `Bearer ${token}` };
      const { statusCode } = await this.app.inject({ method: 'DELETE', url: `/api/v1/tokens/${id}`, headers });
      if (statusCode >= 300) throw new Error(`The token of ${email} could not be revoked: ${statusCode}`);
    }
    this.tokens.clear();
  }

  /** @throws Error with the problem document where the service refuses */
  post<Body>(email: string, path: string, payload: object): Promise<Body> {
    return this.request<Body>(this.authorized(email), path, payload);
  }

  /** @throws Error with the problem document where the service refuses */
  get<Body>(email: string, path: string): Promise<Body> {
    return this.request<Body>(this.authorized(email), path, undefined, 'GET');
  }

  /** @throws Error with the problem document where the service refuses */
  async put(email: string, path: string, payload: object): Promise<void> {
    await this.request(this.authorized(email), path, payload, 'PUT');
  }

  /** Puts something in the place of the version that is there. @throws Error with the problem document where the service refuses */
  async replace(email: string, path: string, payload: object): Promise<void> {
    const headers = this.authorized(email);
    const { headers: found } = await this.send({ method: 'GET', path, headers });
    await this.request({ ...headers, 'if-match': String(found.etag) }, path, payload, 'PUT');
  }

  /** Sends a file. @throws Error with the problem document where the service refuses */
  sendCsv<Body>(email: string, path: string, file: Buffer): Promise<Body> {
    return this.request<Body>({ ...this.authorized(email), 'content-type': 'text/csv' }, path, file);
  }

  private authorized(email: string): Record<string, string> {
    const held = this.tokens.get(email);
    if (!held) throw new Error(`${email} has not arrived.`);
    return { authorization: `Bearer ${held.token}` };
  }

  private async request<Body>(
    headers: Record<string, string>,
    path: string,
    payload?: object,
    method: Request['method'] = 'POST',
  ): Promise<Body> {
    const answer = await this.send({ method, path, headers, ...(payload ? { payload } : {}) });
    return (answer.payload ? JSON.parse(answer.payload) : undefined) as Body;
  }

  private async send({ method, path, ...rest }: Request): Promise<Answer> {
    const answer = await this.app.inject({ method, url: `/api/v1${path}`, ...rest });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${answer.payload}`);
    return answer;
  }
}
