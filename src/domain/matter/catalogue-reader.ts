/** How far a value of the catalogue may be relied on. `memory` and `to-confirm` need a source before anyone leans on them. */
export const CONFIDENCES = ['sourced', 'computed', 'illustrative', 'memory', 'to-confirm'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * Reads one object of parsed JSON field by field, notes every fault with its path and goes on with a stand-in,
 * so that a catalogue with five faults is mended in one go. A field that nobody read is a fault too: it is a misspelt one.
 */
export class FieldReader {
  private readonly fields: ReadonlyMap<string, unknown>;
  private readonly read = new Set<string>();

  constructor(
    value: unknown,
    private readonly path: string,
    private readonly faults: string[],
  ) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) this.fault('', 'is not an object');
    this.fields = new Map(isObject ? Object.entries(value) : []);
  }

  /** Notes a fault of a field; an empty name means the object itself. */
  fault(name: string, message: string): void {
    this.faults.push(`${this.path}${name && `.${name}`} ${message}`);
  }

  /** A text that is not blank. */
  text(name: string): string {
    const value = this.take(name);
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.fault(name, 'is missing or blank');
    return '';
  }

  textOrNull(name: string): string | null {
    return this.isNull(name) ? null : this.text(name);
  }

  flag(name: string): boolean {
    const value = this.take(name);
    if (typeof value !== 'boolean') this.fault(name, 'is not true or false');
    return value === true;
  }

  flagOrNull(name: string): boolean | null {
    return this.isNull(name) ? null : this.flag(name);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const value = this.take(name);
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) this.fault(name, `is not one of ${allowed.join(', ')}`);
    return found ?? (allowed[0] as T);
  }

  /** A number within limits, both included. */
  number(name: string, low: number, high: number): number {
    const value = this.take(name);
    if (typeof value === 'number' && value >= low && value <= high) return value;
    this.fault(name, `is not a number from ${low} to ${high}`);
    return low;
  }

  numberOrNull(name: string, low: number, high: number): number | null {
    return this.isNull(name) ? null : this.number(name, low, high);
  }

  /** A whole number within limits, both included. */
  whole(name: string, low: number, high: number): number {
    const value = this.number(name, low, high);
    if (!Number.isInteger(value)) this.fault(name, 'is not a whole number');
    return value;
  }

  /** A list of at least one text, none of them twice. */
  texts(name: string): readonly string[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length === 0) {
      this.fault(name, 'is not a list of at least one text');
      return [];
    }
    const texts = value.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
    if (texts.length !== value.length) this.fault(name, 'holds something that is not a text');
    if (new Set(texts).size !== texts.length) this.fault(name, 'names something twice');
    return texts;
  }

  /** An object inside this one, read by `build`; its own unread fields are noted. */
  object<T>(name: string, build: (reader: FieldReader) => T): T {
    return readWhole(this.take(name), `${this.path}.${name}`, this.faults, build);
  }

  objectOrNull<T>(name: string, build: (reader: FieldReader) => T): T | null {
    return this.isNull(name) ? null : this.object(name, build);
  }

  /** A list of at least one object; each is called by its place in the list. */
  objects<T>(name: string, build: (reader: FieldReader) => T): readonly T[] {
    const value = this.take(name);
    if (!Array.isArray(value) || value.length === 0) {
      this.fault(name, 'is not a list of at least one object');
      return [];
    }
    return value.map((item, index) => readWhole(item, `${this.path}.${name}[${index}]`, this.faults, build));
  }

  /** The same, and it may be empty. */
  objectsOrNone<T>(name: string, build: (reader: FieldReader) => T): readonly T[] {
    const value = this.take(name);
    return Array.isArray(value) && value.length === 0 ? [] : this.objects(name, build);
  }

  /** Every field as a number above a limit and up to another. */
  numbers(above: number, high: number): Readonly<Record<string, number>> {
    const numbers: Record<string, number> = {};
    for (const name of this.fields.keys()) {
      numbers[name] = this.number(name, above, high);
      if (numbers[name] === above) this.fault(name, `is not above ${above}`);
    }
    return numbers;
  }

  /** Notes the fields that nobody asked for. */
  noteUnread(): void {
    for (const name of this.fields.keys()) if (!this.read.has(name)) this.fault(name, 'is not a known field');
  }

  /** Null must be written out: a field that is left out is a fault, found by whoever reads it next. */
  private isNull(name: string): boolean {
    return this.take(name) === null;
  }

  private take(name: string): unknown {
    this.read.add(name);
    return this.fields.get(name);
  }
}

/** Reads an object to its end: what `build` did not ask for is a fault. */
export function readWhole<T>(value: unknown, path: string, faults: string[], build: (reader: FieldReader) => T): T {
  const reader = new FieldReader(value, path, faults);
  const built = build(reader);
  reader.noteUnread();
  return built;
}
