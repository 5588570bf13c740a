import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { runSql } from '../src/database/index.js';
import { Jobs } from '../src/modules/jobs/index.js';
import { TestApp } from './support/test-app.js';

interface Kept {
  readonly state: string;
  readonly runner: string | null;
  readonly leasedUntil: unknown;
}

describe('jobs', () => {
  let app: TestApp;
  let other: TestApp;

  /** Two processes that serve the same books. */
  beforeAll(async () => {
    app = await TestApp.start();
    other = await TestApp.start({}, app.database);
  });
  afterAll(async () => {
    await other.nest.close();
    await app.stop();
  });

  const all = (): Jobs[] => [app, other].map(({ nest }) => nest.get(Jobs));
  const add = (kind: string, subject: string): Promise<void> =>
    app.work.run((tx) => app.nest.get(Jobs).add(tx, kind, subject));
  const of = (subject: string): Promise<Kept[]> =>
    runSql<Kept>(app.store.manager, 'SELECT "state", "runner", "leasedUntil" FROM "job" WHERE "subjectId" = ?', [
      subject,
    ]);
  const registered = (kind: string, work: (subject: string) => Promise<boolean>): void => {
    for (const jobs of all()) jobs.register(kind, work);
  };
  /** Looks again and again, for longer than the busiest machine takes. */
  async function until(found: () => Promise<boolean>, turns = 3_000): Promise<boolean> {
    for (let turn = 0; turn < turns; turn += 1) {
      for (const jobs of all()) jobs.poke();
      if (await found()) return true;
      await pause(10);
    }
    return false;
  }
  const isDone = (subject: string) => async (): Promise<boolean> =>
    (await of(subject)).every(({ state }) => state === 'done');

  it('on one subject are worked on one after the other', async () => {
    const subject = randomUUID();
    let working = 0;
    let most = 0;
    let begun = 0;
    registered('alone', async () => {
      working += 1;
      begun += 1;
      most = Math.max(most, working);
      await until(() => Promise.resolve(most > 1), 100);
      working -= 1;
      return false;
    });
    await add('alone', subject);
    await add('alone', subject);
    expect(await until(isDone(subject))).toBe(true);
    expect([begun, most]).toEqual([2, 1]);
  }, 60_000);

  it('stay those of a process that works on them for long without a unit', async () => {
    const subject = randomUUID();
    let isKept = false;
    registered('still', async () => {
      const [first] = await of(subject);
      isKept = await until(async () => (await of(subject))[0]?.leasedUntil !== first?.leasedUntil);
      return false;
    });
    await add('still', subject);
    expect(await until(isDone(subject), 6_000)).toBe(true);
    expect(isKept).toBe(true);
  }, 120_000);

  it('that fail again and again rest, and go on', async () => {
    const subject = randomUUID();
    let tries = 0;
    registered('failing', () => {
      tries += 1;
      if (tries <= 5) throw new Error('Out of order.');
      return Promise.resolve(false);
    });
    await add('failing', subject);
    expect(await until(async () => tries === 5 && (await of(subject))[0]?.runner === null)).toBe(true);
    expect(await of(subject)).toMatchObject([{ state: 'open' }]);
    await app.work.run((tx) => runSql(tx, 'UPDATE "job" SET "leasedUntil" = 0 WHERE "subjectId" = ?', [subject]));
    expect(await until(isDone(subject))).toBe(true);
    expect(tries).toBe(6);
  }, 60_000);
});
