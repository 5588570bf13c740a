import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { AnswerInterceptor } from './common/answer-interceptor.js';
import { Clock } from './common/clock.js';
import { Ids } from './common/ids.js';
import { InputPipe } from './common/input-pipe.js';
import { PinoLogger } from './common/logger.js';
import { ProblemFilter } from './common/problem-filter.js';
import type { Config } from './config/config.js';
import { Database, isUnavailable, UnitOfWork } from './database/index.js';
import { entities } from './entities.js';
import { configureHttp, httpAdapter } from './http.js';
import { openApiDocument, serveDocument } from './openapi.js';
import { serveWeb } from './web-app.js';

export interface AppOptions {
  /** Only clock and ids can be set from outside, for tests and for the demo's year. */
  readonly clock?: Clock;
  readonly ids?: Ids;
}

/** Builds the whole service, ready to listen: `main.ts`, the command line and the tests all use it. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<NestFastifyApplication> {
  const database = await Database.open(config.database, entities);
  try {
    const adapter = httpAdapter(config);
    const foundation = { config, database, clock: options.clock ?? new Clock(), ids: options.ids ?? new Ids() };
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(foundation), adapter, {
      bodyParser: false,
      abortOnError: false,
      logger: new PinoLogger(adapter.getInstance().log),
    });
    await configureHttp(app, config);
    app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
    app.useGlobalPipes(new InputPipe());
    app.useGlobalInterceptors(new AnswerInterceptor());
    const page = await serveWeb(app);
    app.useGlobalFilters(new ProblemFilter({ isUnavailable, page }));
    serveDocument(app, openApiDocument(app));
    closeWithApp(app, database);
    await app.init();
    return app;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What is under way ends first, then the connections close. */
function closeWithApp(app: NestFastifyApplication, database: Database): void {
  const work = app.get(UnitOfWork);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onClose', async () => {
    await work.settled();
    await database.close();
  });
}
