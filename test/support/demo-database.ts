import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemo } from '../../src/cli/demo/load.js';
import { readPlan } from '../../src/cli/demo/plan.js';
import { lastDayPassed, storyOf, type Story } from '../../src/cli/demo/story.js';
import { StoryClock, StoryIds } from '../../src/cli/demo/story-clock.js';
import { createApp } from '../../src/app/create-app.js';
import { nextDay, type Day, type Period } from '../../src/domain/measure/time.js';
import { catalogue } from '../../src/modules/catalogue/index.js';
import { endedDemo } from './demo-command.js';
import { CONFIG } from './test-app.js';
import { makeTestDatabase, type TestDatabase } from './test-database.js';

const plan = readPlan();

const ADMIN = { email: plan.people.platformAdmin, password: plan.people.password };

/** The demo's story, told until yesterday as its command tells it. */
export function storyUntilYesterday(): Story {
  return storyOf(plan, catalogue, lastDayPassed(plan, Date.now()));
}

/** The demo, or a part of its story, in a database of the suite: by the loader that the command has, without the command. */
export async function demoDatabase(story: Story): Promise<TestDatabase> {
  const database = await makeTestDatabase();
  const clock = StoryClock.before(story.period);
  const app = await createApp(
    { ...CONFIG, database: database.config, admin: ADMIN },
    { clock, ids: new StoryIds(clock) },
  );
  await loadDemo(app, clock, { story });
  await app.close();
  return database;
}

/** The demo by its command: with what that printed, and the year that it says it fills. */
export interface LoadedDemo extends TestDatabase {
  readonly printed: string;
  readonly period: Period;
  /** The morning after the year's last day, at the plant. */
  readonly now: number;
}

/** The whole demo year as its command loads it, in a copy of the suite's own. */
export async function demoByCommand(): Promise<LoadedDemo> {
  const { LOOPBOOK_TEST_DEMO: loaded = '' } = process.env;
  const printed = await endedDemo(loaded);
  const [, from = '', to = ''] = /^Period (\S+) to (\S+);/m.exec(printed) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'loopbook-demo-'));
  const path = join(folder, 'demo.sqlite');
  copyFileSync(join(loaded, 'var/demo.sqlite'), path);
  return {
    printed,
    period: { from, to },
    now: morningAfter(to),
    config: { kind: 'sqlite', path },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The morning after a day, at the plant of the demo. */
export function morningAfter(day: Day): number {
  return Date.parse(`${nextDay(day)}T14:00:00Z`);
}
