import pg from 'pg';
import type { Answer, TestApp } from './test-app.js';

interface Traced {
  addListener(event: 'trace', told: (sql: string) => void): void;
  removeListener(event: 'trace', told: (sql: string) => void): void;
}

interface Told {
  readonly answer: Answer;
  readonly statements: readonly string[];
}

/** Answers the statements that a database was sent meanwhile; on SQLite those of the one connection that writes. */
export async function statementsOf(app: TestApp, act: () => Promise<Answer>): Promise<Told> {
  const statements: string[] = [];
  const stop = app.store.kind === 'sqlite' ? traceSqlite(app, statements) : tracePostgres(statements);
  try {
    const answer = await act();
    return { answer, statements };
  } finally {
    stop();
  }
}

/** Those of triggers are told as comments. */
function traceSqlite(app: TestApp, statements: string[]): () => void {
  const { databaseConnection } = app.store.writer.driver as unknown as { readonly databaseConnection: Traced };
  const told = (sql: string): void => void (sql.startsWith('--') || statements.push(sql));
  databaseConnection.addListener('trace', told);
  return () => databaseConnection.removeListener('trace', told);
}

type Query = (this: unknown, query: string | { readonly text: string }, ...rest: unknown[]) => unknown;

function tracePostgres(statements: string[]): () => void {
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query: send } = client;
  client.query = function (query, ...rest) {
    statements.push(typeof query === 'string' ? query : query.text);
    return send.call(this, query, ...rest);
  };
  return () => {
    client.query = send;
  };
}
