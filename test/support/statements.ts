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
  if (app.store.kind === 'sqlite') return onSqlite(app, act);
  const statements: string[] = [];
  const stop = tracePostgres(statements);
  try {
    return { answer: await act(), statements };
  } finally {
    stop();
  }
}

/**
 * SQLite tells of a statement some time after it was run: what came before and what comes after is told apart by two marks
 * that are sent like it. Statements of triggers are told as comments.
 */
async function onSqlite(app: TestApp, act: () => Promise<Answer>): Promise<Told> {
  const { databaseConnection } = app.store.writer.driver as unknown as { readonly databaseConnection: Traced };
  const seen: string[] = [];
  let tellMark = (): void => undefined;
  const told = (sql: string): void => {
    if (!sql.startsWith('--')) seen.push(sql);
    if (sql.startsWith(MARK)) tellMark();
  };
  const mark = async (): Promise<void> => {
    const isTold = new Promise<void>((resolve) => (tellMark = resolve));
    await app.store.writer.query(MARK);
    await isTold;
  };
  databaseConnection.addListener('trace', told);
  try {
    await mark();
    seen.length = 0;
    const answer = await act();
    await mark();
    return { answer, statements: seen.slice(0, -1) };
  } finally {
    databaseConnection.removeListener('trace', told);
  }
}

const MARK = `SELECT 'a mark'`;

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
