import { sentMoment } from '../../../domain/measure/site-time.js';
import type { Schemas } from '../../api/client.js';
import { sentComposition, sentUncertainty, type CompositionLine } from '../../forms/composition-lines.js';
import { sentNumber, type TypedAmount } from '../../units/amount.js';

/** Where a lot comes from: made here, or sent back by a customer, new or after use. */
export const LOT_SOURCES = ['made', 'unused', 'used'] as const;
export type LotSource = (typeof LOT_SOURCES)[number];

/** A magnet lot as it is typed. */
export interface LotValues {
  readonly source: LotSource;
  readonly code: string;
  readonly gradeId: string;
  readonly occurredAt: string;
  readonly netKg: TypedAmount;
  readonly pieces: TypedAmount;
  readonly uncoated: boolean;
  readonly heat: string;
  readonly hasAssay: boolean;
  readonly assay: {
    readonly laboratory: string;
    readonly method: string;
    readonly composition: CompositionLine[];
  };
  readonly returnedFrom: { readonly customer: string; readonly evidence: string };
  readonly note: string;
}

/** Whether anything has been typed that would be lost. */
export function isLotBegun({ code, netKg, pieces, heat, note, returnedFrom }: LotValues): boolean {
  return [code, netKg, pieces, heat, note, returnedFrom.customer].some((typed) => typed !== '');
}

/** As the service takes it; what is missing is the service's to find fault with. */
export function lotBody(values: LotValues, siteId: string, zone: string): Schemas['NewMagnetLot'] {
  const { source, code, gradeId, netKg, pieces, uncoated, heat, hasAssay, assay, returnedFrom, note } = values;
  const occurredAt = sentMoment(values.occurredAt, zone);
  const { laboratory, method, composition } = assay;
  const evidence = returnedFrom.evidence.trim();
  return {
    siteId,
    occurredAt,
    gradeId,
    netKg: sentNumber(netKg) as number,
    pieces: sentNumber(pieces) as number,
    uncoated,
    ...(code.trim() && { code: code.trim() }),
    ...(heat.trim() && { heat: heat.trim() }),
    ...(note.trim() && { note: note.trim() }),
    ...(hasAssay && {
      assay: {
        laboratory,
        method,
        sampledAt: occurredAt,
        composition: sentComposition(composition),
        expandedUncertainty: sentUncertainty(composition),
      },
    }),
    ...(source !== 'made' && {
      returnedFrom: {
        customer: returnedFrom.customer,
        use: source,
        ...(source === 'used' && evidence && { evidence }),
      },
    }),
  };
}
