import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LOADER = resolve('test/support/typescript.js');
const CLI = resolve('src/cli.ts');
const PATIENCE_MS = 280_000;

/**
 * Begins to load the demo year into a folder by its command, in a process of its own, unless that has begun. The database that
 * the environment names cannot be reached: the command must leave it alone.
 *
 * @param {string} folder
 */
export function beginDemo(folder) {
  try {
    mkdirSync(join(folder, 'begun'));
  } catch {
    return;
  }
  const out = openSync(join(folder, 'out.txt'), 'w');
  const command = spawn(process.execPath, ['--import', LOADER, CLI, 'demo', '--no-serve'], {
    ...{ cwd: folder, stdio: ['ignore', out, out] },
    env: { PATH: process.env['PATH'], DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none' },
  });
  closeSync(out);
  command.on('exit', (code) => existsSync(folder) && writeFileSync(join(folder, 'ended'), String(code)));
}

/**
 * Waits for the end of what has begun in a folder, or begins it.
 *
 * @param {string} folder
 * @returns {Promise<string>} what the command printed
 */
export async function endedDemo(folder) {
  beginDemo(folder);
  for (let waited = 0; !existsSync(join(folder, 'ended')); waited += 100) {
    if (waited > PATIENCE_MS) throw new Error(`The demo is not loaded yet: ${printed(folder)}`);
    await wait(100);
  }
  if (readFileSync(join(folder, 'ended'), 'utf8') !== '0') throw new Error(`The demo failed: ${printed(folder)}`);
  return printed(folder);
}

/** @param {string} folder */
const printed = (folder) => readFileSync(join(folder, 'out.txt'), 'utf8');
