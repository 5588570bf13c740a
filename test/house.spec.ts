import { dataSourceOptions } from '../src/database/index.js';
import { entities } from '../src/app/entities.js';
import { DataSource } from 'typeorm';
import { databaseKind, makeTestDatabase, type TestDatabase } from './support/test-database.js';
import { TestApp } from './support/test-app.js';

describe('the house', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('says that it is alive and ready', async () => {
    expect((await app.get('//health/live')).body).toEqual({ status: 'ok' });
    expect((await app.get('//health/ready')).status).toBe(200);
  });

  it('tells its clock with every answer, so that devices whose own is wrong can go by it', async () => {
    const { headers } = await app.get('/catalogue/elements');
    expect(headers['date']).toBe('Wed, 30 Jun 2027 12:00:00 GMT');
  });

  it('has every constraint checked by the statement that breaks it, none by the commit that others share', async () => {
    const sql =
      databaseKind() === 'sqlite'
        ? `SELECT "name" FROM sqlite_master WHERE "sql" LIKE '%DEFER%'`
        : `SELECT "conname" FROM pg_constraint WHERE "condeferrable"`;
    expect(await app.store.manager.query(sql)).toEqual([]);
  });

  it('answers an unknown route with a problem document', async () => {
    const answer = await app.get('/nothing-here');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'not-found', status: 404, type: '/problems/not-found' });
  });
});

describe('the migrations', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await makeTestDatabase();
    source = await new DataSource(dataSourceOptions(database.config, entities)).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('build on an empty database what the entities say, and again after going down', async () => {
    const drift = async (): Promise<string[]> =>
      (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
    const applied = await source.runMigrations();
    expect(applied.length).toBeGreaterThan(0);
    expect(await drift()).toEqual([]);
    for (const migration of applied) {
      expect(migration).toBeDefined();
      await source.undoLastMigration();
    }
    const leftOver = source.createQueryRunner();
    const tables = (await leftOver.getTables())
      .map(({ name }) => name)
      .filter((name) => !/^(information_schema|pg_catalog)\./.test(name));
    await leftOver.release();
    expect(tables.filter((name) => !/(migration|typeorm_metadata|sqlite_sequence)$/.test(name))).toEqual([]);
    await source.runMigrations();
    expect(await drift()).toEqual([]);
  });
});
