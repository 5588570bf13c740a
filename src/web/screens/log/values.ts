import type { Alloy, Catalogue, Stream } from '../../../domain/matter/catalogue.js';
import type { GivenValue } from '../../../domain/matter/composition-check.js';
import { sentMoment } from '../../../domain/measure/site-time.js';
import type { LogValues } from '../../forms/log-draft.js';
import type { QueuedBatch } from '../../offline/outbox-store.js';
import type { CompositionLine } from '../../forms/composition-lines.js';
import { momentNow } from '../../units/moment-input.js';
import { givenIn, heldGiven, numberIn } from '../../units/amount.js';

export const BLANK: LogValues = {
  siteId: '',
  stream: '',
  code: '',
  alloy: '',
  grade: '',
  gross: '',
  tare: '',
  moisture: '',
  oil: '',
  pieces: '',
  containerId: '',
  note: '',
  estimated: false,
  reclaimable: '',
  reason: '',
  when: '',
  laboratory: '',
  method: '',
  lines: [],
  mends: null,
};

/** The fields that Enter goes through, in their order. */
export const STEPS = ['siteId', 'stream', 'gross', 'tare', 'moisture', 'oil'] as const;
export type LogStep = (typeof STEPS)[number];

/** Whether a step still waits for a figure. Oil is asked for where the stream comes oily. */
export function isOpen(step: LogStep, values: LogValues, stream: Stream | undefined): boolean {
  return values[step] === '' && (step !== 'oil' || stream?.form === 'oily sludge');
}

/** The lines of the assay that say something. */
export function namedAssayLines({ lines }: LogValues): readonly CompositionLine[] {
  return lines.filter(({ formula, pct }) => formula !== '' || pct !== '');
}

export function compositionOf(values: LogValues): Record<string, GivenValue> {
  return Object.fromEntries(namedAssayLines(values).map(({ formula, pct }) => [formula, givenIn(pct) ?? NaN]));
}

/** What is sent. Only for values without faults. */
export function bodyOf(values: LogValues, id: string, zone: string): QueuedBatch {
  const occurredAt = sentMoment(values.when || momentNow(), zone);
  const assayed = namedAssayLines(values).length > 0;
  const { laboratory, method, reclaimable } = values;
  const oilPct = numberIn(values.oil);
  const pieces = numberIn(values.pieces);
  return {
    id,
    siteId: values.siteId,
    stream: values.stream as QueuedBatch['stream'],
    occurredAt,
    alloy: values.alloy as Alloy,
    grossKg: numberIn(values.gross) ?? 0,
    tareKg: numberIn(values.tare) ?? 0,
    moisturePct: numberIn(values.moisture) ?? 0,
    ...(oilPct === null ? {} : { oilPct }),
    ...(pieces === null ? {} : { pieces }),
    ...given({ code: values.code, grade: values.grade, containerId: values.containerId, note: values.note }),
    ...(values.estimated ? { estimated: true } : {}),
    ...(reclaimable === '' ? {} : { reclaimableInProcess: { answer: reclaimable, reason: values.reason.trim() } }),
    ...(assayed ? { assay: { laboratory, method, sampledAt: occurredAt, composition: compositionOf(values) } } : {}),
  };
}

function given(texts: Record<string, string>): Record<string, string> {
  const trimmed = Object.entries(texts).map(([name, text]) => [name, text.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, text]) => text !== ''));
}

/** What was sent, back in the form: to mend it, or to log another one like it. */
export function logValuesOf(body: QueuedBatch): LogValues {
  return {
    siteId: body.siteId,
    stream: body.stream,
    code: body.code ?? '',
    alloy: body.alloy,
    grade: body.grade ?? '',
    gross: body.grossKg,
    tare: body.tareKg,
    moisture: body.moisturePct,
    oil: body.oilPct ?? '',
    pieces: body.pieces ?? '',
    containerId: body.containerId ?? '',
    note: body.note ?? '',
    estimated: body.estimated ?? false,
    reclaimable: body.reclaimableInProcess?.answer ?? '',
    reason: body.reclaimableInProcess?.reason ?? '',
    when: body.occurredAt,
    laboratory: body.assay?.laboratory ?? '',
    method: body.assay?.method ?? '',
    lines: Object.entries(body.assay?.composition ?? {}).map(([formula, pct]) => ({ formula, pct: heldGiven(pct) })),
    mends: null,
  };
}

/** The alloy that goes without saying for a stream. */
export function usualAlloy(catalogue: Catalogue, stream: string): string {
  return catalogue.stream(stream)?.alloys[0] ?? '';
}
