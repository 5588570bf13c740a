import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApiDocument } from '../../src/app/openapi.js';

interface Media {
  readonly schema?: object;
}

interface Content {
  readonly content?: Readonly<Record<string, Media>>;
  readonly headers?: Readonly<Record<string, unknown>>;
}

interface Operation {
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

type Item = Readonly<Record<string, Operation>>;

/** What was asked and what was answered, as they went over the wire. */
export interface Exchange {
  readonly method: string;
  /** The whole path, with its query. */
  readonly url: string;
  readonly sent: string | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
}

const ROOT = 'document';
const ORIGIN = 'http://localhost';
const PROBLEM = { $ref: '#/components/schemas/Problem' };
const PROBLEM_TYPE = 'application/problem+json';

/**
 * The OpenAPI document as a judge of every answer: a status, a media type, a header or a field of which it does not tell, or
 * which is not as it tells, is a fault of the service or of the document.
 */
export class Contract {
  private static made: Contract | undefined;
  private readonly ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  private readonly paths: readonly { readonly pattern: RegExp; readonly names: number; readonly item: Item }[];
  private readonly compiled = new Map<object, ValidateFunction>();

  private constructor(document: { readonly paths: object }) {
    formats.default(this.ajv);
    closeObjects(document);
    // A document is no schema itself, but the place of the schemas that refer to each other in it.
    this.ajv.addVocabulary(Object.keys(document));
    this.ajv.addSchema(document, ROOT);
    this.paths = Object.entries(document.paths as Record<string, Item>)
      .map(([path, item]) => ({ pattern: patternOf(path), names: path.split('{').length, item }))
      .sort((one, other) => one.names - other.names);
  }

  /** One for a process: the code under test, and so its document, is the same for all apps of it. */
  static of(app: NestFastifyApplication): Contract {
    return (this.made ??= new Contract(structuredClone(openApiDocument(app))));
  }

  /** @throws Error that names every way in which the exchange is not as the document tells */
  check(exchange: Exchange): void {
    const faults = this.faultsOf(exchange);
    if (faults.length === 0) return;
    const { method, url, status, text } = exchange;
    const told = [`${method} ${url} is answered ${status}, not as the OpenAPI document tells:`, ...faults];
    throw new Error([...told, text.slice(0, 2_000)].join('\n  '));
  }

  private faultsOf(exchange: Exchange): string[] {
    const { method, url, status } = exchange;
    const path = pathOf(url);
    const item = this.paths.find(({ pattern }) => pattern.test(path))?.item;
    const operation = item?.[method.toLowerCase()];
    // Other addresses and methods are told of by their problem documents alone; pages and files are no matter of the API.
    if (!operation)
      return status < 400 || method === 'HEAD'
        ? []
        : this.answerFaults(exchange, { [PROBLEM_TYPE]: { schema: PROBLEM } });
    const response = operation.responses[status];
    if (!response) return [`status ${status} is not in the document`];
    const faults = this.answerFaults(exchange, response.content ?? {});
    for (const name of Object.keys(response.headers ?? {})) {
      if (exchange.headers[name.toLowerCase()] === undefined) faults.push(`header ${name} is missing`);
    }
    return status < 300 ? [...faults, ...this.requestFaults(exchange, operation)] : faults;
  }

  private answerFaults({ headers, text }: Exchange, content: Readonly<Record<string, Media>>): string[] {
    const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
    if (Object.keys(content).length === 0) return text === '' ? [] : ['an empty answer has a body'];
    const media = content[type];
    if (!media) return [`media type ${type || 'of nothing'} is not in the document`];
    return type.endsWith('json') ? this.schemaFaults(media.schema, JSON.parse(text) as unknown, 'answer') : [];
  }

  /** What the service takes has to be what the document lets one send. */
  private requestFaults({ sent }: Exchange, { requestBody }: Operation): string[] {
    const schema = requestBody?.content?.['application/json']?.schema;
    if (!schema) return [];
    // `null` is taken as no body is, and a byte order mark is passed over.
    const value = sent ? (JSON.parse(sent.replace(/^\uFEFF/, '')) as unknown) : null;
    return value !== null ? this.schemaFaults(schema, value, 'request') : [];
  }

  private schemaFaults(schema: object | undefined, value: unknown, what: string): string[] {
    if (!schema) return [`${what}: the document has no schema`];
    const validate = this.validatorOf(schema);
    return validate(value) ? [] : (validate.errors ?? []).map((error) => inWords(error, what));
  }

  /** Compiled when it is first needed: a suite meets a few of them. */
  private validatorOf(schema: object): ValidateFunction {
    const known = this.compiled.get(schema);
    if (known) return known;
    const made = this.ajv.compile(rooted(schema) as object);
    this.compiled.set(schema, made);
    return made;
  }
}

function inWords({ instancePath, message, params }: ErrorObject, what: string): string {
  return `${what} ${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`;
}

/** As a client makes of it, that resolves `..`, or as it is where it makes nothing of it. */
function pathOf(url: string): string {
  return (URL.canParse(url, ORIGIN) ? new URL(url, ORIGIN).pathname : url.split('?')[0]) ?? '';
}

/** `{id}` stands for one part of a path. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`);
}

/** The same schema outside the document, with references into it. */
function rooted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rooted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === '$ref' ? `${ROOT}${String(one)}` : rooted(one)]),
  );
}

/** What the document does not name is not to be there; it leaves that open for those who read answers of later versions. */
function closeObjects(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && 'properties' in value && !('additionalProperties' in value)) {
    Object.assign(value, { additionalProperties: false });
  }
  Object.values(value).forEach(closeObjects);
}
