import { inflateSync } from 'node:zlib';

/** A piece of text as it stands on paper: where it begins, in points from the lower left corner. */
interface PrintedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Whether it begins within what is cut out for it and on the paper. */
  readonly isSeen: boolean;
}

interface PrintedPage {
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PrintedText[];
}

type Matrix = readonly [number, number, number, number, number, number];
type Box = readonly [left: number, bottom: number, right: number, top: number];

interface State {
  readonly matrix: Matrix;
  readonly clip: Box;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** What Chromium has printed, page by page: reads the PDF that it writes, and no others. */
export function printedPages(pdf: Buffer): readonly PrintedPage[] {
  const objects = objectsOf(pdf);
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => {
      const [width = 0, height = 0] = (/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(head) ?? []).slice(1).map(Number);
      const fonts = new Map(
        [...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, lettersOf(objects, id)]),
      );
      const [, contents = ''] = /\/Contents (\d+) 0 R/.exec(head) ?? [];
      return { width, height, texts: textsOf(objects.get(contents)?.body ?? '', fonts, [0, 0, width, height]) };
    });
}

interface PdfObject {
  readonly head: string;
  /** What a stream holds, unpacked. */
  readonly body: string;
}

function objectsOf(pdf: Buffer): ReadonlyMap<string, PdfObject> {
  const text = pdf.toString('latin1');
  return new Map(
    [...text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)].map(({ 0: start, 1: id = '', index }) => {
      const from = index + start.length;
      const object = text.slice(from, text.indexOf('endobj', from));
      const [head = '', ...rest] = object.split(/(?<=>>)\s*stream\r?\n/);
      if (rest.length === 0) return [id, { head, body: '' }] as const;
      const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
      const at = from + object.indexOf('stream', head.length) + 'stream\n'.length;
      return [id, { head, body: inflateSync(pdf.subarray(at, at + length)).toString('latin1') }] as const;
    }),
  );
}

/** Which letters the numbers of a font stand for. */
function lettersOf(objects: ReadonlyMap<string, PdfObject>, font: string): ReadonlyMap<number, string> {
  const [, table = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '') ?? [];
  const letters = new Map<number, string>();
  const hex = (text = ''): number => parseInt(text, 16);
  for (const [section, kind] of (objects.get(table)?.body ?? '').matchAll(/beginbf(char|range)[\s\S]*?endbf/g)) {
    if (kind === 'char')
      for (const [, glyph, letter] of section.matchAll(/<(\w+)> <(\w+)>/g))
        letters.set(hex(glyph), String.fromCharCode(hex(letter)));
    else
      for (const [, first, last, letter] of section.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
        for (let glyph = hex(first); glyph <= hex(last); glyph += 1)
          letters.set(glyph, String.fromCharCode(hex(letter) + glyph - hex(first)));
  }
  return letters;
}

/** Walks through what is drawn, with the few operators that place text. */
function textsOf(
  content: string,
  fonts: ReadonlyMap<string, ReadonlyMap<number, string>>,
  paper: Box,
): readonly PrintedText[] {
  const texts: PrintedText[] = [];
  const stack: State[] = [];
  let state: State = { matrix: IDENTITY, clip: paper };
  let [font, place, box] = ['', IDENTITY, paper] as [string, Matrix, Box];
  let operands: string[] = [];
  const numbers = (count: number) => operands.slice(-count).map(Number);
  const acts: Readonly<Record<string, () => void>> = {
    q: () => void stack.push(state),
    Q: () => void (state = stack.pop() ?? state),
    cm: () => void (state = { ...state, matrix: times(numbers(6) as unknown as Matrix, state.matrix) }),
    re: () => void (box = boxOf(numbers(4), state.matrix)),
    'W*': () => void (state = { ...state, clip: within(state.clip, box) }),
    W: () => void (state = { ...state, clip: within(state.clip, box) }),
    Tf: () => void (font = (operands.at(-2) ?? '').slice(1)),
    Tm: () => void (place = numbers(6) as unknown as Matrix),
    Td: () => void (place = times([1, 0, 0, 1, ...numbers(2)] as unknown as Matrix, place)),
    Tj: () => {
      const glyphs = (operands.at(-1) ?? '').match(/[0-9A-F]{4}/gi) ?? [];
      const text = glyphs.map((glyph) => fonts.get(font)?.get(parseInt(glyph, 16)) ?? '?').join('');
      const [x, y] = times(place, state.matrix).slice(4) as [number, number];
      const [left, bottom, right, top] = state.clip;
      texts.push({ text, x, y, isSeen: x >= left && x <= right && y >= bottom && y <= top });
    },
  };
  for (const [token] of content.matchAll(/<[0-9A-F]*>|[^\s<>]+/gi)) {
    const act = acts[token];
    if (act) act();
    if (act || /^[A-Za-z*]+$/.test(token)) operands = [];
    else operands.push(token);
  }
  return texts;
}

function times([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
}

function boxOf([x = 0, y = 0, width = 0, height = 0]: readonly number[], matrix: Matrix): Box {
  const at = (px: number, py: number) => times([1, 0, 0, 1, px, py], matrix).slice(4) as [number, number];
  const [[x1, y1], [x2, y2]] = [at(x, y), at(x + width, y + height)];
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

function within(one: Box, other: Box): Box {
  const [l, b, r, t] = other;
  return [Math.max(one[0], l), Math.max(one[1], b), Math.min(one[2], r), Math.min(one[3], t)];
}
