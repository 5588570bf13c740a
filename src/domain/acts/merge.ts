import type { Posting } from '../books/ledger.js';
import type { Sees } from '../sight/seers.js';
import type { Act, ActRecord, Part, RecordKind, SightChange, Step } from './act.js';
import type { BatchEvent, Entry } from './records.js';

/** An entry with what it stands on and what it books. */
export interface Booked {
  readonly entry: Entry;
  readonly subjects: readonly string[];
  readonly postings: readonly Posting[];
}

/** What one or many acts write together. */
export interface Writing extends Omit<Act, 'entry' | 'subjects' | 'postings'> {
  readonly booked: readonly Booked[];
}

/** What makes a record of a kind one with itself. */
const KEYS: { readonly [Kind in RecordKind]: (row: Extract<ActRecord, { kind: Kind; does: 'add' }>['row']) => string } =
  {
    shipment: ({ id }) => id,
    shipmentLine: ({ shipmentId, batchId }) => `${shipmentId} ${batchId}`,
    assay: ({ id }) => id,
    assayForce: ({ id }) => id,
    run: ({ id }) => id,
    runInput: ({ runId, batchId }) => `${runId} ${batchId}`,
    runFeed: ({ runId, ordinal }) => `${runId} ${ordinal}`,
    runResidue: ({ runId, ordinal }) => `${runId} ${ordinal}`,
    runOutput: ({ runId, batchId }) => `${runId} ${batchId}`,
    runShare: ({ runId, agreementId }) => `${runId} ${agreementId}`,
    runWarning: ({ runId, agreementKey, code, element }) => `${runId} ${agreementKey} ${code} ${element}`,
    charge: ({ id }) => id,
    magnetLot: ({ id }) => id,
    processLoss: ({ id }) => id,
    wipCount: ({ id }) => id,
    wipCountLine: ({ countId, ordinal }) => `${countId} ${ordinal}`,
  };

/** Of all kinds together what makes a record one with itself. */
export function recordKey(record: ActRecord): string {
  const row = record.does === 'change' ? record.before : record.row;
  return `${record.kind} ${(KEYS[record.kind] as (row: unknown) => string)(row)}`;
}

/** What an act writes by itself. */
export function writingOf({ entry, subjects, postings, ...rest }: Act): Writing {
  return { ...rest, booked: entry ? [{ entry, subjects, postings }] : [] };
}

/**
 * What many acts write one after the other, put together so that each table is written once: of what changes several times the
 * last holds, and what comes to be and changes is as it was left. Only what has a code by then can be built upon.
 */
export function mergedActs(acts: readonly Act[]): Writing {
  const parts = new Map<string, Part>();
  const steps = new Map<string, Step>();
  const sight = new Map<string, Sighting>();
  const records = new Map<string, ActRecord>();
  const booked: Booked[] = [];
  const events: BatchEvent[] = [];
  for (const act of acts) {
    const { entry, subjects, postings } = act;
    if (entry) booked.push({ entry, subjects, postings });
    events.push(...act.events);
    for (const part of act.parts) parts.set(part.row.id, part);
    for (const { before, change } of act.steps) {
      const part = parts.get(before.id);
      if (part) parts.set(before.id, { ...part, row: { ...part.row, ...change } });
      else steps.set(before.id, { before, change: { ...steps.get(before.id)?.change, ...change } });
    }
    for (const change of act.sight) addSight(sight, change);
    for (const record of act.records) addRecord(records, record);
  }
  return {
    booked,
    events,
    parts: [...parts.values()],
    steps: [...steps.values()],
    sight: [...sight.values()].map(({ batch, sees, hidden }) => ({ batch, sees, hidden: [...hidden] })),
    records: [...records.values()],
  };
}

interface Sighting {
  readonly batch: SightChange['batch'];
  readonly sees: Map<string, Sees>;
  readonly hidden: Set<string>;
}

function addSight(all: Map<string, Sighting>, { batch, sees, hidden }: SightChange): void {
  const known = all.get(batch.id) ?? { batch, sees: new Map(), hidden: new Set() };
  all.set(batch.id, known);
  for (const [partyId, one] of sees) {
    known.sees.set(partyId, one);
    known.hidden.delete(partyId);
  }
  for (const partyId of hidden) {
    known.sees.delete(partyId);
    known.hidden.add(partyId);
  }
}

function addRecord(all: Map<string, ActRecord>, record: ActRecord): void {
  const key = recordKey(record);
  const known = all.get(key);
  if (!known || record.does === 'add') all.set(key, record);
  else if (record.does === 'drop') {
    if (known.does === 'add') all.delete(key);
    else all.set(key, record);
  } else if (known.does === 'add') all.set(key, { ...known, row: { ...known.row, ...record.change } } as ActRecord);
  else if (known.does === 'change') {
    all.set(key, { ...known, change: { ...known.change, ...record.change } } as ActRecord);
  }
}
