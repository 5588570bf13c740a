import { faultAt } from '../domain/measure/faults.js';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { SheetError, type SheetLimits } from './sheet.js';

/** A workbook has a few dozen parts; each sheet, picture and comment is one more. */
const MOST_PARTS = 5_000;
/** What workbooks with a password begin with, and all of before 2007. */
const OLD_FORM = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** A file on the disk by its path, or all of its bytes. */
export type SheetFile = string | Buffer;

/** The packed parts of a workbook. None is unpacked before it is asked for, and none beyond its limit. */
export class Parts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly limits: SheetLimits,
  ) {}

  /** @throws SheetError */
  static async open(file: SheetFile, limits: SheetLimits): Promise<Parts> {
    const options = { lazyEntries: true, autoClose: false };
    if (typeof file !== 'string' && file.subarray(0, 4).equals(OLD_FORM))
      throw new SheetError(faultAt('', 'old-or-locked'));
    const opened = typeof file === 'string' ? yauzl.openPromise(file, options) : yauzl.fromBufferPromise(file, options);
    const zip = await opened.catch(notAWorkbook);
    const entries = new Map<string, Entry>();
    try {
      for await (const entry of zip.eachEntry()) {
        entries.set(partName(entry.fileName), entry);
        if (entries.size > MOST_PARTS) throw new SheetError(faultAt('', 'not-a-workbook'));
      }
      return new Parts(zip, entries, limits);
    } catch (error) {
      zip.close();
      return notAWorkbook(error);
    }
  }

  has(name: string): boolean {
    return this.entries.has(partName(name));
  }

  /**
   * The bytes of a part, unpacked as they are asked for. What a zip says of the size of its parts is not believed.
   *
   * @throws SheetError also where there is no such part
   */
  async *bytes(name: string, most: number): AsyncGenerator<Buffer> {
    const entry = this.entries.get(partName(name));
    if (!entry) throw new SheetError(faultAt('', 'not-a-workbook'));
    const { ratio, freeBytes } = this.limits;
    const allowed = Math.min(most, Math.max(freeBytes, entry.compressedSize * ratio));
    let unpacked = 0;
    try {
      for await (const chunk of await this.zip.openReadStreamPromise(entry)) {
        const bytes = chunk as Buffer;
        unpacked += bytes.length;
        if (unpacked > allowed) throw new SheetError(faultAt('', 'unpacks-too-large', { most: allowed }));
        yield bytes;
      }
    } catch (error) {
      notAWorkbook(error);
    }
  }

  close(): void {
    this.zip.close();
  }
}

/** Parts are known by their names whatever the case. */
function partName(name: string): string {
  return name.replace(/^\//, '').toLowerCase();
}

/** What a library says of bytes that are not what they should be; a fault of this machine's own is passed on. */
function notAWorkbook(error: unknown): never {
  const isOwn = error instanceof SheetError || (error instanceof Error && 'syscall' in error);
  throw isOwn ? error : new SheetError(faultAt('', 'not-a-workbook'));
}
