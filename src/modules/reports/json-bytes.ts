import { mgToKg, type Mg } from '../../domain/measure/quantities.js';

/** A buffer is at first so large, and grows to twice the size whenever it is full. */
const FIRST_SIZE = 65_536;
/** A character has three bytes at most. */
const BYTES_A_CHARACTER = 3;

const MG_PER_KG = 1_000_000;
const KG_DECIMALS = 6;
/** Up to here whole kilograms have 32 bits, and their figures so few digits that JavaScript writes them as they are. */
const MOST_DIGITS_MG = 1e15;
const ZERO = 48;
/** Longer texts are copied by the buffer, which costs as much as so many letters do here. */
const MOST_LETTERS = 40;

/**
 * JSON that is written straight into the bytes of an answer. Of tens of thousands of figures, objects and texts would take
 * several times as long as this, most of it to clear them away again.
 */
export class JsonBytes {
  private bytes: Buffer;
  private at = 0;

  /** @param size of the bytes that are to be expected */
  constructor(size = FIRST_SIZE) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** How many bytes there are. */
  get length(): number {
    return this.at;
  }

  /** Adds text that is JSON already. */
  add(text: string): this {
    const { length } = text;
    this.reserve(length * BYTES_A_CHARACTER);
    const { bytes, at } = this;
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 127 || length > MOST_LETTERS) {
        this.at = at + bytes.write(text, at);
        return this;
      }
      bytes[at + index] = code;
    }
    this.at = at + length;
    return this;
  }

  /** Adds what is JSON in bytes already. */
  copy(json: Uint8Array): this {
    this.reserve(json.length);
    this.bytes.set(json, this.at);
    this.at += json.length;
    return this;
  }

  /** Adds again what stands between two places. */
  addAgain(begin: number, end: number): this {
    this.reserve(end - begin);
    this.bytes.copyWithin(this.at, begin, end);
    this.at += end - begin;
    return this;
  }

  /** Adds a mass in kilograms, as JavaScript writes the number. */
  addKg(mg: Mg): this {
    if (mg < 0 || mg >= MOST_DIGITS_MG) return this.add(String(mgToKg(mg)));
    const whole = Math.floor(mg / MG_PER_KG);
    // Both have 32 bits now, and whole numbers of so many are divided in a fraction of the time.
    let fraction = (mg - whole * MG_PER_KG) | 0;
    this.addDigits(whole | 0, digitsOf(whole));
    if (fraction === 0) return this;
    let decimals = KG_DECIMALS;
    for (; fraction % 10 === 0; fraction = (fraction / 10) | 0) decimals -= 1;
    return this.add('.').addDigits(fraction, decimals);
  }

  /** Adds the items of a list, with commas between them. @param addItem answers false where it added nothing */
  addAll<Item>(items: Iterable<Item>, addItem: (item: Item) => boolean): this {
    let isFirst = true;
    for (const item of items) {
      const before = this.at;
      if (!isFirst) this.add(',');
      if (addItem(item)) isFirst = false;
      else this.at = before;
    }
    return this;
  }

  all(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  /** Adds the last so many digits of a whole number. */
  private addDigits(value: number, count: number): this {
    this.reserve(count);
    const { bytes, at } = this;
    let rest = value;
    for (let index = at + count - 1; index >= at; index -= 1) {
      const tenth = (rest / 10) | 0;
      bytes[index] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.at = at + count;
    return this;
  }

  private reserve(more: number): void {
    const needed = this.at + more;
    if (needed <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(wider, 0, 0, this.at);
    this.bytes = wider;
  }
}

function digitsOf(whole: number): number {
  let digits = 1;
  for (let least = 10; whole >= least; least *= 10) digits += 1;
  return digits;
}
