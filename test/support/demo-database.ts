import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemo } from '../../src/cli/demo/load.js';
import type { DemoEvent } from '../../src/cli/demo/events.js';
import { readPlan } from '../../src/cli/demo/plan.js';
import { STORY_BEGINS, StoryClock, StoryIds } from '../../src/cli/demo/story-clock.js';
import type { Config } from '../../src/config/config.js';
import { createApp } from '../../src/create-app.js';
import { endedDemo } from './demo-command.js';
import { makeTestDatabase, type TestDatabase } from './test-database.js';

const plan = readPlan();

/** Of a service for the demo; it must not be used as it is, since its database is none. */
const DEMO_CONFIG: Config = {
  ...{
    port: 0,
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    rateLimitPerSecond: 100_000,
    logLevel: 'silent',
  },
  database: { kind: 'postgres', url: 'postgres://nobody:nothing@127.0.0.1:1/none' },
  admin: { email: plan.people.platformAdmin, password: plan.people.password },
};

/** The demo, or a part of its story, in a database of the suite: by the loader that the command has, without the command. */
export async function demoDatabase(story: readonly DemoEvent[]): Promise<TestDatabase> {
  const database = await makeTestDatabase();
  const clock = new StoryClock(STORY_BEGINS);
  const app = await createApp({ ...DEMO_CONFIG, database: database.config }, { clock, ids: new StoryIds(clock) });
  await loadDemo(app, clock, { plan, story });
  await app.close();
  return database;
}

/** The whole demo year as its command loads it, in a copy of the suite's own; with what the command printed. */
export async function demoByCommand(): Promise<TestDatabase & { readonly printed: string }> {
  const { LOOPBOOK_TEST_DEMO: loaded = '' } = process.env;
  const printed = await endedDemo(loaded);
  const folder = mkdtempSync(join(tmpdir(), 'loopbook-demo-'));
  const path = join(folder, 'demo.sqlite');
  copyFileSync(join(loaded, 'var/demo.sqlite'), path);
  return {
    ...{ printed, config: { kind: 'sqlite', path } },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
