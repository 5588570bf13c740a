import { getMetadataStorage } from 'class-validator';
import { faultAt, MOST_FAULTS, pointerTo, type Fault } from './errors.js';
import { partOf } from './fields.js';

type DtoClass = new () => object;

/** Names that no field has: those that are told, and how many there are in all. */
export interface UnknownNames {
  readonly told: readonly Fault[];
  readonly count: number;
}

/**
 * The names in an input that are no fields of its class, in its parts too. class-validator says the same of each, and
 * goes on with the rest; but a body of an attacker holds tens of thousands, and it makes a tree of objects for every one.
 */
export function unknownNames(given: object, dto: DtoClass): UnknownNames {
  const told: Fault[] = [];
  let count = 0;
  const look = (node: unknown, of: DtoClass, pointer: string): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach((item, index) => look(item, of, pointerTo(pointer, String(index))));
      return;
    }
    const fields = fieldsOf(of);
    for (const [name, value] of Object.entries(node) as [string, unknown][]) {
      if (!fields.has(name)) {
        count += 1;
        if (count <= MOST_FAULTS) told.push(faultAt(pointerTo(pointer, name), 'unknown-field'));
        continue;
      }
      const part = partOf(of, name);
      if (part) look(value, part, pointerTo(pointer, name));
    }
  };
  look(given, dto, '');
  return { told, count };
}

const known = new Map<DtoClass, ReadonlySet<string>>();

function fieldsOf(dto: DtoClass): ReadonlySet<string> {
  const found = known.get(dto);
  if (found) return found;
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const fields = new Set(rules.map(({ propertyName }) => propertyName));
  known.set(dto, fields);
  return fields;
}
