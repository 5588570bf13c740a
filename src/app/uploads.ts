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
import { AccessGuard } from '../modules/identity/index.js';

/** The only address that takes files. */
const IMPORTS = '/api/v1/imports';
const MOST_BYTES = MOST_UPLOAD_MB * 1024 * 1024;

/**
 * Files come in pieces and are kept beside the program while their request lasts: they have a limit of their own. The guard looks
 * only when the body is there, so that it is asked before: nobody fills the disk who is not signed in.
 */
export function takeUploads(app: NestFastifyApplication): void {
  const guard = app.get(AccessGuard);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser(Object.keys(UPLOAD_TYPES), async (request: FastifyRequest, payload: Readable) => {
    if (request.method !== 'POST' || request.url.split('?')[0] !== IMPORTS) {
      payload.resume();
      throw new DomainError('unsupported-media-type', 'Files are sent to /imports.');
    }
    try {
      await guard.signedIn(request);
    } catch (error) {
      payload.resume();
      throw error;
    }
    return kept(request, payload);
  });
  // Not once the answer is out: to a client that has gone meanwhile it never is, and the file would stay.
  fastify.addHook('onSend', async ({ body }, _reply, payload) => {
    if (body instanceof UploadedFile) await rm(body.path, { force: true });
    return payload;
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
