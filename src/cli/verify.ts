import { Database } from '../database/index.js';
import { entities } from '../app/entities.js';
import { codeNoteText, sharedCodes, verifyBooks } from '../modules/verification/index.js';
import type { CliCommand } from './command.js';

/** Works out from the postings what everything else in the books must be, at one moment, and lists what differs. */
export const verifyCommand: CliCommand = {
  describe: (program) =>
    program.command('verify').description('recompute balances and totals from the postings; exits 1 where they differ'),
  run: async (_, { config, out }) => {
    const database = await Database.openExisting(config().database, entities);
    try {
      const { findings, rows, notes } = await database.snapshot(async (manager) => ({
        ...(await verifyBooks(manager)),
        notes: await sharedCodes(manager),
      }));
      for (const note of notes) out(codeNoteText(note));
      for (const { code, check, table, key, expected, found } of findings) {
        out(`${code}: ${table} ${key}: expected ${expected}, found ${found} (${check})`);
      }
      const counts = Object.entries(rows).map(([table, count]) => `${count} ${table}`);
      out(findings.length === 0 ? `OK: ${counts.join(', ')}` : `${findings.length} findings in ${counts.join(', ')}`);
      return findings.length === 0 ? 0 : 1;
    } finally {
      await database.close();
    }
  },
};
