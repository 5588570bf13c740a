import type { OpenAPIObject } from '@nestjs/swagger';
import { NO_IDEMPOTENCY_EXTENSION } from '../common/answer-interceptor.js';
import { exampleMore } from '../common/api-problems.js';
import type { RefusalCode } from '../common/errors.js';
import { PROBLEM_TYPE } from '../common/problem-filter.js';
import { problem, statusOf } from '../common/problem.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Responses = Operation['responses'];
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const PROBLEM_SCHEMA = { $ref: '#/components/schemas/Problem' };

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'The same key with the same request answers again what it answered first, with `Idempotency-Replayed: true`.',
  schema: { type: 'string', minLength: 8, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
};

/** Adds to every operation what holds for all of its kind, so that no controller has to repeat it. */
export function addHabits(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      addHabitsTo(operation, { writes: method !== 'get', api: path.startsWith('/api/') });
      addVersionTags(operation, document.components?.schemas ?? {});
    }
  }
  return document;
}

function addHabitsTo(operation: Operation, kind: { readonly writes: boolean; readonly api: boolean }): void {
  const extended = operation as Operation & { [NO_IDEMPOTENCY_EXTENSION]?: boolean };
  // Said where nobody has to sign in, too: an operation without a word on it could as well have been forgotten.
  operation.security ??= [];
  const takesKey = kind.writes && !extended[NO_IDEMPOTENCY_EXTENSION];
  delete extended[NO_IDEMPOTENCY_EXTENSION];
  if (takesKey) operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
  const codes: readonly RefusalCode[] = [
    ...(kind.writes || (operation.parameters ?? []).length > 0 ? (['invalid-input'] as const) : []),
    // A body is read, and may be refused, before it is known that the operation takes none.
    ...(kind.writes ? (['payload-too-large', 'unsupported-media-type'] as const) : []),
    ...(kind.writes && operation.security.length > 0 ? (['foreign-origin'] as const) : []),
    ...(takesKey ? (['idempotency-key-reused'] as const) : []),
    ...(kind.api ? (['rate-limited'] as const) : []),
    'internal',
    'database-unavailable',
  ];
  for (const [status, response] of Object.entries(operation.responses)) {
    if (Number(status) >= 400 && response && 'content' in response) asProblem(response);
  }
  for (const code of codes) addProblem(operation.responses, code);
}

/** An answer with a version carries it as its `ETag` too. */
function addVersionTags(operation: Operation, schemas: Schemas): void {
  for (const response of Object.values(operation.responses)) {
    if (!response || !('content' in response)) continue;
    const schema = response.content?.['application/json']?.schema;
    const answer = schema && '$ref' in schema ? schemas[schema.$ref.split('/').at(-1) ?? ''] : undefined;
    if (!answer || '$ref' in answer || !answer.properties?.['version']) continue;
    response.headers = { ...response.headers, ETag: { schema: { type: 'string', examples: ['"1"'] } } };
  }
}

/** The Swagger module writes every answer down as `application/json`. */
function asProblem(response: { content?: Record<string, unknown> }): void {
  const json = response.content?.['application/json'];
  if (json) response.content = { [PROBLEM_TYPE]: json };
}

function addProblem(responses: Responses, code: RefusalCode): void {
  const status = String(statusOf(code));
  const value = problem(code, 'Says in words what is wrong.', exampleMore(code));
  const known = responses[status];
  const before = known && 'description' in known ? known : { description: '', content: undefined };
  if (before.description.includes(`\`${code}\``)) return;
  responses[status] = {
    ...before,
    description: [before.description, `\`${code}\``].filter(Boolean).join('\n\n'),
    content: {
      [PROBLEM_TYPE]: {
        schema: PROBLEM_SCHEMA,
        examples: { ...before.content?.[PROBLEM_TYPE]?.examples, [code]: { summary: value.title, value } },
      },
    },
  };
}
