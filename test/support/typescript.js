import { existsSync, readFileSync } from 'node:fs';
import * as modules from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transformFileSync } from '@swc/core';

/*
 * Lets a process run the sources as they are: those of the test suites, and others for what only several processes can
 * show: `node --import ./test/support/typescript.js src/cli.ts`. The same file is its hooks, on the thread that loads modules.
 */
/** As the service is built, specs included. */
const { jsc } = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));
/** @type {import('@swc/core').Options} */
const OPTIONS = { swcrc: false, jsc: { ...jsc, baseUrl: undefined }, module: { type: 'es6' }, sourceMaps: 'inline' };

/** @param {string | undefined} url */
const isSource = (url) => url !== undefined && new URL(url).pathname.endsWith('.ts');

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, nextResolve) {
  if (specifier.startsWith('.') && isSource(context.parentURL)) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, shortCircuit: true };
  }
  return nextResolve(specifier, context);
}

/** @type {import('node:module').LoadHook} */
export function load(url, context, nextLoad) {
  if (!isSource(url)) return nextLoad(url, context);
  const { code } = transformFileSync(fileURLToPath(url), OPTIONS);
  return { format: 'module', source: code, shortCircuit: true };
}

if (isMainThread) {
  // Newer lines of Node run hooks on the thread that loads, and warn of the older way.
  const { registerHooks } = /** @type {{ registerHooks?: (hooks: object) => void }} */ (modules);
  if (registerHooks) registerHooks({ resolve, load });
  else modules.register(import.meta.url);
  process.setSourceMapsEnabled(true);
}
