import { writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { DatabaseConfig } from '../../src/config/config.js';
import { gate } from './gate.js';
import { TestApp } from './test-app.js';

/** A write, as it is sent again after the process that it was sent to is gone. */
export interface Write {
  readonly url: string;
  readonly body: object;
  readonly token: string;
  readonly key: string;
}

/** What a process is told that is going to be killed: to serve, or to kill itself in the middle of a group of writes. */
export interface KilledPlan {
  readonly database: DatabaseConfig;
  readonly group?: readonly Write[];
}

/** The last line of a group that has been told something. */
export const TOLD = 'told';

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function serve(app: TestApp): Promise<void> {
  await app.nest.listen(0, '127.0.0.1');
  say(String((app.nest.getHttpServer().address() as AddressInfo).port));
}

/** Ends when all but the last unit of a group have been decided, each in a savepoint of its own, and none is stored. */
async function endInGroup(app: TestApp, writes: readonly Write[]): Promise<void> {
  const [begun, complete] = [gate(), gate()];
  void app.work.run(async () => {
    begun.open();
    await complete.opened;
  });
  await begun.opened;
  for (const [index, { url, body, token, key }] of writes.entries()) {
    void app.post(url, body, { token, headers: { 'idempotency-key': key } }).then(() => say(TOLD));
    while (app.work.groups.length <= index) await setImmediate();
  }
  void app.work.run(async (tx) => {
    await tx.query(`INSERT INTO "sign_in_failures" VALUES ('half', 0, 0, NULL)`);
    say('kill');
    process.kill(process.pid, 'SIGKILL');
  });
  complete.open();
}

const plan = JSON.parse(process.argv[2] ?? '') as KilledPlan;
const app = await TestApp.start({}, { config: plan.database, drop: async () => undefined });
app.work.groups.mostMs = Infinity;
await (plan.group ? endInGroup(app, plan.group) : serve(app));
