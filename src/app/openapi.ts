import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SESSION_COOKIE } from '../common/access.js';
import { Problem } from '../common/problem.js';
import { addHabits } from './openapi-habits.js';
import { tidySchemas } from './openapi-schemas.js';

/** What the operations are grouped by, in the order in which a reader meets them. */
const TAGS = {
  health: 'Whether the service runs, for whatever watches over it.',
  identity: 'Signing in, people, and the tokens of programs.',
  parties: 'Companies and their sites.',
  catalogue: 'Reference data, each value with its source.',
  agreements: 'What two parties have agreed on, with versions, signatures and invitations of auditors.',
  batches: 'By-products and what was made of them: logged, assayed, split, disposed of, traced.',
  supplies: 'Material that a plant was supplied with.',
  shipments: 'What goes from site to site: planned, dispatched, received, settled.',
  runs: 'What a recycler or a processor made of what.',
  charges: 'What magnet production consumed.',
  production:
    'The inside of a plant: grades, magnets, what was lost and counted there, and whether what went in came out again.',
  imports: 'Files whose rows each stand for one single call: looked at first, booked as jobs.',
  exports: 'Lists as files, with the columns that imports read.',
  ledger: 'The entries of the books and what they add up to.',
  entries: 'Putting right what was booked by mistake.',
  reports: 'Coverage, circularity, the evidence behind both, and what waits for whom.',
} as const;

/** The OpenAPI document, generated from the code. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Loopbook')
    .setDescription('Books of a rare-earth magnet recycling loop. Masses are in kilograms, fractions in percent.')
    .setVersion('1')
    .addServer('/', 'The service that serves this document.')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: undefined,
      description: 'A token from `POST /tokens`.',
    })
    .addCookieAuth(SESSION_COOKIE, {
      type: 'apiKey',
      description: 'The session of a browser, from `POST /auth/login`.',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    extraModels: [Problem],
  });
  return addHabits(tidySchemas(document));
}

/** Serves the document, which is made when somebody first asks for it: it would be a third of the time of a start. */
export function serveDocument(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}
