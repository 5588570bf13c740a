import { pointerTo, type Fault } from './errors.js';

export const NOT_A_FIELD = 'is not a field of this request';

/** The deepest request there is has six. */
const MOST_LEVELS = 32;

/** An object or a list in a body, and where it stands. */
interface Container {
  readonly node: object;
  readonly name: string;
  readonly parent: Container | null;
}

/**
 * What no request may hold, before anything else looks at it. Whatever checks a body goes down into it by calling itself,
 * and some thousand levels are too many for its stack. And class-transformer takes a field with the name of something that
 * every object has for that thing: it passes over `toString`, and fails on `constructor`. Bodies come here before it is
 * known who sends them, so this makes nothing but a note for each object and list.
 *
 * @returns every fault, with its pointer
 */
export function shapeFaults(body: unknown): Fault[] {
  const faults: Fault[] = [];
  let level = contains(body) ? [{ node: body, name: '', parent: null }] : ([] as Container[]);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return [{ pointer: '', message: 'is nested too deeply' }];
    const next: Container[] = [];
    for (const container of level)
      faults.push(...(Array.isArray(container.node) ? intoList : intoObject)(container, next));
    level = next;
  }
  return faults;
}

const NONE: readonly Fault[] = [];

/** Adds the containers in a list to those to be looked into next. */
function intoList(container: Container, next: Container[]): readonly Fault[] {
  const list = container.node as readonly unknown[];
  for (let index = 0; index < list.length; index += 1) {
    const node = list[index];
    if (contains(node)) next.push({ node, name: String(index), parent: container });
  }
  return NONE;
}

/** The same with an object, whose fields have names. */
function intoObject(container: Container, next: Container[]): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [name, node] of Object.entries(container.node) as [string, unknown][]) {
    if (contains(node)) next.push({ node, name, parent: container });
    if (name in Object.prototype) {
      faults.push({ pointer: pointerTo(pointerOf(container), name), message: NOT_A_FIELD });
    }
  }
  return faults;
}

function contains(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function pointerOf({ name, parent }: Container): string {
  return parent ? pointerTo(pointerOf(parent), name) : '';
}
