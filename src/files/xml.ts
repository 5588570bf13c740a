import { faultAt } from '../domain/measure/faults.js';
import { SaxesParser, type SaxesAttributePlain, type SaxesTagPlain } from 'saxes';
import { SheetError } from './sheet.js';

/** What is told of a document as it is read; names are without their prefix. */
export interface XmlReader {
  opened(name: string, attributes: Readonly<Record<string, string>>): void;
  closed(name: string): void;
  text(text: string): void;
}

/**
 * Reads a document piece by piece, and lets the caller take what came of each piece.
 *
 * A document that declares anything itself (`<!DOCTYPE`) is refused: no spreadsheet program writes one, and it could make
 * a few characters mean gigabytes, or name files of this machine.
 *
 * @throws SheetError
 */
export async function* readXml(bytes: AsyncIterable<Buffer>, reader: XmlReader): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', () => {
    throw new SheetError(faultAt('', 'not-a-workbook'));
  });
  parser.on('doctype', () => {
    throw new SheetError(faultAt('', 'not-a-workbook'));
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    reader.opened(localName(name), attributes);
  });
  parser.on('closetag', ({ name }: SaxesTagPlain) => {
    reader.closed(localName(name));
  });
  parser.on('text', (text) => {
    reader.text(text);
  });
  parser.on('cdata', (text) => {
    reader.text(text);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) {
    parser.write(decoded(decoder, chunk));
    yield;
  }
  parser.write(decoded(decoder));
  parser.close();
  yield;
}

/** An attribute by its name without prefix, as in `r:id`. */
export function attribute(attributes: Readonly<Record<string, SaxesAttributePlain['value']>>, name: string): string {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  const key = Object.keys(attributes).find((one) => localName(one) === name);
  return key === undefined ? '' : (attributes[key] ?? '');
}

/** Whether an attribute says yes. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new SheetError(faultAt('', 'not-a-workbook'));
  }
}
