import { crc32, createDeflateRaw } from 'node:zlib';

/** The oldest day that a zip knows, 1 January 1980: equal parts make equal bytes, whenever they are written. */
const DAY = (1 << 5) | 1;
/** Names are UTF-8; sizes stand behind the part, since they are not known before it. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** What the form without its later extension holds. */
const MOST_BYTES = 0xffff_ffff;

/** A part of a zip: its name, and what it holds as it comes. */
export interface ZipPart {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

/** Parts as the bytes of a zip, one after the other, in memory that does not grow with them (PKWARE APPNOTE 6.3.10). */
export async function* zipOf(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const { name, content } of parts) {
    const start = offset;
    const count = { crc: 0, size: 0, packed: 0 };
    const head = header(0x0403_4b50, [VERSION, FLAGS, DEFLATED, 0, DAY], [0, 0, 0], [name.length, 0]);
    yield Buffer.concat([head, Buffer.from(name)]);
    for await (const piece of packed(content, count)) {
      count.packed += piece.length;
      yield piece;
    }
    const sizes = [count.crc, count.packed, count.size];
    yield header(0x0807_4b50, [], sizes, []);
    offset += head.length + name.length + count.packed + 16;
    if (offset > MOST_BYTES || count.size > MOST_BYTES) throw new Error('The file is too large for a zip.');
    const line = header(0x0201_4b50, [VERSION, VERSION, FLAGS, DEFLATED, 0, DAY], sizes, [
      name.length,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
    ]);
    line.writeUInt32LE(start, 42);
    directory.push(line, Buffer.from(name));
  }
  const listed = Buffer.concat(directory);
  const count = directory.length / 2;
  yield Buffer.concat([listed, header(0x0605_4b50, [0, 0, count, count], [listed.length, offset], [0])]);
}

function header(sign: number, before: readonly number[], longs: readonly number[], behind: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 2 * before.length + 4 * longs.length + 2 * behind.length);
  let at = bytes.writeUInt32LE(sign);
  for (const short of before) at = bytes.writeUInt16LE(short, at);
  for (const long of longs) at = bytes.writeUInt32LE(long, at);
  for (const short of behind) at = bytes.writeUInt16LE(short, at);
  return bytes;
}

/** Packs as fast as the reader takes it. */
async function* packed(content: ZipPart['content'], count: { crc: number; size: number }): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6 });
  const ready: Buffer[] = [];
  deflate.on('data', (piece: Buffer) => ready.push(piece));
  const done = new Promise<void>((resolve, reject) => deflate.on('end', resolve).on('error', reject));
  for await (const text of content) {
    const bytes = Buffer.from(text);
    count.crc = crc32(bytes, count.crc);
    count.size += bytes.length;
    await new Promise<void>((resolve) => deflate.write(bytes, () => resolve()));
    yield* ready.splice(0);
  }
  deflate.end();
  await done;
  yield* ready.splice(0);
}
