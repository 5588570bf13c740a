import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { ROOT } from '../config/root.js';

/** Where the browser app is built to. */
const FOLDER = fileURLToPath(new URL('dist/web', ROOT));
const YEAR_SECONDS = 31_536_000;

/**
 * Serves the browser app's files, where it has been built. Files whose names carry their content's hash may be kept for
 * ever; the page itself names them and is always asked for anew.
 *
 * @returns what answers a browser that asks for a place inside the app: its one page, which shows that place
 */
export async function serveWeb(app: NestFastifyApplication): Promise<(request: FastifyRequest) => string | null> {
  const index = join(FOLDER, 'index.html');
  if (!existsSync(index)) return () => null;
  await app.register(fastifyStatic, {
    root: join(FOLDER, 'assets'),
    prefix: '/assets/',
    immutable: true,
    preCompressed: true,
    maxAge: YEAR_SECONDS * 1000,
    decorateReply: false,
  });
  for (const [file, type] of [
    ['icon.svg', 'image/svg+xml'],
    ['manifest.webmanifest', 'application/manifest+json'],
    ['sw.js', 'text/javascript'],
  ] as const) {
    if (existsSync(join(FOLDER, file))) serveFile(app, file, type);
  }
  const page = readFileSync(index, 'utf8');
  return (request) => (asksForPage(request) ? page : null);
}

function serveFile(app: NestFastifyApplication, file: string, type: string): void {
  const content = readFileSync(join(FOLDER, file), 'utf8');
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get(`/${file}`, async (_request, reply) => {
    await reply.type(`${type}; charset=utf-8`).header('Cache-Control', 'no-cache').send(content);
  });
}

/** A browser that goes somewhere: a GET outside the API that takes a page for an answer. */
function asksForPage({ method, url, headers }: FastifyRequest): boolean {
  const isOurs = !url.startsWith('/api') && !url.startsWith('/health') && !url.startsWith('/assets/');
  return method === 'GET' && isOurs && (headers.accept ?? '').includes('text/html');
}
