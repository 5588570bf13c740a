import { migrateDatabase } from '../database/index.js';
import { entities } from '../app/entities.js';
import type { CliCommand } from './command.js';

/** Brings the schema up to date, as the service itself does when it starts. */
export const migrateCommand: CliCommand = {
  describe: (program) => program.command('migrate').description('create the tables, or bring them up to date'),
  run: async (_, { config, out }) => {
    const applied = await migrateDatabase(config().database, entities);
    for (const name of applied) out(name);
    out(applied.length === 0 ? 'The database was up to date already.' : 'The database is up to date.');
    return 0;
  },
};
