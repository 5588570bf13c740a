import { DRY_MASS, type Holding } from '../../domain/matter/holding.js';
import { kgText, ofMg } from '../../domain/measure/quantities.js';
import type { Trace, TraceDirection, TraceLeaf } from '../../domain/trace/trace.js';
import type { TracedBatchFacts, TracedBatchRow, TracedRunRow } from './trace-rows.js';
import type { TraceBatchAnswer, TracedMassAnswer, TraceLeafAnswer, TraceRunAnswer } from './trace.dto.js';

export interface Asked {
  readonly batchId: string;
  readonly direction: TraceDirection;
  readonly isSelf: (partyId: string) => boolean;
}

/*
 * A trace may have tens of thousands of batches and edges. As objects they take several times as long as their text does,
 * most of it to clear them away again: so the text is made at once, in pieces of a size that is soon done with.
 */
const PIECE = 65_536;

/** Text that grows piece by piece into the bytes of an answer. */
class Bytes {
  private readonly pieces: Buffer[] = [];
  private text = '';

  add(text: string): void {
    this.text += text;
    if (this.text.length < PIECE) return;
    this.pieces.push(Buffer.from(this.text));
    this.text = '';
  }

  /** The items of a list, each as JSON. */
  addAll<Item>(items: Iterable<Item>, textOf: (item: Item) => string | null): void {
    let between = '';
    for (const item of items) {
      const text = textOf(item);
      if (text === null) continue;
      this.add(between + text);
      between = ',';
    }
  }

  all(): Buffer {
    return Buffer.concat([...this.pieces, Buffer.from(this.text)]);
  }
}

/** A trace in kilograms, with what the caller may know of its batches and runs: a `TraceAnswer` as JSON. */
export function traceJson(
  { total, nodes, edges, leaves }: Trace<TracedBatchRow, TracedRunRow>,
  { batchId, direction, isSelf }: Asked,
): Buffer {
  const bytes = new Bytes();
  const facts = new Map<TracedBatchFacts, FactsText>();
  bytes.add(`{"batchId":"${batchId}","direction":"${direction}","total":{${massText(total)}},"batches":[`);
  bytes.addAll(nodes, ({ batch, leaf, holding }) => {
    if (!batch) return null;
    let shared = facts.get(batch.facts);
    if (!shared) facts.set(batch.facts, (shared = factsText(batch.facts)));
    const code = JSON.stringify(batch.sees === 'all' ? batch.code : null);
    const begin = '{"batchId":"' + batch.id + '",' + shared.beforeCode + ',"code":' + code + ',' + shared.afterCode;
    return begin + ',"leaf":' + leaf + ',' + massText(holding) + '}';
  });
  bytes.add('],"runs":[');
  bytes.addAll(nodes, ({ run, holding }) => run && runText(run, isSelf(run.partyId), massText(holding)));
  bytes.add('],"edges":[');
  bytes.addAll(edges, ({ fromId, toId, holding }) => {
    return '{"fromId":"' + fromId + '","toId":"' + toId + '",' + massText(holding) + '}';
  });
  bytes.add('],"leaves":[');
  bytes.addAll(leaves, (leaf) => leafText(leaf, massText(leaf.holding)));
  bytes.add(']}');
  return bytes.all();
}

/** What an answer has before the fields of its mass. */
type Plain<Answer extends TracedMassAnswer> = Omit<Answer, keyof TracedMassAnswer>;

/** The fields of an object as JSON, without its braces. */
const inner = (fields: object): string => JSON.stringify(fields).slice(1, -1);

interface FactsText {
  readonly beforeCode: string;
  readonly afterCode: string;
}

function factsText({ kind, status, stream, product, origin, siteId, occurredOn }: TracedBatchFacts): FactsText {
  const before: Pick<TraceBatchAnswer, 'kind'> = { kind };
  const after: Omit<Plain<TraceBatchAnswer>, 'batchId' | 'kind' | 'code' | 'leaf'> = {
    status,
    stream,
    product,
    origin,
    siteId,
    occurredOn,
  };
  return { beforeCode: inner(before), afterCode: inner(after) };
}

function runText({ id, kind, code, siteId, occurredOn }: TracedRunRow, isOwn: boolean, mass: string): string {
  const run: Plain<TraceRunAnswer> = {
    runId: id,
    kind,
    code: isOwn ? code : null,
    siteId: isOwn ? siteId : null,
    occurredOn,
  };
  return `{${inner(run)},${mass}}`;
}

function leafText({ kind, entryIds = [], ...place }: TraceLeaf, mass: string): string {
  const { batchId = null, runId = null, origin = null, description = null } = place;
  const { siteId = null, shipmentId = null, occurredOn = null } = place;
  const leaf: Plain<TraceLeafAnswer> = {
    kind,
    batchId,
    runId,
    origin,
    description,
    siteId,
    shipmentId,
    occurredOn,
    entryIds: [...entryIds],
  };
  return `{${inner(leaf)},${mass}}`;
}

/** Dry mass and elements in kilograms, over all groups, elements in the order of the holding. */
function massText(holding: Holding): string {
  let dryMg = 0;
  const elements: string[] = [];
  const massesMg: number[] = [];
  for (const { commodity, massMg } of holding) {
    const index = elements.indexOf(commodity);
    if (commodity === DRY_MASS) dryMg += massMg;
    else if (index >= 0) massesMg[index] = (massesMg[index] ?? 0) + massMg;
    else massesMg[elements.push(commodity) - 1] = massMg;
  }
  let text = `"dryKg":${kgText(ofMg(dryMg))},"elements":{`;
  for (let index = 0; index < elements.length; index += 1) {
    text += (index > 0 ? ',"' : '"') + elements[index] + '":{"kg":' + kgText(ofMg(massesMg[index] ?? 0)) + '}';
  }
  return text + '}';
}
