import type { Schemas } from '../api/client.js';
import { emptyLine, sentComposition, type CompositionLine } from './composition-lines.js';

/** An assay as it is typed. */
export interface AssayValues {
  readonly laboratory: string;
  readonly method: string;
  readonly composition: CompositionLine[];
}

export const emptyAssay = (): AssayValues => ({ laboratory: '', method: 'ICP-OES', composition: [emptyLine()] });

export function assayBody(assay: AssayValues, sampledAt: string): Schemas['NewAssay'] {
  const { laboratory, method, composition } = assay;
  return { laboratory, method, sampledAt, composition: sentComposition(composition) };
}
