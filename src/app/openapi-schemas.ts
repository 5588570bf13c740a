import type { OpenAPIObject } from '@nestjs/swagger';

type Node = Record<string, unknown>;

/** What holds values, and no schemas. */
const VALUES = new Set(['examples', 'enum', 'const', 'default']);

/**
 * Puts the schemas that the Swagger module writes into the words of JSON Schema 2020-12, which OpenAPI 3.1 speaks: examples
 * are a list, and a reference stands beside its description. The requests are closed, as the service refuses unknown fields.
 */
export function tidySchemas(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Node>;
  for (const schema of Object.values(schemas)) tidy(schema);
  for (const schema of inContents(document)) tidy(schema);
  for (const name of namedIn(requestBodies(document), schemas)) {
    const schema = schemas[name];
    if (schema?.['properties']) schema['additionalProperties'] = false;
  }
  return document;
}

function tidy(schema: Node): void {
  if ('example' in schema) {
    schema['examples'] = [schema['example']];
    delete schema['example'];
  }
  const { allOf } = schema;
  if (Array.isArray(allOf) && allOf.length === 1) {
    delete schema['allOf'];
    Object.assign(schema, allOf[0]);
  }
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') Object.values(value as Record<string, Node>).forEach(tidy);
    else if (Array.isArray(value) && !VALUES.has(key)) value.filter(isNode).forEach(tidy);
    else if (isNode(value) && !VALUES.has(key)) tidy(value);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function operations(document: OpenAPIObject): Node[] {
  return Object.values(document.paths).flatMap((item) => Object.values(item as Node).filter(isNode));
}

function requestBodies(document: OpenAPIObject): unknown[] {
  return operations(document).map(({ requestBody }) => requestBody);
}

/** The schemas of parameters, requests and answers that have no name. */
function inContents(document: OpenAPIObject): Node[] {
  return operations(document).flatMap(({ parameters, requestBody, responses }) => {
    const holders = [requestBody, ...Object.values((responses ?? {}) as Node)].filter(isNode);
    const media = holders.flatMap(({ content }) => Object.values((content ?? {}) as Node));
    return [...((parameters ?? []) as unknown[]), ...media]
      .filter(isNode)
      .flatMap(({ schema }) => (isNode(schema) ? [schema] : []));
  });
}

/** The names of all schemas that something refers to, directly or by way of others. */
function namedIn(value: unknown, schemas: Readonly<Record<string, Node>>, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (found.has(name)) continue;
    found.add(name);
    namedIn(schemas[name], schemas, found);
  }
  return found;
}
