import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../common/errors.js';
import { MOST_UPLOAD_MB, UPLOAD_TYPES, UploadedFile } from '../common/uploaded-file.js';

/** The only address that takes files. */
const IMPORTS = '/api/v1/imports';
const MOST_BYTES = MOST_UPLOAD_MB * 1024 * 1024;

/** Files come in pieces and are kept beside the program while their request lasts: they have a limit of their own. */
export function takeUploads(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser(Object.keys(UPLOAD_TYPES), async (request: FastifyRequest, payload: Readable) => {
    if (request.method !== 'POST' || request.url.split('?')[0] !== IMPORTS) {
      payload.resume();
      throw new DomainError('unsupported-media-type', 'Files are sent to /imports.');
    }
    return kept(request, payload);
  });
  fastify.addHook('onResponse', async ({ body }) => {
    if (body instanceof UploadedFile) await rm(body.path, { force: true });
  });
}

async function kept({ headers }: FastifyRequest, payload: Readable): Promise<UploadedFile> {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const path = join(tmpdir(), `loopbook-upload-${randomUUID()}`);
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      // What is too much is read to its end all the same, so that a client that still sends gets the answer.
      if (bytes > MOST_BYTES) return done();
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(payload, counted, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    if (bytes > MOST_BYTES) throw new DomainError('payload-too-large', `A file may have at most ${MOST_UPLOAD_MB} MB.`);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return new UploadedFile(path, UPLOAD_TYPES[type as keyof typeof UPLOAD_TYPES], hash.digest('hex'));
}
