import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from '../src/app/openapi.js';
import { TestApp } from './support/test-app.js';

type Node = Readonly<Record<string, unknown>>;

interface Place {
  readonly pointer: string;
  readonly node: Node;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenAPIObject;

  beforeAll(async () => {
    app = await TestApp.start();
    document = openApiDocument(app.nest);
  });
  afterAll(() => app.stop());

  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [{ key: `${method} ${path}`, operation }] : [];
      }),
    );

  it('is of OpenAPI 3.1, in which what may be null says so by its type', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: '/', description: 'The service that serves this document.' }]);
    expect(placesIn(document, '').filter(({ node }) => 'nullable' in node)).toEqual([]);
    const { BookedDispositionAnswer, PartyAnswer } = document.components?.schemas as Record<string, Node>;
    expect(BookedDispositionAnswer?.['properties']).toMatchObject({
      breach: { anyOf: [{ $ref: '#/components/schemas/Breach' }, { type: 'null' }] },
    });
    expect(PartyAnswer?.['properties']).toMatchObject({
      identifiers: { anyOf: [{ $ref: '#/components/schemas/IdentifiersAnswer' }, { type: 'null' }] },
    });
  });

  it('says of every operation what it does, where it belongs and who may call it', () => {
    const tags = new Set(document.tags?.map(({ name }) => name));
    const without = operations().filter(
      ({ operation: { summary, operationId, tags: own = [], security } }) =>
        !summary || !operationId || own.length !== 1 || !tags.has(own[0] ?? '') || !security,
    );
    expect(without.map(({ key }) => key)).toEqual([]);
    const open = operations().filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ key }) => key)).toEqual(['get /health/live', 'get /health/ready', 'post /api/v1/auth/login']);
    const others = operations().filter(({ operation }) => operation.security?.length !== 0);
    expect(new Set(others.map(({ operation }) => JSON.stringify(operation.security)))).toEqual(
      new Set(['[{"bearer":[]},{"cookie":[]}]']),
    );
  });

  it('says of every refusal that it is a problem document', () => {
    const others = operations().flatMap(({ key, operation }) =>
      Object.entries(operation.responses)
        .filter(([status]) => Number(status) >= 400)
        .filter(([, response]) => !JSON.stringify(response).includes('"application/problem+json":{"schema":{"$ref"'))
        .map(([status]) => `${key} ${status}`),
    );
    expect(others).toEqual([]);
  });

  it('names every field of every answer: only maps are open, and those say what they hold', () => {
    const schemas = document.components?.schemas ?? {};
    const open = operations()
      .flatMap(({ key, operation }) =>
        Object.entries(operation.responses).flatMap(([status, response]) => placesIn(response, `${key} ${status}`)),
      )
      .concat(placesIn(schemas, 'schemas'))
      .filter(({ node }) => isOpen(node));
    expect(open.map(({ pointer }) => pointer)).toEqual([]);
  });

  it('finds an object that is left open', () => {
    const left = [
      { type: 'object' },
      { additionalProperties: true },
      { additionalProperties: {} },
      { type: ['object', 'null'] },
    ];
    expect(left.map(isOpen)).toEqual([true, true, true, true]);
    const told = [
      { type: 'object', properties: {} },
      { type: 'object', additionalProperties: { type: 'number' } },
    ];
    expect(told.map(isOpen)).toEqual([false, false]);
  });

  it('closes every request, as the service refuses what it does not know', () => {
    const { NewBatch, NewAssay, BatchAnswer } = document.components?.schemas as Record<string, Node>;
    const closed = [NewBatch, NewAssay, BatchAnswer].map((schema) => schema?.['additionalProperties']);
    expect(closed).toEqual([false, false, undefined]);
  });
});

/** Whether it stands for an object of which nothing is said. */
function isOpen({ type, properties, additionalProperties }: Node): boolean {
  if (additionalProperties === true) return true;
  if (typeof additionalProperties === 'object') return Object.keys(additionalProperties ?? {}).length === 0;
  return [type].flat().includes('object') && properties === undefined;
}

/** Every object in a document, with its place; examples hold values, and are passed over. */
function placesIn(value: unknown, pointer: string): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value)
    .filter(([name]) => name !== 'examples' && name !== 'example')
    .flatMap(([name, one]) => placesIn(one, `${pointer}/${name}`));
  return Array.isArray(value) ? below : [{ pointer, node: value as Node }, ...below];
}
