import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { HashCost } from '../src/common/index.js';
import { ADMIN, TestApp, type Answer } from './support/test-app.js';

const HEAD = 'POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

describe('requests that do not end', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await TestApp.start({ requestTimeoutSeconds: 1 });
    await app.nest.listen(0, '127.0.0.1');
  });
  afterEach(() => app.stop());

  const server = (): Server => app.nest.getHttpServer();

  async function opened(sent: string): Promise<Socket> {
    const socket = connect((server().address() as AddressInfo).port, '127.0.0.1').setEncoding('utf8');
    await once(socket, 'connect');
    socket.write(sent);
    return socket;
  }

  /** What the service says until the connection is closed, however that ends. */
  function lastWords(socket: Socket): Promise<string> {
    let text = '';
    socket.on('data', (part: string) => (text += part)).on('error', () => undefined);
    return new Promise((resolve) => socket.once('close', () => resolve(text)));
  }

  it('are cut in their body, with a problem document', async () => {
    const words = await lastWords(await opened(`${HEAD}Content-Length: 1000\r\n\r\n{"email":`));
    expect(words).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nContent-Type: application\/problem\+json\r\n/);
    expect(JSON.parse(words.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'request-timeout', status: 408 });
  });

  it('are cut in their body, though a little comes all the time', async () => {
    const socket = await opened(`${HEAD}Content-Length: 1000000\r\n\r\n`);
    const drip = setInterval(() => socket.write(' '), 50);
    const words = await lastWords(socket);
    clearInterval(drip);
    // Who goes on sending may lose what was answered with the connection.
    expect(words).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  it('are cut in their headers', async () => {
    expect(await lastWords(await opened('GET /health/live HTTP/1.1\r\nHost: '))).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('do not keep the service from closing', async () => {
    const socket = await opened(`${HEAD}Content-Length: 1000000\r\n\r\n`);
    await once(server(), 'request');
    const drip = setInterval(() => socket.write(' '), 50);
    const closing = lastWords(socket);
    await app.nest.close();
    await closing;
    clearInterval(drip);
    expect(server().listening).toBe(false);
  });

  it('and what is no request at all get a problem document too', async () => {
    const [nonsense, headers] = await Promise.all([
      opened('nonsense\r\n\r\n').then(lastWords),
      opened(`GET /health/live HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`).then(lastWords),
    ]);
    expect(nonsense).toMatch(/^HTTP\/1\.1 400 Bad Request\r\nContent-Type: application\/problem\+json/);
    expect(headers).toMatch(/^HTTP\/1\.1 431 [^\r]+\r\nContent-Type: application\/problem\+json/);
  });
});

describe('how long the service waits', () => {
  it('is a minute for a request, a quarter of it for its headers, and two for a connection in silence', async () => {
    const app = await TestApp.start();
    const { requestTimeout, headersTimeout, timeout } = app.nest.getHttpServer();
    await app.stop();
    expect([requestTimeout, headersTimeout, timeout]).toEqual([60_000, 15_000, 120_000]);
  });
});

describe('many who sign in at once', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start({}, undefined, new HashCost());
  });
  afterAll(() => app.stop());

  const signIn = (password = ADMIN.password): Promise<Answer> =>
    app.post('/auth/login', { email: ADMIN.email, password });

  it('wait for their turn, but not more than a hundred: all others are told to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 250 }, () => signIn()));
    const [taken, refused] = [200, 503].map((status) => answers.filter((answer) => answer.status === status));
    // Two have their turn while a hundred wait; as many more as have had theirs before all had come.
    expect(taken?.length).toBeGreaterThanOrEqual(102);
    expect(refused?.length).toBeGreaterThan(0);
    expect((taken?.length ?? 0) + (refused?.length ?? 0)).toBe(250);
    expect(refused?.[0]?.headers['retry-after']).toBe('5');
    expect(refused?.[0]?.body).toMatchObject({ code: 'service-busy', status: 503, type: '/problems/service-busy' });
    expect((await signIn()).status).toBe(200);
  });
});
