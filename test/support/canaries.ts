import { Chance } from './chance.js';

/** Who asks: a party, or an auditor whom one invited to an agreement. */
export type Reader = 'G1' | 'G2' | 'R1' | 'R2' | 'P' | 'C' | 'S' | 'aG1' | 'aR1' | 'bG2' | 'bR1' | 'platform';

interface Canary {
  /** What it is, for who reads a fault. */
  readonly what: string;
  readonly readers: ReadonlySet<Reader>;
}

const WORD = /KN[0-9A-Z]{7}Q/gi;
const FIGURE = /-?\d+\.\d{6}(?!\d)/g;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const COUNTRY = /"[A-Z]{2}"/g;
/** No site of the world lies in one of them. */
const COUNTRIES = ['ZW', 'ZM', 'ZA', 'YE', 'VU', 'VN', 'UZ', 'UY', 'TV', 'TT', 'TO', 'TN', 'TM', 'TL', 'TJ', 'TG'];
const CURSOR = /"nextCursor":"([\w-]+)"/g;

/**
 * Words and figures that stand nowhere but where they were put, each with those who may read it. Whoever else is answered one
 * has been told what is not theirs.
 */
export class Canaries {
  private readonly known = new Map<string, Canary>();
  private readonly chance: Chance;
  private countries = 0;
  /** Those that somebody was answered who may read them. */
  readonly sung = new Set<string>();

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  /** Whether a seeded coin falls so. */
  flips(): boolean {
    return this.chance.next() < 0.5;
  }

  word(what: string, readers: readonly Reader[]): string {
    const number = this.known.size.toString(36).padStart(3, '0');
    const word = `KN${number}${Math.floor(this.chance.next() * 1_679_616)
      .toString(36)
      .padStart(4, '0')}Q`.toUpperCase();
    return this.add(word, what, readers);
  }

  /** A figure a little above another one, with all of its six decimals. */
  figure(what: string, above: number, readers: readonly Reader[]): number {
    const text = `${above}.${100_000 + Math.floor(this.chance.next() * 899_999)}`.replace(/0$/, '7');
    return Number(this.add(text, what, readers));
  }

  /** A country that nothing else is of, as it stands in an answer. */
  country(what: string, readers: readonly Reader[]): string {
    const code = COUNTRIES[this.countries];
    if (code === undefined) throw new Error(`There is no country left for ${what}.`);
    this.countries += 1;
    this.add(`"${code}"`, what, readers);
    return code;
  }

  id(what: string, id: string, readers: readonly Reader[]): string {
    return this.add(id, what, readers);
  }

  /** What of all that stands in an answer is not for its reader. */
  notFor(reader: Reader, text: string): string[] {
    const places = [...text.matchAll(CURSOR)].map(([, cursor = '']) => Buffer.from(cursor, 'base64url').toString());
    const all = [text, ...places].join(' ');
    const found = new Set([
      ...[...all.matchAll(WORD)].map(([word]) => word.toUpperCase()),
      ...[...all.matchAll(FIGURE)].map(([figure]) => figure.replace('-', '')),
      ...[...all.matchAll(ID)].map(([id]) => id),
      ...[...all.matchAll(COUNTRY)].map(([country]) => country),
    ]);
    return [...found].flatMap((one) => {
      const canary = this.known.get(one);
      if (!canary) return [];
      if (!canary.readers.has(reader)) return [`${canary.what} (${one})`];
      this.sung.add(one);
      return [];
    });
  }

  isFor(reader: Reader, one: string): boolean {
    return this.known.get(one)?.readers.has(reader) ?? true;
  }

  /** Those that nobody at all was answered: each would test nothing. */
  silent(): string[] {
    return [...this.known].filter(([one]) => !this.sung.has(one)).map(([, { what }]) => what);
  }

  private add(one: string, what: string, readers: readonly Reader[]): string {
    if (this.known.has(one)) throw new Error(`${one} is a canary already.`);
    this.known.set(one, { what, readers: new Set(readers) });
    return one;
  }
}
