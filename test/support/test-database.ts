import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DatabaseConfig } from '../../src/config/config.js';

declare const LOOPBOOK_TEST_DATABASE: DatabaseConfig['kind'];

export interface TestDatabase {
  readonly config: DatabaseConfig;
  drop(): Promise<void>;
}

/** Which of the two databases this run of the suite is for. */
export const databaseKind = (): DatabaseConfig['kind'] => LOOPBOOK_TEST_DATABASE;

/** A new, empty database of the kind that this run of the suite is for. */
export async function makeTestDatabase(): Promise<TestDatabase> {
  if (databaseKind() === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'loopbook-test-'));
    return {
      config: { kind: 'sqlite', path: join(folder, 'test.sqlite') },
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const server = process.env['LOOPBOOK_TEST_POSTGRES'] ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  return {
    config: { kind: 'postgres', url: `${server}/${name}` },
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
