import { faultAt, pointerTo, type Fault } from './errors.js';

/** The deepest request there is has six. */
const MOST_LEVELS = 32;
/** More than the largest request has fields, and than the catalogue has formulas for a composition. */
const MOST_FIELDS = 128;
/** As many as the longest list of any request may have. */
const MOST_ITEMS = 1_000;
/** Fields and items together: a run of a thousand outputs, each with an assay of ten formulas, has twenty thousand. */
const MOST_VALUES = 30_000;
/** Those of one object or list: more are not worth reading only to say where they stand. */
const MOST_TOGETHER = 3_000;
/** The longest text of any request has 2,000. */
const MOST_CHARACTERS = 10_000;
const LONGEST_NAME = 200;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const TOO_DEEP: Fault = faultAt('', 'too-deep');

/**
 * What is too much of a body before it is even read: reading alone takes long where there are a hundred thousand fields,
 * or as many lists in one another. Each value but the first of its object or list follows a comma.
 *
 * @returns the fault, or `null`
 */
export function sizeFault(body: Buffer): Fault | null {
  const counts = [1];
  let [depth, values, most] = [0, 1, 1];
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === COMMA) {
      values += 1;
      const count = (counts[depth] ?? 1) + 1;
      counts[depth] = count;
      if (count > most) most = count;
    } else if (byte === QUOTE) at = endOfText(body, at + 1);
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth -= 1;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth += 1;
      counts[depth] = 1;
      if (depth > MOST_LEVELS) return TOO_DEEP;
    }
  }
  if (most > MOST_TOGETHER) return tooMany('', 'too-many-together', most, MOST_TOGETHER);
  return values > MOST_VALUES ? tooMany('', 'too-many-values', values, MOST_VALUES) : null;
}

/** Where the text ends that begins here: behind a backslash stands no end. */
function endOfText(body: Buffer, from: number): number {
  for (let at = from; at < body.length; at += 1) {
    if (body[at] === QUOTE) return at;
    if (body[at] === BACKSLASH) at += 1;
  }
  return body.length;
}

/** An object or a list in a body, and where it stands. */
interface Container {
  readonly node: object;
  readonly name: string;
  readonly parent: Container | null;
}

/**
 * What no request may hold, before anything else looks at it: more levels, fields, items or characters than any request
 * has need of, since whatever checks a body goes down into it by calling itself, and compares the names of an object with
 * each other; half of a pair of surrogates, which is no character, and which neither database can store; and the name of
 * something that every object has, which class-transformer takes for that thing: it passes over `toString`, and fails on
 * `constructor`. Bodies come here before it is known who sends them, so this makes nothing but a note for each object and
 * list, and does not look into what is too large.
 *
 * @returns every fault, with its pointer
 */
export function shapeFaults(value: unknown): Fault[] {
  const faults: Fault[] = [];
  let level: Container[] = [];
  const look = (node: unknown, name: string, parent: Container | null, next: Container[]): void => {
    if (typeof node === 'object' && node !== null) next.push({ node, name, parent });
    else if (typeof node === 'string') faults.push(...textFaults(node, name, parent));
  };
  look(value, '', null, level);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return [TOO_DEEP];
    const next: Container[] = [];
    for (const container of level) {
      const wrong = sizeFaultOf(container);
      if (wrong) faults.push(wrong);
      else if (Array.isArray(container.node)) {
        container.node.forEach((item: unknown, index) => look(item, String(index), container, next));
      } else {
        for (const [name, item] of Object.entries(container.node) as [string, unknown][]) {
          const fault = nameFault(name, container);
          if (fault) faults.push(fault);
          if (isTellable(name)) look(item, name, container, next);
        }
      }
    }
    level = next;
  }
  return faults;
}

function sizeFaultOf(container: Container): Fault | null {
  const { node } = container;
  if (Array.isArray(node)) {
    return node.length > MOST_ITEMS ? tooMany(pointerOf(container), 'too-many-items', node.length, MOST_ITEMS) : null;
  }
  const fields = Object.keys(node).length;
  return fields > MOST_FIELDS ? tooMany(pointerOf(container), 'too-many-fields', fields, MOST_FIELDS) : null;
}

type TooMany = 'too-many-items' | 'too-many-fields' | 'too-many-values' | 'too-many-together';

function tooMany(pointer: string, code: TooMany, count: number, most: number): Fault {
  return faultAt(pointer, code, { count, excess: count - most });
}

/** Whether a pointer can hold a name; what stands below another is of no interest. */
function isTellable(name: string): boolean {
  return name.length <= LONGEST_NAME && name.isWellFormed();
}

function nameFault(name: string, container: Container): Fault | null {
  if (!isTellable(name)) {
    const pointer = pointerOf(container);
    return name.length > LONGEST_NAME
      ? faultAt(pointer, 'field-name-too-long', { most: LONGEST_NAME })
      : faultAt(pointer, 'field-name-broken');
  }
  return name in Object.prototype ? faultAt(pointerTo(pointerOf(container), name), 'unknown-field') : null;
}

function textFaults(text: string, name: string, parent: Container | null): Fault[] {
  const pointer = (): string => (parent ? pointerTo(pointerOf(parent), name) : '');
  if (text.length > MOST_CHARACTERS) {
    return [faultAt(pointer(), 'too-long', { most: MOST_CHARACTERS })];
  }
  return text.isWellFormed() ? [] : [faultAt(pointer(), 'half-character')];
}

function pointerOf({ name, parent }: Container): string {
  return parent ? pointerTo(pointerOf(parent), name) : '';
}
