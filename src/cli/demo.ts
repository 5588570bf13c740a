import { rmSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config/config.js';
import { createApp } from '../app/create-app.js';
import { Database } from '../database/index.js';
import { reportText } from '../domain/reports/report-text.js';
import { AgreementsQueries } from '../modules/agreements/index.js';
import { catalogue } from '../modules/catalogue/index.js';
import { ReportsQueries } from '../modules/reports/index.js';
import type { CliCommand, Surroundings } from './command.js';
import { loadDemo } from './demo/load.js';
import { readPlan, type DemoPlan } from './demo/plan.js';
import { lastDayPassed, storyOf, type Story } from './demo/story.js';
import { StoryClock, StoryIds } from './demo/story-clock.js';

const DEMO_FILE = 'var/demo.sqlite';
/** The loader alone makes more requests a second than people do. */
const RATE_LIMIT = 100_000;

/** Loads the demo year, which ends the day before, into a database of its own, made anew, and serves it. */
export const demoCommand: CliCommand = {
  describe: (program) =>
    program
      .command('demo')
      .description(`load the demo year into ${DEMO_FILE}, made anew, and serve it`)
      .option('--no-serve', 'load only'),
  run: async ([options], { config, out }) => {
    const plan = readPlan();
    const story = storyOf(plan, catalogue, lastDayPassed(plan, Date.now()));
    const given = config();
    const { app, clock } = await emptyService(given, story);
    try {
      await load(app, clock, { story, out });
      if ((options as { serve: boolean }).serve) await serve(app, given, { story, out });
    } catch (error) {
      await app.close();
      throw error;
    }
    if (!(options as { serve: boolean }).serve) await app.close();
    return 0;
  },
};

/** Whatever database the environment names, the demo has its own. */
async function emptyService(
  given: Config,
  { plan: { people }, period }: Story,
): Promise<{ app: NestFastifyApplication; clock: StoryClock }> {
  for (const end of ['', '-wal', '-shm']) rmSync(`${DEMO_FILE}${end}`, { force: true });
  const clock = StoryClock.before(period);
  const config: Config = {
    ...given,
    database: { kind: 'sqlite', path: DEMO_FILE },
    publicUrl: null,
    admin: { email: people.platformAdmin, password: people.password },
    rateLimitPerSecond: RATE_LIMIT,
    requestTimeoutSeconds: 60,
    logLevel: 'warn',
  };
  return { app: await createApp(config, { clock, ids: new StoryIds(clock) }), clock };
}

interface Telling {
  readonly story: Story;
  readonly out: Surroundings['out'];
}

async function load(app: NestFastifyApplication, clock: StoryClock, { story, out }: Telling): Promise<void> {
  out(`The demo year is entered into ${DEMO_FILE} by way of the service's own API.`);
  const { writer } = app.get(Database);
  // What is lost with the power while this is entered is entered anew: no need to wait for the disk each time.
  await writer.query('PRAGMA synchronous = OFF');
  await loadDemo(app, clock, {
    story,
    onMonth: (month, entries) => out(`  ${month}: ${entries} entries`),
    onFile: ({ file, rows }) => out(`  ${file}: ${rows} rows imported`),
  });
  await writer.query('PRAGMA synchronous = FULL');
  out(`\n${await ladder(app, story)}`);
}

async function serve(app: NestFastifyApplication, { port, host }: Config, { story, out }: Telling): Promise<void> {
  await app.listen(port, host);
  const stop = (): void => void app.close();
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  out(`Loopbook listens at ${await app.getUrl()} (its API is described at ${await app.getUrl()}/api/docs).`);
  const { from, to } = story.period;
  out(`The year of the demo, once signed in: ${await app.getUrl()}/circularity?from=${from}&to=${to}`);
  out(logins(story.plan));
}

async function ladder(app: NestFastifyApplication, { plan: { people }, period }: Story): Promise<string> {
  return app.get(Database).snapshot(async (manager) => {
    const reference = people.agreements[0]?.terms.reference ?? '';
    const [facts] = await app.get(AgreementsQueries).byReference(manager, reference);
    if (!facts) throw new Error('The demo has an agreement.');
    const report = await app.get(ReportsQueries).reportFor(manager, facts, period);
    return reportText(report, { element: 'Nd', name: 'neodymium' });
  });
}

/** Who can sign in, party by party. */
function logins({ people }: DemoPlan): string {
  const width = Math.max(...people.parties.flatMap(({ users }) => users.map(({ email }) => email.length)));
  return [
    `Sign in with the password "${people.password}" as`,
    `  ${people.platformAdmin.padEnd(width)}  platform administrator`,
    ...people.parties.flatMap(({ party, users }) =>
      users.map(({ email, role }) => `  ${email.padEnd(width)}  ${party.name}: ${role}`),
    ),
  ].join('\n');
}
