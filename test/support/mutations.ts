import fc from 'fast-check';

/** Of what is sent as JSON, one thing to change: `at` counts its values, the whole one included. */
interface Edit {
  readonly at: number;
  readonly how:
    | { readonly kind: 'drop' | 'wrap' | 'twice' }
    | { readonly kind: 'replace'; readonly text: string }
    | { readonly kind: 'add'; readonly name: string; readonly text: string };
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const deep = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** JSON texts, some of which hardly any field takes, some of which are at the edge of what one takes. */
const VALUES: readonly string[] = [
  ...['null', 'true', 'false', '[]', '{}', '[[]]', '[null]', '[{}]', '{"length":-1}', '{"toString":1}'],
  ...['{"then":{}}', '0', '-0', '-1', '1', '100', '1e12', '1e-7', '1e999', '-1e999', '5e-324', '0.1234567'],
  ...['100.00001', '0.000001', '2147483648', '9007199254', '9007199254.740991', '9007199254740993'],
  ...['99999999999999999999999', '1.7976e308', '""', '" "', '"NaN"', '"Infinity"', '"1"', '"null"', '"*"'],
  ...['"\\u0000"', '"\\u0007"', '"a\\u0000b"', '"\\ud800"', '"\\udc00\\ud800"', '"\\ufeff"', '"\\u202e"'],
  ...['"__proto__"', '"constructor"', '"%00"', '"%"', '"\'; --"', '"{}"', '{"__proto__":{"role":"admin"}}'],
  ...['{"constructor":{"prototype":{"role":"admin"}}}', '{"$ref":"#"}', '{"":1}', '"2027-02-30"', '"2027-03-01"'],
  ...['"1900-01-01"', '"0000-00-00"', '"9999-12-31"', '"10000-01-01"', '"2027-3-1"', '"2027-03-01T08:00:00"'],
  ...['"2027-03-01T08:00:00Z"', '"2027-03-01T24:00:00Z"', '"2027-03-01T08:00:60Z"', '"1900-01-01T00:00:00+23:59"'],
  ...['"9999-12-31T23:59:59-23:59"', '"2027-03-01T08:00:00.999999999-05:00"'],
  ...['"01890000-0000-7000-8000-000000000000"', '"01890000-0000-7000-8000-00000000000G"', '"Nd"', '{"Nd":100.1}'],
  ...['{"Nd":-1}', '{"Nd":"1"}', '{"Xx":1}', '{"__proto__":1}', '{"constructor":1}', '{"Nd":60,"Nd2O3":60}'],
  ...['{"Nd":null}', JSON.stringify('x'.repeat(70_000)), JSON.stringify('\u{1f9f2}'.repeat(150)), nested(24)],
  ...[deep(24), nested(5_000)],
  ...[JSON.stringify(Array.from({ length: 1_500 }, () => '01890000-0000-7000-8000-000000000000'))],
];
const NAMES: readonly string[] = ['unknown', 'id', 'version', '__proto__', 'constructor', 'toString', '', 'a/b~c', '0'];

const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
);

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: 1_000 }),
  how: fc.oneof(
    { weight: 6, arbitrary: text.map((given) => ({ kind: 'replace' as const, text: given })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom({ kind: 'drop' as const }, { kind: 'wrap' as const }, { kind: 'twice' as const }),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...NAMES), text)
        .map(([name, given]) => ({ kind: 'add' as const, name, text: given })),
    },
  ),
});

/** What may be done to a value before it is sent: mostly one change, so that the rest still gets past the first check. */
export const mutation: fc.Arbitrary<readonly Edit[]> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(edit) },
  { weight: 1, arbitrary: fc.array(edit, { minLength: 2, maxLength: 4 }) },
);

/** The JSON text of a value with these changes: text, since not all of it could be a value of JavaScript. */
export function mutated(value: unknown, edits: readonly Edit[]): string {
  const size = sizeOf(value);
  const at = new Map(edits.map((one) => [one.at % size, one.how]));
  let count = 0;
  const write = (node: unknown): string | null => {
    const how = at.get(count);
    count += 1;
    const inner = writeInner(node, write, how);
    switch (how?.kind) {
      case 'drop':
        return null;
      case 'replace':
        return how.text;
      case 'wrap':
        return `[${inner}]`;
      case 'twice':
        return `[${inner},${inner}]`;
      default:
        return inner;
    }
  };
  return write(value) ?? '';
}

function writeInner(node: unknown, write: (node: unknown) => string | null, how: Edit['how'] | undefined): string {
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? 'null';
  if (Array.isArray(node)) return `[${node.flatMap((item) => write(item) ?? []).join(',')}]`;
  const fields = Object.entries(node).flatMap(([name, item]) => {
    const written = write(item);
    return written === null ? [] : [`${JSON.stringify(name)}:${written}`];
  });
  if (how?.kind === 'add') fields.push(`${JSON.stringify(how.name)}:${how.text}`);
  return `{${fields.join(',')}}`;
}

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, item) => sum + sizeOf(item), 0);
}

/** Bodies that are the same for every operation: none of them is an object of fields. */
export const NO_OBJECTS: readonly string[] = [
  ...['', ' ', 'null', 'true', '0', '"text"', '[]', '[{}]', '{', '{"a":', '{"a":1,}', "{'a':1}", 'undefined'],
  ...['{"a":1}{"b":2}', '\u0000', '\ufeff{}', '{"__proto__":{"admin":true}}'],
  ...['{"constructor":{"prototype":{"admin":true}}}', 'NaN', nested(100_000), deep(50_000)],
];
