import { readdir } from 'node:fs/promises';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ownTemp } from './support/own-temp.js';
import { TestApp } from './support/test-app.js';
import { buildWorld, type World } from './support/world.js';

describe('a file on its way in', () => {
  let app: TestApp;
  let world: World;
  let temp: Awaited<ReturnType<typeof ownTemp>>;

  beforeAll(async () => {
    app = await TestApp.start();
    world = await buildWorld(app);
    await app.nest.listen(0, '127.0.0.1');
    temp = await ownTemp();
  });
  afterAll(async () => {
    await temp.giveBack();
    await app.stop();
  });

  const TEXT = 'code,stream\nA,sintered-rejects\n';
  /** The first half of a file, from a client that then waits. */
  async function begun(token: string | null): Promise<Socket> {
    const { port } = app.nest.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const path = `/api/v1/imports?kind=by-products&siteId=${world.plant.sites[0]}`;
    const headers = [
      `POST ${path} HTTP/1.1`,
      'host: localhost',
      'content-type: text/csv',
      `content-length: ${TEXT.length}`,
      ...(token === null ? [] : [`authorization: Bearer ${token}`]),
    ];
    socket.write(`${headers.join('\r\n')}\r\n\r\n${TEXT.slice(0, 10)}`);
    return socket;
  }

  async function files(many: number): Promise<string[]> {
    for (let turn = 0; turn < 1_000; turn += 1) {
      const names = await readdir(temp.folder);
      if (names.length === many) return names;
      await pause(10);
    }
    return readdir(temp.folder);
  }

  it.each([[null], ['lbk_made-up']])('is not kept of a client that is not signed in (%s)', async (token) => {
    const socket = await begun(token);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /);
    expect(await readdir(temp.folder)).toEqual([]);
    socket.destroy();
  });

  it('is forgotten where its client is gone before the end of it', async () => {
    const socket = await begun(world.plant.operator.token);
    expect(await files(1)).toHaveLength(1);
    socket.destroy();
    expect(await files(0)).toEqual([]);
  });

  it('is forgotten where its client is gone before the answer', async () => {
    const socket = await begun(world.plant.operator.token);
    expect(await files(1)).toHaveLength(1);
    socket.write(TEXT.slice(10), () => socket.destroy());
    expect(await files(0)).toEqual([]);
  });
});
