import type { TypedAmount } from '../units/amount.js';
import type { CompositionLine } from './composition-lines.js';

/** The name of the draft that is put aside while an entry of the queue is mended. */
export const ASIDE = 'log-aside';

/** What the form of a batch holds while one types. Empty is not given. */
export interface LogValues {
  siteId: string;
  stream: string;
  code: string;
  alloy: string;
  grade: string;
  gross: TypedAmount;
  tare: TypedAmount;
  moisture: TypedAmount;
  oil: TypedAmount;
  pieces: TypedAmount;
  containerId: string;
  note: string;
  estimated: boolean;
  reclaimable: '' | 'yes' | 'no';
  reason: string;
  /** Day and time at the site; empty is the moment of saving. */
  when: string;
  laboratory: string;
  method: string;
  lines: CompositionLine[];
  /** The entry that this one takes the place of; it keeps its id, since its label may have been printed. */
  mends: { readonly seq: number; readonly id: string } | null;
}

/** Whether nothing has been typed that would be lost. */
export function isUntouched({ gross, code, note, lines, mends }: LogValues): boolean {
  return gross === '' && code === '' && note === '' && lines.length === 0 && mends === null;
}
