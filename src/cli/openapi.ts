import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config/config.js';
import { ROOT } from '../config/root.js';
import { createApp } from '../app/create-app.js';
import { openApiDocument } from '../app/openapi.js';
import type { CliCommand } from './command.js';

/** The committed document. */
const DOCUMENT = fileURLToPath(new URL('data/openapi.json', ROOT));

/** Compares the committed document with what the code says, or writes it anew. */
export const openApiCommand: CliCommand = {
  describe: (program) =>
    program
      .command('openapi')
      .description('compare data/openapi.json with the code; exits 1 where it is stale')
      .option('--check', 'compare (what it does without an option)')
      .option('--write', 'write it anew instead')
      .option('--file <path>', 'another file', DOCUMENT),
  run: async ([options], { out, err }) => {
    const { write, file = DOCUMENT } = options as { readonly write?: boolean; readonly file?: string };
    const text = await openApiText();
    if (write) {
      await writeFile(file, text);
      out(`${file} is written.`);
      return 0;
    }
    if ((await readFile(file, 'utf8').catch(() => '')) === text) {
      out(`${file} is up to date.`);
      return 0;
    }
    err(`${file} is stale. Write it anew with: npm run loopbook -- openapi --write`);
    return 1;
  },
};

/** The document as it is committed: made by the whole app on an empty database, keys in the order of the alphabet. */
async function openApiText(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loopbook-openapi-'));
  const config = readConfig({
    DATABASE_URL: `sqlite:${join(folder, 'empty.sqlite')}`,
    LOOPBOOK_LOG_LEVEL: 'silent',
  });
  try {
    const app = await createApp(config);
    try {
      return `${JSON.stringify(openApiDocument(app), sortKeys, 2)}\n`;
    } finally {
      await app.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
