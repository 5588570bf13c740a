/** Bytes that are kept together. */
const BLOCK = 1 << 20;

/**
 * Texts by their number. A sheet of 250,000 rows may have a million of different ones; as bytes in a few blocks they take
 * a fifth of what as many strings would.
 */
export class StringTable {
  private readonly blocks: Buffer[] = [];
  private places = new Float64Array(1024);
  private count = 0;
  private used = BLOCK;

  add(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.used + bytes > BLOCK || this.blocks.length === 0) {
      this.blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK, bytes)));
      this.used = 0;
    }
    if (2 * this.count + 2 > this.places.length) {
      const more = new Float64Array(this.places.length * 2);
      more.set(this.places);
      this.places = more;
    }
    const block = this.blocks.length - 1;
    this.blocks[block]?.write(text, this.used);
    this.places[2 * this.count] = block * BLOCK + this.used;
    this.places[2 * this.count + 1] = bytes;
    this.count += 1;
    this.used += bytes;
  }

  /** @returns `undefined` where there is no such number */
  text(number: number): string | undefined {
    if (!Number.isInteger(number) || number < 0 || number >= this.count) return undefined;
    const place = this.places[2 * number] ?? 0;
    const from = place % BLOCK;
    return this.blocks[Math.floor(place / BLOCK)]?.toString('utf8', from, from + (this.places[2 * number + 1] ?? 0));
  }
}
