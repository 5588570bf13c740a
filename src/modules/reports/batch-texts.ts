import type { BatchStatus } from '../../domain/acts/batch-life.js';
import type { BatchKind } from '../../domain/matter/batch-kind.js';
import type { Origin } from '../../domain/matter/holding.js';
import type { TraceSees } from '../../domain/trace/trace.js';

/*
 * A trace reads tens of thousands of rows, and in the driver a row costs more than all that is done with it here. So
 * batches are read as one text. No text that the service takes holds these control characters.
 */
export const ROW = '\u001e';
const VALUE = '\u001f';

/** What many batches have in common, so that it is read, kept and told once for all of them. */
export interface SealedFacts {
  readonly kind: BatchKind;
  readonly stream: string | null;
  readonly product: string | null;
  readonly origin: Origin | null;
  readonly occurredOn: string;
}

/** A batch as far as nothing changes of it once a run has drawn on it. */
export interface SealedBatch {
  readonly id: string;
  /** As it stands in JSON. */
  readonly codeJson: string;
  readonly parentId: string | null;
  readonly runId: string | null;
  readonly facts: SealedFacts;
}

/** How a batch is seen, and what is seen of it as it is now. */
export interface BatchNow {
  readonly sees: TraceSees;
  /** Whether it is seen as it is now; else the rest is null. */
  readonly isLive: boolean;
  readonly status: BatchStatus | null;
  readonly siteId: string | null;
}

/** Each value with what ends it; of a null there is nothing between. */
const textOf = (values: readonly string[]): string => `concat(${values.join(`, '${VALUE}', `)}, '${VALUE}')`;
const OWN_COLUMNS = ['id', 'code', 'parentId', 'runId'];
const NOW_VALUES = 3;
const SHARED_COLUMNS = ['kind', 'stream', 'product', 'origin', 'occurredOn'];

/** A sealed batch `b` as text. */
export const SEALED_TEXT = textOf([...OWN_COLUMNS, ...SHARED_COLUMNS].map((name) => `b."${name}"`));

/**
 * What a batch `b` is now as text. What its holder only plans with it is told by the answer of the shipment, to those who
 * see that.
 *
 * @param sees what is seen of it, as an SQL value
 */
export function nowText(sees: string): string {
  return textOf([sees, `CASE WHEN b."status" = 'in-shipment' THEN b."resting" ELSE b."status" END`, 'b."siteId"']);
}

/** Reads batches, with what many have in common once. */
export class SealedReader {
  private readonly known = new Map<string, SealedFacts>();

  read(text: string): SealedBatch {
    const own: string[] = [];
    let begin = 0;
    for (let count = 0; count < OWN_COLUMNS.length; count += 1) {
      const end = text.indexOf(VALUE, begin);
      own.push(text.slice(begin, end));
      begin = end + 1;
    }
    const shared = text.slice(begin);
    let facts = this.known.get(shared);
    if (!facts) this.known.set(shared, (facts = factsOf(shared)));
    const [id = '', code = '', parentId, runId] = own;
    return { id, codeJson: JSON.stringify(code), parentId: parentId || null, runId: runId || null, facts };
  }
}

function factsOf(shared: string): SealedFacts {
  const [kind, stream, product, origin, occurredOn = ''] = shared.split(VALUE);
  return {
    kind: kind as BatchKind,
    stream: stream || null,
    product: product || null,
    origin: (origin || null) as Origin | null,
    occurredOn,
  };
}

/** Reads how batches are now, the like of many once. */
export class BatchNowReader {
  /** Where what was read last ends. */
  end = 0;
  private readonly known = new Map<string, BatchNow>();
  private last: { readonly text: string; readonly now: BatchNow } | null = null;

  /** Most are like the one before: since each value has its end, no text begins like another one. */
  readAt(text: string, begin: number): BatchNow {
    if (!this.last || !text.startsWith(this.last.text, begin)) this.last = this.otherAt(text, begin);
    this.end = begin + this.last.text.length;
    return this.last.now;
  }

  private otherAt(text: string, begin: number): { readonly text: string; readonly now: BatchNow } {
    let end = begin;
    for (let count = 0; count < NOW_VALUES; count += 1) end = text.indexOf(VALUE, end) + 1;
    const own = text.slice(begin, end);
    const now = this.known.get(own) ?? nowOf(own);
    this.known.set(own, now);
    return { text: own, now };
  }
}

function nowOf(text: string): BatchNow {
  const [sees, status, siteId = ''] = text.split(VALUE);
  const isLive = sees === 'all';
  return {
    sees: sees === 'share' ? 'share' : sees ? 'all' : null,
    isLive,
    status: isLive ? (status as BatchStatus) : null,
    siteId: isLive ? siteId : null,
  };
}
