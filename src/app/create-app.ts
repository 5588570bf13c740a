import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { AnswerInterceptor } from '../common/answer-interceptor.js';
import { Clock } from '../common/clock.js';
import { HashCost } from '../common/hash-cost.js';
import { Ids } from '../common/ids.js';
import { InputPipe } from '../common/input-pipe.js';
import { PinoLogger } from '../common/logger.js';
import { ProblemFilter } from '../common/problem-filter.js';
import { configWarnings, type Config } from '../config/config.js';
import { Database, isUnavailable, UnitOfWork } from '../database/index.js';
import { entities } from './entities.js';
import { configureHttp, httpAdapter } from './http.js';
import { serveDocument } from './openapi.js';
import { serveWeb } from './web-app.js';

export interface AppOptions {
  /** Only these can be set from outside: clock and ids for tests and for the demo's year, the cost for tests. */
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly hashCost?: HashCost;
}

/** Builds the whole service, ready to listen: `main.ts`, the command line and the tests all use it. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<NestFastifyApplication> {
  const database = await Database.open(config.database, entities);
  try {
    const adapter = httpAdapter(config);
    const { clock = new Clock(), ids = new Ids(), hashCost = new HashCost() } = options;
    const foundation = { config, database, clock, ids, hashCost };
    const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(foundation), adapter, {
      bodyParser: false,
      abortOnError: false,
      logger: new PinoLogger(adapter.getInstance().log),
    });
    for (const warning of configWarnings(config)) new Logger('Configuration').warn(warning);
    await configureHttp(app, config);
    app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
    app.useGlobalPipes(new InputPipe());
    app.useGlobalInterceptors(new AnswerInterceptor());
    const page = await serveWeb(app);
    app.useGlobalFilters(new ProblemFilter({ isUnavailable, page }));
    serveDocument(app);
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
