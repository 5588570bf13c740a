/*
 * Opens the app without the network: its page, and the files that its page and the screens of the shop floor need, from
 * the cache, and when there is time the code of all other screens. What the service knows (/api, /health) never passes
 * through here.
 */
const CACHE = 'loopbook-app';
const PAGE = '/';
const LIST = '/assets/manifest.json';
const STATIC = ['/icon.svg', '/manifest.webmanifest'];
/** Screens that must open without the network at once, and texts; all others are kept when the page has nothing else to do. */
const SCREENS = /^(screens\/(log|todo)|i18n)\//;
/** A network slower than this is as good as none: the page comes from the cache. */
const PATIENCE_MS = 4000;

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch(PAGE, { cache: 'no-store', headers: { Accept: 'text/html' } })
      .then((page) => keepApp(page))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'keep-all') event.waitUntil(keepAll().catch(() => undefined));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (/^\/(api|health)(\/|$)/.test(pathname)) return;
  if (request.mode === 'navigate') event.respondWith(openPage(event));
  else if (pathname.startsWith('/assets/')) event.respondWith(openAsset(request));
  else if (STATIC.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(pathname)));
});

/** The page as the service has it, or else as it was last. */
async function openPage(event) {
  const fresh = fetch(event.request);
  const kept = await caches.match(PAGE);
  if (!kept) return fresh;
  event.waitUntil(fresh.then((page) => keepIfChanged(page.clone())).catch(() => undefined));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  return Promise.race([fresh.then((page) => (page.ok ? page.clone() : kept)), late]).catch(() => kept);
}

/** Names of assets carry their content's hash: what is in the cache is right for ever. */
async function openAsset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, fresh.clone());
  }
  return fresh;
}

async function keepIfChanged(page) {
  const isPage = page.ok && (page.headers.get('Content-Type') ?? '').includes('text/html');
  const kept = await caches.match(PAGE);
  if (!isPage || (kept && (await kept.text()) === (await page.clone().text()))) return;
  await keepApp(page);
  await keepAll();
}

/** Keeps every file that any screen may ask for, one after the other: whoever works meanwhile comes first. */
async function keepAll() {
  const list = await (await fetch(LIST, { cache: 'no-store' })).json();
  const cache = await caches.open(CACHE);
  for (const file of filesOf(Object.values(list))) if (!(await cache.match(file))) await cache.add(file);
}

/** Keeps a page, and first of all what it needs, so that a page in the cache always opens. */
async function keepApp(page) {
  if (!page.ok) throw new Error('The page could not be fetched.');
  const list = await (await fetch(LIST, { cache: 'no-store' })).json();
  const cache = await caches.open(CACHE);
  const needed = neededBy(list);
  const missing = [];
  for (const file of needed) if (!(await cache.match(file))) missing.push(file);
  await cache.addAll([...missing, ...STATIC]);
  await cache.put(PAGE, page);
  await forgetOld(cache, list);
}

function filesOf(chunks) {
  return chunks.flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets].map((name) => `/${name}`));
}

function neededBy(list) {
  const needed = new Set();
  const seen = new Set();
  const take = (key) => {
    const chunk = list[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of filesOf([chunk])) needed.add(file);
    for (const other of chunk.imports ?? []) take(other);
  };
  for (const [key, chunk] of Object.entries(list)) if (chunk.isEntry || SCREENS.test(key)) take(key);
  return [...needed];
}

/** Files of earlier versions that no page asks for any more. */
async function forgetOld(cache, list) {
  const current = new Set([PAGE, ...STATIC, ...filesOf(Object.values(list))]);
  for (const request of await cache.keys()) {
    if (!current.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}
