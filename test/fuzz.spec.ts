import { readFileSync } from 'node:fs';
import type { OpenAPIObject } from '@nestjs/swagger';
import { FAULTS } from '../src/domain/measure/faults.js';
import { REFUSALS } from '../src/domain/measure/refusals.js';
import { verifyBooks } from '../src/modules/verification/index.js';
import { casesFor, type Sent } from './support/fuzz-cases.js';
import { FuzzStage, type Probe } from './support/fuzz-stage.js';
import { operationsOf, type Operation } from './support/operations.js';
import type { Answer } from './support/test-app.js';

/** Operations are named by the committed document, since tests need their names before the app can run. */
const committed = JSON.parse(readFileSync('data/openapi.json', 'utf8')) as OpenAPIObject;
const KEYS = operationsOf(committed).map(({ key }) => key);

describe('whatever is sent', () => {
  let stage: FuzzStage;

  beforeAll(async () => {
    stage = await FuzzStage.open();
  });
  afterAll(() => stage.app.stop());

  it('is known from the document, which is up to date', () => {
    expect(stage.operations.map(({ key }) => key).sort()).toEqual([...KEYS].sort());
  });

  it.each(KEYS)('to %s is answered as it should be, and a refusal leaves the books alone', async (key) => {
    const operation = stage.operations.find((one) => one.key === key);
    if (!operation) throw new Error(`data/openapi.json names ${key}, which the service does not have.`);
    expect(await faultsOf(operation)).toEqual([]);
  });

  it('leaves books that are right', async () => {
    const { findings } = await stage.app.store.snapshot((manager) => verifyBooks(manager));
    expect(findings).toEqual([]);
  });

  async function faultsOf(operation: Operation): Promise<string[]> {
    const reads = operation.method === 'GET';
    const faults: string[] = [];
    let probe = await stage.prepare(operation);
    let books = await stage.books();
    for (const make of casesFor(operation)) {
      const sent = make(probe);
      const answer = await send(sent, probe);
      const found = faultsIn(answer, sent, operation);
      if (!reads && answer.status >= 400 && (await stage.books()) !== books)
        found.push('is refused, and changes the books');
      faults.push(...found.map((fault) => inWords(fault, sent, answer)));
      if (reads || answer.status >= 400) continue;
      probe = await stage.prepare(operation);
      books = await stage.books();
    }
    if (reads && (await stage.books()) !== books) faults.push('reading changes the books');
    return faults;
  }

  function send({ method, url, body, headers }: Sent, { token }: Probe): Promise<Answer> {
    return stage.app.send(method, url, body, { token, headers });
  }
});

/** A fault with what it takes to see it again. */
function inWords(fault: string, { method, url, headers, body = '' }: Sent, { text }: Answer): string {
  const parts = [`${method} ${url}`, JSON.stringify(headers), body, `-> ${text}`];
  return [`${fault}:`, ...parts.map((part) => part.slice(0, 1_000))].join(' ');
}

/** What is wrong with an answer, whatever it answers. */
function faultsIn({ status, headers, body }: Answer, sent: Sent, { statuses }: Operation): string[] {
  if (status >= 500) return [`is answered ${status}`];
  if (sent.isDocumented && !statuses.has(status)) return [`is answered ${status}, which the document does not name`];
  if (status < 300) return [];
  const faults: string[] = [];
  const { type, title, status: given, detail, code, errors } = (body ?? {}) as Record<string, unknown>;
  if (!String(headers['content-type']).startsWith('application/problem+json')) faults.push('is no problem document');
  if (!REFUSALS.some((known) => known === code)) faults.push('has no code');
  if (type !== `/problems/${String(code)}` || typeof title !== 'string' || !title) faults.push('has no type or title');
  if (given !== status || typeof detail !== 'string' || !detail) faults.push('has another status, or no detail');
  if (status === 400 && !areFaults(errors)) faults.push('does not say where the fault is');
  return faults;
}

function areFaults(errors: unknown): boolean {
  if (!Array.isArray(errors) || errors.length === 0) return false;
  return (errors as readonly Record<string, unknown>[]).every(
    ({ pointer, message, code }) =>
      typeof pointer === 'string' &&
      /^(\/.*)?$/s.test(pointer) &&
      typeof message === 'string' &&
      message.length > 0 &&
      Object.hasOwn(FAULTS, String(code)),
  );
}
