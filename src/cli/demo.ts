import { rmSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../create-app.js';
import { reportText } from '../domain/report-text.js';
import { AgreementsQueries } from '../modules/agreements/index.js';
import { ReportsQueries } from '../modules/reports/index.js';
import { Database } from '../database/index.js';
import type { CliCommand } from './command.js';
import { DemoLoader } from './demo/load.js';
import { readPlan, type DemoPlan } from './demo/plan.js';

const DEMO_FILE = 'var/demo.sqlite';
const ADMIN_EMAIL = 'platform@loopbook.example';
const PERIOD = { from: '2026-01-01', to: '2026-12-31' };

/** Loads the demo loop into a database of its own, made anew, and serves it. */
export const demoCommand: CliCommand = {
  describe: (program) =>
    program
      .command('demo')
      .description(`load the demo loop into ${DEMO_FILE}, made anew, and serve it`)
      .option('--no-serve', 'load only'),
  run: async ([options], { config, out }) => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${DEMO_FILE}${end}`, { force: true });
    const plan = readPlan();
    const admin = { email: ADMIN_EMAIL, password: plan.password };
    const given = config();
    const app = await createApp({
      ...given,
      database: { kind: 'sqlite', path: DEMO_FILE },
      publicUrl: null,
      admin,
      logLevel: 'warn',
    });
    const count = await new DemoLoader(app, plan).load(admin);
    out(`${count} by-product batches are logged.\n`);
    out(await ladder(app, plan));
    if ((options as { serve: boolean }).serve === false) {
      await app.close();
      return 0;
    }
    await app.listen(given.port, given.host);
    const stop = (): void => void app.close();
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    out(`Loopbook listens at ${await app.getUrl()} (its API is described at ${await app.getUrl()}/api/docs).`);
    out(`Sign in with the password "${plan.password}" as`);
    for (const email of [ADMIN_EMAIL, ...plan.parties.flatMap(({ users }) => users.map((user) => user.email))])
      out(`  ${email}`);
    return 0;
  },
};

async function ladder(app: NestFastifyApplication, { agreement }: DemoPlan): Promise<string> {
  return app.get(Database).snapshot(async (manager) => {
    const [facts] = await app.get(AgreementsQueries).byReference(manager, agreement.reference);
    if (!facts) throw new Error('The demo has an agreement.');
    const report = await app.get(ReportsQueries).reportFor(manager, facts, PERIOD);
    return reportText(report, { element: 'Nd', name: 'neodymium' });
  });
}
