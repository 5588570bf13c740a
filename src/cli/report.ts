import { createApp } from '../app/create-app.js';
import { Database } from '../database/index.js';
import { reportText } from '../domain/reports/report-text.js';
import { AgreementsQueries } from '../modules/agreements/index.js';
import { catalogue } from '../modules/catalogue/index.js';
import { ReportsQueries } from '../modules/reports/index.js';
import type { CliCommand } from './command.js';

interface ReportOptions {
  readonly agreement: string;
  readonly from: string;
  readonly to: string;
  readonly element: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Prints the circularity report of an agreement as a table. Whoever reaches the database sees the whole of it. */
export const reportCommand: CliCommand = {
  describe: (program) =>
    program
      .command('report')
      .description('print the circularity report of an agreement')
      .requiredOption('--agreement <reference>', 'its reference, or its id where two have the same')
      .requiredOption('--from <day>', 'first day, YYYY-MM-DD')
      .requiredOption('--to <day>', 'last day, YYYY-MM-DD')
      .option('--element <symbol>', 'the element of the headline', 'Nd'),
  run: async ([options], { config, out, err }) => {
    const { agreement, from, to, element } = options as ReportOptions;
    if (!DAY.test(from) || !DAY.test(to) || from > to) {
      err('--from and --to are days as YYYY-MM-DD, and the first is not after the last.');
      return 2;
    }
    const app = await createApp({ ...config(), admin: null, logLevel: 'error' });
    try {
      return await app.get(Database).snapshot(async (manager) => {
        const agreements = app.get(AgreementsQueries);
        const named = await agreements.byReference(manager, agreement);
        const byId = named.length === 0 ? await agreements.facts(manager, agreement) : null;
        const [facts, ...others] = byId ? [byId] : named;
        if (!facts || others.length > 0) {
          err(
            facts
              ? `Several agreements have the reference ${agreement}: give an id.`
              : `There is no agreement ${agreement}.`,
          );
          for (const { id } of named) err(`  ${id}`);
          return 1;
        }
        const report = await app.get(ReportsQueries).reportFor(manager, facts, { from, to });
        out(reportText(report, { element, name: catalogue.formula(element)?.name.toLowerCase() ?? element }));
        return 0;
      });
    } finally {
      await app.close();
    }
  },
};
