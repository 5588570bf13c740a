import { faultAt } from '../domain/measure/faults.js';
import { SheetError, type SheetLimits } from './sheet.js';
import { formOf, isDressing, type NumberForm } from './shown-value.js';
import { StringTable } from './string-table.js';
import { attribute, isTrue, readXml, type XmlReader } from './xml.js';
import type { Parts } from './zip-reader.js';

/** What a sheet can be read with. */
export interface Workbook {
  /** The first sheet that is shown: its name and its part. */
  readonly sheet: { readonly name: string; readonly part: string };
  readonly epoch: 1900 | 1904;
  /**
   * Whether the program that wrote it left formulas to be worked out on opening: what stands beside them is then a zero or
   * nothing, and no result.
   */
  readonly isUncalculated: boolean;
  /** How cells show numbers, by their style. */
  readonly forms: readonly NumberForm[];
  /** The styles that show more than the digits of a number. */
  readonly dressing: ReadonlySet<number>;
  readonly strings: StringTable;
}

interface Outline {
  readonly sheets: { readonly name: string; readonly id: string; readonly isHidden: boolean }[];
  epoch: 1900 | 1904;
  isUncalculated: boolean;
}

interface Link {
  readonly id: string;
  readonly type: string;
  readonly target: string;
}

const MAIN_PART = 'xl/workbook.xml';

/** @throws SheetError */
export async function readWorkbook(parts: Parts, limits: SheetLimits): Promise<Workbook> {
  const main = await mainPart(parts, limits);
  const { sheets, epoch, isUncalculated } = await outlineOf(parts, main, limits);
  const links = await linksOf(parts, main, limits);
  const shown = sheets.find(({ isHidden }) => !isHidden);
  const link = links.find(({ id }) => id === shown?.id);
  if (!shown || !link?.type.endsWith('/worksheet')) throw new SheetError(faultAt('', 'not-a-workbook'));
  const other = (type: string): string | undefined => links.find((one) => one.type.endsWith(`/${type}`))?.target;
  const [styles, strings] = [other('styles'), other('sharedStrings')];
  return {
    sheet: { name: shown.name, part: link.target },
    epoch,
    isUncalculated,
    ...(styles === undefined ? { forms: [], dressing: new Set() } : await stylesOf(parts, styles, limits)),
    strings: strings === undefined ? new StringTable() : await stringsOf(parts, strings, limits),
  };
}

/** Where the workbook itself is: nearly every program puts it in the same place. */
async function mainPart(parts: Parts, limits: SheetLimits): Promise<string> {
  if (parts.has(MAIN_PART)) return MAIN_PART;
  const links = await linksOf(parts, '', limits);
  const main = links.find(({ type }) => type.endsWith('/officeDocument'));
  if (!main) throw new SheetError(faultAt('', 'not-a-workbook'));
  return main.target;
}

async function read(parts: Parts, name: string, limits: SheetLimits, reader: XmlReader): Promise<void> {
  const pieces = readXml(parts.bytes(name, limits.partBytes), reader);
  while (!(await pieces.next()).done);
}

async function outlineOf(parts: Parts, main: string, limits: SheetLimits): Promise<Outline> {
  const outline: Outline = { sheets: [], epoch: 1900, isUncalculated: false };
  await read(parts, main, limits, {
    opened: (name, attributes) => {
      if (name === 'workbookPr' && isTrue(attributes['date1904'])) outline.epoch = 1904;
      if (name === 'calcPr' && isTrue(attributes['fullCalcOnLoad'])) outline.isUncalculated = true;
      if (name !== 'sheet') return;
      const isHidden = !['', 'visible'].includes(attributes['state'] ?? '');
      outline.sheets.push({ name: attributes['name'] ?? '', id: attribute(attributes, 'id'), isHidden });
    },
    closed: () => undefined,
    text: () => undefined,
  });
  return outline;
}

/** What a part refers to, by whole names of parts. */
async function linksOf(parts: Parts, part: string, limits: SheetLimits): Promise<Link[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const links: Link[] = [];
  await read(parts, `${folder}_rels/${part.slice(slash)}.rels`, limits, {
    opened: (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
      if (name === 'Relationship') links.push({ id, type, target: resolved(folder, target) });
    },
    closed: () => undefined,
    text: () => undefined,
  });
  return links;
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

async function stylesOf(
  parts: Parts,
  part: string,
  limits: SheetLimits,
): Promise<Pick<Workbook, 'forms' | 'dressing'>> {
  const codes = new Map<number, string>();
  const forms: NumberForm[] = [];
  const dressing = new Set<number>();
  let isInCells = false;
  await read(parts, part, limits, {
    opened: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') isInCells = true;
      if (name !== 'xf' || !isInCells) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = codes.get(id);
      if (code !== undefined && isDressing(code)) dressing.add(forms.length);
      forms.push(formOf(id, code));
    },
    closed: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
    text: () => undefined,
  });
  return { forms, dressing };
}

async function stringsOf(parts: Parts, part: string, limits: SheetLimits): Promise<StringTable> {
  const table = new StringTable();
  const item = new TextOfItem();
  await read(parts, part, limits, {
    opened: (name) => {
      if (name === 'si') item.clear();
      else item.opened(name);
    },
    closed: (name) => {
      if (name === 'si') table.add(item.shown());
      else item.closed(name);
    },
    text: (text) => {
      item.add(text);
    },
  });
  return table;
}

/** The text of a cell, whose pieces may each have a look of its own; without how it is pronounced. */
export class TextOfItem {
  private text = '';
  private isText = false;
  private isSpoken = false;

  clear(): void {
    this.text = '';
  }

  opened(name: string): void {
    if (name === 't') this.isText = true;
    if (name === 'rPh') this.isSpoken = true;
  }

  closed(name: string): void {
    if (name === 't') this.isText = false;
    if (name === 'rPh') this.isSpoken = false;
  }

  add(text: string): void {
    if (this.isText && !this.isSpoken) this.text += text;
  }

  shown(): string {
    return unescaped(this.text);
  }
}

/** Characters that XML has no room for stand as `_x000D_` in a workbook. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
