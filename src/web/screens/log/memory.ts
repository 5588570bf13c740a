import type { Catalogue } from '../../../domain/matter/catalogue.js';
import { logMemoryName } from '../../session/session-memory.js';
import { keep, readKept } from '../../device/kept.js';
import type { QueuedBatch } from '../../offline/outbox-store.js';
import type { TypedAmount } from '../../units/amount.js';
import { BLANK, usualAlloy } from './values.js';
import { type LogValues } from '../../forms/log-draft.js';

/** What one person's batches on this device had in common. */
interface LogMemory {
  readonly stream: string;
  readonly laboratory: string;
  readonly method: string;
  /** By stream: the empty weight of its container, and the plant's answer about the process. */
  readonly streams: Readonly<Record<string, Pick<LogValues, 'tare' | 'reclaimable' | 'reason'>>>;
  /** By the form in which streams come: their oil. */
  readonly oils: Readonly<Record<string, TypedAmount>>;
  readonly last: QueuedBatch | null;
}

const NOTHING: LogMemory = { stream: '', laboratory: '', method: '', streams: {}, oils: {}, last: null };

function memoryOf(userId: string): LogMemory {
  return { ...NOTHING, ...readKept<LogMemory>(logMemoryName(userId)) };
}

export function lastBatch(userId: string): QueuedBatch | null {
  return memoryOf(userId).last;
}

/** Learns from a batch that was saved. */
export function remember(userId: string, body: QueuedBatch, catalogue: Catalogue): void {
  const memory = memoryOf(userId);
  const form = catalogue.stream(body.stream)?.form ?? '';
  const { answer, reason } = body.reclaimableInProcess ?? { answer: '' as const, reason: '' };
  keep(logMemoryName(userId), {
    stream: body.stream,
    last: body,
    laboratory: body.assay?.laboratory ?? memory.laboratory,
    method: body.assay?.method ?? memory.method,
    streams: { ...memory.streams, [body.stream]: { tare: body.tareKg, reclaimable: answer, reason } },
    oils: { ...memory.oils, [form]: body.oilPct ?? '' },
  } satisfies LogMemory);
}

/** An empty form with all that goes without saying. */
export function startingValues(userId: string, catalogue: Catalogue, siteId: string): LogValues {
  const memory = memoryOf(userId);
  const { laboratory, method, stream } = memory;
  return { ...BLANK, siteId, laboratory, method, stream, ...ofStream(memory, catalogue, stream) };
}

/** The form after another stream was chosen: what was remembered of the one gives way to what is remembered of the other. */
export function withStream(userId: string, catalogue: Catalogue, values: LogValues, stream: string): LogValues {
  const memory = memoryOf(userId);
  const before = ofStream(memory, catalogue, values.stream);
  const after = ofStream(memory, catalogue, stream);
  const kept = (name: 'tare' | 'oil'): TypedAmount =>
    values[name] === before[name] || after[name] !== '' ? after[name] : values[name];
  return { ...values, stream, ...after, tare: kept('tare'), oil: kept('oil') };
}

type OfStream = Pick<LogValues, 'alloy' | 'tare' | 'oil' | 'reclaimable' | 'reason'>;

function ofStream(memory: LogMemory, catalogue: Catalogue, stream: string): OfStream {
  const { tare, reclaimable, reason } = { ...BLANK, ...memory.streams[stream] };
  const form = catalogue.stream(stream)?.form ?? '';
  return { alloy: usualAlloy(catalogue, stream), tare, reclaimable, reason, oil: memory.oils[form] ?? '' };
}
