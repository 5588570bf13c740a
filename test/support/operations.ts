import type { OpenAPIObject } from '@nestjs/swagger';
import { NOBODY } from './agreement-desk.js';

export interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** An operation of the OpenAPI document. */
export interface Operation {
  /** Method and path, such as `POST /batches/{id}/splits`. */
  readonly key: string;
  readonly method: string;
  /** As the test app takes it: below `/api/v1`, or after another slash. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  /** Whether it is open to everyone. */
  readonly isPublic: boolean;
  /** The statuses that the document says it may answer. */
  readonly statuses: ReadonlySet<number>;
}

const BASE = '/api/v1';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation of the document, in its order. */
export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const shown = path.startsWith(BASE) ? path.slice(BASE.length) : path;
      const { parameters = [], requestBody, responses, security } = operation;
      const content = requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined;
      return [
        {
          key: `${method.toUpperCase()} ${shown}`,
          method: method.toUpperCase(),
          path: path.startsWith(BASE) ? shown : `/${shown}`,
          parameters: parameters as unknown as Parameter[],
          body: (content?.schema as Schema | undefined) ?? null,
          isPublic: security?.length === 0,
          statuses: new Set(Object.keys(responses).map(Number)),
        },
      ];
    }),
  );
}

/** The names in braces of a path. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** A path with what stands for the names in its braces. */
export function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
}

export interface SampleOptions {
  /** With the optional fields too. */
  readonly full?: boolean;
  /** More of what fields of a name hold; these are there even where they are optional. */
  readonly values?: Values;
}

/** What fields of a name hold: a value, or what makes a new one each time. */
export type Values = Readonly<Record<string, unknown>>;

/** Makes values that a schema takes. */
export class Samples {
  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly values: Values,
  ) {}

  of(schema: Schema, options: SampleOptions = {}): unknown {
    const { $ref, anyOf, examples, properties } = schema;
    if ($ref) return this.of(this.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, options);
    if (anyOf) return this.of(anyOf[0] ?? {}, options);
    return properties ? this.object(schema, options) : (examples?.[0] ?? this.leaf(schema, options));
  }

  /** A field by its name, where that says what it holds, else by its schema. */
  field(name: string, schema: Schema, options: SampleOptions = {}): unknown {
    const known: Values = { ...this.values, ...options.values };
    if (!Object.hasOwn(known, name)) return this.of(schema, options);
    const value = known[name];
    return typeof value === 'function' ? (value as () => unknown)() : value;
  }

  private object({ properties = {}, required = [] }: Schema, options: SampleOptions): unknown {
    const { full = false, values = {} } = options;
    const names = Object.keys(properties).filter(
      (name) => full || required.includes(name) || Object.hasOwn(values, name),
    );
    return Object.fromEntries(names.map((name) => [name, this.field(name, properties[name] ?? {}, options)]));
  }

  private leaf(schema: Schema, options: SampleOptions): unknown {
    const { type } = schema;
    switch (typeof type === 'object' ? type[0] : type) {
      case 'array':
        return [this.of(schema.items ?? {}, options)];
      case 'boolean':
        return true;
      case 'number':
      case 'integer':
        return Math.min(Math.max(schema.minimum ?? 1, 1), schema.maximum ?? 1);
      case 'string':
        return schema.enum?.[0] ?? (schema.format === 'uuid' ? NOBODY : 'Some text'.padEnd(schema.minLength ?? 0, '.'));
      default:
        return {};
    }
  }
}
