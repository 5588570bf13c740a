import fc from 'fast-check';
import type { Probe } from './fuzz-stage.js';
import { mutated, mutation, NO_OBJECTS } from './mutations.js';
import { filled, namesIn, type Operation } from './operations.js';

/** A request that is sent to an operation, mostly one that nobody should send. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the document says everything that may be answered; it is silent on addresses and bodies that are none of its. */
  readonly isDocumented: boolean;
}

/** What makes a request for a probe, which may be another one each time. */
export type Case = (probe: Probe) => Sent;

/** Runs are the same each time. */
const SEED = 20_270_630;
/** So many changed bodies and queries an operation; of what is the same for all, each gets a few, so that all get all. */
const MUTATIONS = 60;
const QUERIES = 24;
const FEW = 6;

const FIVE_MEGABYTES = JSON.stringify({ note: 'x'.repeat(5 * 1024 * 1024) });
const ALMOST_ONE_MEGABYTE = JSON.stringify({ note: 'x'.repeat(1024 * 1024 - 20) });
const CONTENT_TYPES = [
  ...['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
  ...['nonsense', 'application/json; charset=utf-16', 'application/json;', 'application/merge-patch+json'],
  ...['application/json+x', ''],
];
const KEYS = ['short', 'with a space', 'x'.repeat(129), '\u00fcmlaut-\u00fcmlaut', 'a,b,c,d,e', 'good-enough-key'];
const VERSIONS = [
  ...['', '*', '"', '""', '"x"', 'W/"1"', '"1", "2"', '"999999999"', '"99999999999999999999"', '"-1"', '"1e0"'],
];
const IDS = [
  ...['x', '0', 'null', '%00', '%20', '%', '%E0%A4%A', '%ff', '..', '..%2f..', '%2e%2e%2f', '__proto__'],
  ...['constructor', '01890000-0000-7000-8000-000000000000', '01890000-0000-7000-8000-00000000000A', '*', "'"],
  ...['%F0%9F%A7%B2', '01890000-0000-1000-8000-000000000000', 'a'.repeat(199), 'a'.repeat(201), 'a;b=c', '%u0041'],
  ...['01890000%00'],
];
const QUERY_VALUES = [
  ...['', '%00', '%', '%ff', '%20', '0', '-1', '1', '200', '201', '1.5', '1e2', 'NaN', 'Infinity'],
  ...['99999999999999999999', '0x10', '2027-02-30', '2027-01-01', '9999-12-31', '0000-01-01', 'null', 'true'],
  ...['__proto__', 'x', "'", 'a'.repeat(2_000), '%25', '01890000-0000-7000-8000-000000000000', 'e30', 'WzEsMl0'],
  ...['WzFlMzA4LCIiXQ', 'Wy0xLCIiXQ', 'WzEsIi0iXQ', 'WzEsIi0iLDNd'],
];
const QUERY_FORMS: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `${name}=${value}`,
  (name, value) => `${name}=${value}&${name}=${value}`,
  (name, value) => `${name}[]=${value}`,
  (name, value) => `${name}[a]=${value}`,
  (name, value) => `${name}[__proto__][a]=${value}`,
  (name) => name,
  (name, value) => `${name}${value}=1`,
];

/** The requests for an operation. */
export function casesFor(operation: Operation): Case[] {
  return [...bodies(operation), ...headers(operation), ...queries(operation), ...paths(operation)];
}

function sent(probe: Probe, more: Partial<Sent> & { readonly query?: string } = {}): Sent {
  const { operation, url, query, version, body } = probe;
  const { query: added, headers: moreHeaders, ...rest } = more;
  const whole = [query, added].filter(Boolean).join('&');
  return {
    method: operation.method,
    url: whole ? `${url}?${whole}` : url,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(operation.parameters.some(({ name }) => name === 'If-Match') ? { 'if-match': `"${version}"` } : {}),
      ...moreHeaders,
    },
    isDocumented: true,
    ...rest,
  };
}

/** Samples of its own for each operation. */
function sampled<T>({ key }: Operation, arbitrary: fc.Arbitrary<T>, numRuns: number): T[] {
  const seed = [...key].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 2 ** 31, SEED);
  return fc.sample(arbitrary, { seed, numRuns });
}

function few<T>(operation: Operation, all: readonly T[]): T[] {
  return sampled(operation, fc.shuffledSubarray([...all], { minLength: FEW, maxLength: FEW }), 1).flat();
}

function bodies(operation: Operation): Case[] {
  const { body, method, parameters } = operation;
  if (!body) return method === 'GET' ? [] : noFields();
  const takesKey = parameters.some(({ name }) => name === 'Idempotency-Key');
  const key = (number: number): Record<string, string> => (takesKey ? { 'idempotency-key': `fuzz-key-${number}` } : {});
  return [
    ...sampled(operation, mutation, MUTATIONS).map(
      (edits, number): Case =>
        (probe) =>
          sent(probe, { body: mutated(number % 3 === 0 ? probe.fullBody : probe.body, edits) }),
    ),
    ...few(operation, NO_OBJECTS).map(
      (text, number): Case =>
        (probe) =>
          sent(probe, { body: text, headers: key(number) }),
    ),
    ...few(operation, CONTENT_TYPES).map(
      (type): Case =>
        (probe) =>
          sent(probe, { headers: { 'content-type': type } }),
    ),
    (probe) => sent(probe, { body: FIVE_MEGABYTES }),
    (probe) => sent(probe, { body: ALMOST_ONE_MEGABYTE, headers: key(FEW) }),
  ];
}

/** To an operation that takes no body at all. */
function noFields(): Case[] {
  return ['{', '[]', '{"unknown":1}', 'null'].map(
    (text): Case =>
      (probe) =>
        sent(probe, { body: text, isDocumented: false }),
  );
}

function headers(operation: Operation): Case[] {
  const values: Readonly<Record<string, readonly string[]>> = { 'If-Match': VERSIONS, 'Idempotency-Key': KEYS };
  return operation.parameters.flatMap(({ name }) =>
    (values[name] ? few(operation, values[name]) : []).map(
      (value): Case =>
        (probe) =>
          sent(probe, { headers: { [name.toLowerCase()]: value } }),
    ),
  );
}

function queries(operation: Operation): Case[] {
  const names = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  if (names.length === 0) return [];
  const one = fc.tuple(
    fc.constantFrom(...names, ...names, 'unknown', '__proto__', 'constructor', ''),
    fc.constantFrom(...QUERY_VALUES),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.nat({ max: QUERY_FORMS.length - 1 }) },
    ),
  );
  return sampled(operation, one, QUERIES).map(([name, value, form]): Case => {
    const query = QUERY_FORMS[form]?.(name, value) ?? '';
    return (probe) => sent({ ...probe, query: form === 0 ? without(probe.query, name) : probe.query }, { query });
  });
}

function without(query: string, name: string): string {
  const left = new URLSearchParams(query);
  left.delete(name);
  return left.toString();
}

function paths(operation: Operation): Case[] {
  const { path } = operation;
  return namesIn(path).flatMap((name) =>
    few(operation, IDS).map((id): Case => (probe) => {
      const ids = Object.fromEntries(
        namesIn(path).map((other) => [other, other === name ? id : (probe.ids[other] ?? '')]),
      );
      return { ...sent({ ...probe, url: filled(path, ids) }), isDocumented: false };
    }),
  );
}
