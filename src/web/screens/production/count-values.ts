import type { Stage } from '../../../domain/production/measured.js';
import type { Schemas } from '../../api/client.js';
import { emptyLine, sentComposition, sentUncertainty, type CompositionLine } from '../../forms/composition-lines.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';

/** What was counted of one stage, as it is typed. */
export interface CountLineValues {
  readonly stage: Stage;
  readonly dryKg: TypedAmount;
  readonly estimated: boolean;
  readonly standardUncertaintyPct: TypedAmount;
  readonly assay: {
    readonly laboratory: string;
    readonly method: string;
    readonly composition: CompositionLine[];
  };
}

export interface CountValues {
  readonly countedOn: string;
  readonly lines: CountLineValues[];
  readonly reason: string;
  readonly note: string;
}

export const DEFAULT_METHOD = 'ICP-OES';

export const emptyCountLine = (): CountLineValues => ({
  stage: 'powder',
  dryKg: '',
  estimated: false,
  standardUncertaintyPct: '',
  assay: { laboratory: '', method: DEFAULT_METHOD, composition: [emptyLine()] },
});

/** Whether anything has been typed that would be lost. */
export function isCountBegun({ lines, reason, note }: CountValues): boolean {
  return (
    [reason, note].some((text) => text !== '') ||
    lines.some(({ dryKg, assay }) => dryKg !== '' || assay.laboratory !== '' || isAnalysed(assay))
  );
}

const isAnalysed = ({ composition }: CountLineValues['assay']): boolean =>
  composition.some(({ formula }) => formula !== '');

/** As the service takes it; a line of which nothing is said of what it is made of goes without. */
export function countBody({ countedOn, lines, reason, note }: CountValues): Schemas['NewCount'] {
  return {
    countedOn,
    lines: lines.map(lineBody),
    ...(reason.trim() && { reason: reason.trim() }),
    ...(note.trim() && { note: note.trim() }),
  };
}

function lineBody({
  stage,
  dryKg,
  estimated,
  standardUncertaintyPct,
  assay,
}: CountLineValues): Schemas['NewCountLine'] {
  const uncertainty = sentNumber(standardUncertaintyPct);
  return {
    stage,
    // What is missing is the service's to find fault with.
    dryKg: sentNumber(dryKg) as number,
    estimated,
    ...(uncertainty !== null && { standardUncertaintyPct: uncertainty }),
    ...(isAnalysed(assay) && { assay: assayBody(assay) }),
  };
}

function assayBody({ laboratory, method, composition }: CountLineValues['assay']): Schemas['CountedAssay'] {
  return {
    laboratory,
    method,
    composition: sentComposition(composition),
    expandedUncertainty: sentUncertainty(composition),
  };
}
