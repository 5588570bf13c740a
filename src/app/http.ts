import { faultAt } from '../common/index.js';
import { isUtf8 } from 'node:buffer';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyHttpOptions, FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from 'node:http';
import { refuseClient } from '../common/client-errors.js';
import { Clock } from '../common/clock.js';
import { DomainError, InputError } from '../common/errors.js';
import { shapeFaults, sizeFault } from '../common/json-shape.js';
import { credentialIn, KnownCredentials } from '../common/known-credentials.js';
import { networkOf } from '../common/network.js';
import { PROBLEM_TYPE } from '../common/problem-filter.js';
import { problem } from '../common/problem.js';
import type { Config } from '../config/config.js';
import { takeUploads } from './uploads.js';

type ServerOptions = FastifyHttpOptions<Server>;

const BODY_LIMIT = 1024 * 1024;
/** After so long without a byte either way a connection is dead, or somebody keeps it open for nothing. */
const SILENCE_MS = 120_000;
/** The headers alone come in one piece, or in few. */
const HEADERS_MS = 15_000;
/** Bodies up to here are read to their end before they are refused, so that a client still sending gets the answer. */
const READ_LIMIT = 32 * 1024 * 1024;

export function httpAdapter(config: Config): FastifyAdapter {
  const options: ServerOptions = {
    bodyLimit: READ_LIMIT,
    ...patience(config),
    trustProxy: trusted(config.trustProxy),
    forceCloseConnections: 'idle',
    logger: {
      level: config.logLevel,
      redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]'],
    },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, _request, reply) => {
      void (reply as FastifyReply)
        .status(400)
        .type(PROBLEM_TYPE)
        .send(
          problem('invalid-input', error.message, {
            errors: [{ ...faultAt('', 'not-understood'), message: error.message }],
          }),
        );
    },
  };
  return new FastifyAdapter(options);
}

/** How long a connection may take for what it sends. */
function patience({ requestTimeoutSeconds }: Config): ServerOptions {
  const requestTimeout = requestTimeoutSeconds * 1000;
  const headersTimeout = Math.min(HEADERS_MS, requestTimeout);
  return {
    requestTimeout,
    connectionTimeout: SILENCE_MS,
    http: { requestTimeout, headersTimeout, connectionsCheckingInterval: headersTimeout / 2 },
    clientErrorHandler: refuseClient,
  };
}

/** A number means that many proxies in front of the service. */
function trusted(proxies: Config['trustProxy']): boolean | string | ((address: string, hop: number) => boolean) {
  return typeof proxies === 'number' ? (_address, hop) => hop < proxies : proxies;
}

/** Everything about HTTP that is not Nest's: parsing, cookies, headers, limits. */
export async function configureHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  registerJsonParser(app);
  takeUploads(app);
  cutAtClose(app, config);
  await app.register(cookie as never);
  await app.register(helmet, helmetOptions(config));
  await app.register(rateLimit, {
    max: config.rateLimitPerSecond,
    timeWindow: 1000,
    keyGenerator: rateKeyOf(app.get(KnownCredentials)),
    allowList: (request: FastifyRequest) => request.url.startsWith('/health/'),
    errorResponseBuilder: () =>
      new DomainError('rate-limited', 'Too many requests. Wait a second.', { retryAfterSeconds: 1 }),
  });
  hardenReplies(app);
}

function registerJsonParser(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer', bodyLimit: READ_LIMIT },
    (request, body: Buffer, done) => {
      if (body.length > BODY_LIMIT) {
        done(new DomainError('payload-too-large', 'A request body may have at most 1 MiB.'));
        return;
      }
      if (body.length === 0) {
        done(null, undefined);
        return;
      }
      const unread = isUtf8(body) ? sizeFault(body) : faultAt('', 'not-utf8');
      if (unread) {
        done(new InputError([unread]));
        return;
      }
      void parse(request, body.toString('utf8'), (error: Error | null, value?: unknown) => {
        const faults = error ? [faultAt('', 'not-json')] : shapeFaults(value);
        done(faults.length > 0 ? new InputError(faults) : null, value);
      });
    },
  );
}

/** Node stops looking for requests that do not end when it closes, and would wait for them for ever. */
function cutAtClose(app: NestFastifyApplication, { requestTimeoutSeconds }: Config): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), requestTimeoutSeconds * 1000).unref();
    done();
  });
}

function helmetOptions(config: Config): object {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // WebAssembly of our own, which reads labels where the browser cannot; it lets no text become a script.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: config.publicUrl?.startsWith('https:') ?? false,
    referrerPolicy: { policy: 'same-origin' },
  };
}

/**
 * One allowance for each token or session that is good, so that the people behind one address do not slow each other, and
 * one for each address and all that comes from it without: sign-ins, made-up tokens, and the first request with a good one.
 */
function rateKeyOf(known: KnownCredentials): (request: FastifyRequest) => string {
  return (request) => {
    const sent = credentialIn(request);
    return (sent && known.keyOf(sent)) ?? networkOf(request.ip);
  };
}

/** API answers hold a party's figures: no shared cache may keep them. */
function hardenReplies(app: NestFastifyApplication): void {
  const clock = app.get(Clock);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
      if (request.url.startsWith('/api/') && !reply.hasHeader('Cache-Control')) {
        void reply.header('Cache-Control', 'no-store');
      }
      // A tablet whose own clock is wrong enters times by the service's.
      void reply.header('Date', new Date(clock.now()).toUTCString());
    });
}
