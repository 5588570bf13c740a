import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SESSION_COOKIE } from '../common/access.js';
import { Problem } from '../common/problem.js';
import { addHabits } from './openapi-habits.js';

/** The OpenAPI document, generated from the code. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('Loopbook')
      .setDescription('Books of a rare-earth magnet recycling loop. Masses are in kilograms, fractions in percent.')
      .setVersion('1')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token from `POST /tokens`.' })
      .addCookieAuth(SESSION_COOKIE)
      .build(),
    {
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
      extraModels: [Problem],
    },
  );
  return addHabits(document);
}

/** Serves the document, which is made when somebody first asks for it: it would be a third of the time of a start. */
export function serveDocument(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}
