import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { EntityManager } from 'typeorm';
import { createApp } from '../app/create-app.js';
import { Database } from '../database/index.js';
import type { Period } from '../domain/measure/time.js';
import { balanceText } from '../domain/production/balance-text.js';
import { dependenceText } from '../domain/production/dependence-text.js';
import { catalogue } from '../modules/catalogue/index.js';
import { PartiesQueries } from '../modules/parties/index.js';
import { DependenceQueries, PlantBalancesQueries } from '../modules/reports/index.js';
import type { CliCommand, Surroundings } from './command.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface Found {
  readonly id: string;
}

/** What a command prints of a plant: how that is named and found, and its text. */
interface Printing<Of extends Found> {
  readonly kind: 'site' | 'party';
  readonly named: (parties: PartiesQueries, name: string, manager: EntityManager) => Promise<readonly Of[]>;
  readonly text: (app: INestApplicationContext, manager: EntityManager, of: Of, period: Period) => Promise<string>;
}

/** Prints something of a plant. Whoever reaches the database sees the whole of it. */
function printing<Of extends Found>({ kind, named, text }: Printing<Of>): CliCommand['run'] {
  return async ([options], { config, out, err }: Surroundings) => {
    const { from, to, [kind]: name = '' } = options as Period & Readonly<Partial<Record<'site' | 'party', string>>>;
    if (!DAY.test(from) || !DAY.test(to) || from > to) {
      err('--from and --to are days as YYYY-MM-DD, and the first is not after the last.');
      return 2;
    }
    const app = await createApp({ ...config(), admin: null, logLevel: 'error' });
    try {
      return await app.get(Database).snapshot(async (manager) => {
        const [found, ...others] = await named(app.get(PartiesQueries), name, manager);
        if (!found || others.length > 0) {
          err(found ? `Several are called ${name}: give an id.` : `There is no ${kind} ${name}.`);
          for (const { id } of found ? [found, ...others] : []) err(`  ${id}`);
          return 1;
        }
        out(await text(app, manager, found, { from, to }));
        return 0;
      });
    } finally {
      await app.close();
    }
  };
}

const withDays = (command: Command): Command =>
  command.requiredOption('--from <day>', 'first day, YYYY-MM-DD').requiredOption('--to <day>', 'last day, YYYY-MM-DD');

/** Prints whether a plant closes. */
export const balanceCommand: CliCommand = {
  describe: (program) =>
    withDays(
      program
        .command('balance')
        .description('print whether a plant closes: what it must have left over against what was logged')
        .requiredOption('--site <code>', 'its code, or its id where two have the same'),
    ),
  run: printing({
    kind: 'site',
    named: (parties, name, manager) => parties.sitesNamed(name, manager),
    text: async (app, manager, site, period) =>
      balanceText(site, await app.get(PlantBalancesQueries).balanceFor(manager, site.id, period)),
  }),
};

/** Prints how far a plant depends on single countries. */
export const dependenceCommand: CliCommand = {
  describe: (program) =>
    withDays(
      program
        .command('dependence')
        .description('print how far a plant depends on single countries and suppliers, with the loop and without it')
        .requiredOption('--party <name>', 'its name, or its id where two have the same'),
    ),
  run: printing({
    kind: 'party',
    named: (parties, name, manager) => parties.partiesNamed(name, manager),
    text: async (app, manager, { id, name }, period) => {
      const answer = await app.get(DependenceQueries).dependenceFor(manager, id, period);
      const nameOf = (element: string): string => catalogue.formula(element)?.name.toLowerCase() ?? element;
      return dependenceText({ ...answer, party: name }, nameOf);
    },
  }),
};
