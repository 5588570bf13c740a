import 'reflect-metadata';
import { Controller, Get, Inject, Module, Post, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/database.js';
import { entities } from '../../src/app/entities.js';
import { BareRows } from './rows.js';

const WRITE = 'write';

type Write = () => Promise<object>;

/** What is left of logging a batch without sign-in, validation, rules and reads: the rows. */
@Controller()
class BareController {
  constructor(@Inject(WRITE) private readonly write: Write) {}

  @Get('health/ready')
  ready(): object {
    return {};
  }

  @Post('api/v1/batches')
  log(): Promise<object> {
    return this.write();
  }
}

@Module({})
class BareModule {
  static of(write: Write): DynamicModule {
    return { module: BareModule, controllers: [BareController], providers: [{ provide: WRITE, useValue: write }] };
  }
}

/** Transactions on the one connection must not join each other: they follow each other, as in the service. */
function queued(source: DataSource, rows: BareRows): Write {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const unit = (): Promise<object> => source.transaction((tx) => rows.write(tx));
    const result = last.then(unit, unit);
    last = result.catch(() => undefined);
    return result;
  };
}

/** What waits is written in one transaction, and told after its commit. */
function grouped(source: DataSource, rows: BareRows): Write {
  let waiting: ((written: Promise<object>) => void)[] = [];
  let isWriting = false;
  const writeAll = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      const written = source.transaction(async (tx) => {
        const answers: object[] = [];
        for (let count = 0; count < group.length; count += 1) answers.push(await rows.write(tx));
        return answers;
      });
      group.forEach((tell, index) => tell(written.then((answers) => answers[index] ?? {})));
      await written.catch(() => undefined);
    }
    isWriting = false;
  };
  return () =>
    new Promise((tell) => {
      waiting.push(tell);
      if (!isWriting) void writeAll();
    });
}

function sourceOn(path: string): Promise<DataSource> {
  return new DataSource(dataSourceOptions({ kind: 'sqlite', path }, entities)).initialize();
}

/** Arguments: the database in which the service has logged one batch, the one to write to, and `grouped` or `each`. */
async function main([loggedPath = '', ownPath = '', mode]: readonly string[]): Promise<void> {
  const logged = await sourceOn(loggedPath);
  const rows = await BareRows.read(logged);
  await logged.destroy();
  const source = await sourceOn(ownPath);
  const write = (mode === 'grouped' ? grouped : queued)(source, rows);
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create<NestFastifyApplication>(BareModule.of(write), adapter, { logger: false });
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
  process.once('SIGTERM', () => void app.close().then(() => source.destroy()));
}

await main(process.argv.slice(2));
