import { DRY_MASS, type Holding } from '../../domain/matter/holding.js';
import { ofMg } from '../../domain/measure/quantities.js';
import type { Trace, TraceDirection, TraceLeaf } from '../../domain/trace/trace.js';
import { JsonBytes } from './json-bytes.js';
import type { SealedFacts, BatchNow } from './batch-texts.js';
import type { TracedBatchRow, TracedRunRow } from './trace-rows.js';
import type { TraceBatchAnswer, TracedMassAnswer, TraceLeafAnswer, TraceRunAnswer } from './trace.dto.js';

export interface Asked {
  readonly batchId: string;
  readonly direction: TraceDirection;
  readonly isSelf: (partyId: string) => boolean;
}

/** An answer has about so many bytes for each of its batches, runs and edges. */
const BYTES_A_NODE = 320;
const BYTES_AN_EDGE = 256;

/** A trace in kilograms, with what the caller may know of its batches and runs: a `TraceAnswer` as JSON. */
export function traceJson(
  { total, nodes, edges, leaves }: Trace<TracedBatchRow, TracedRunRow>,
  { batchId, direction, isSelf }: Asked,
): Buffer {
  const bytes = new JsonBytes(1_024 + nodes.length * BYTES_A_NODE + edges.length * BYTES_AN_EDGE);
  const textOf = batchTexts();
  const masses = new Masses(bytes);
  bytes.add(`{"batchId":"${batchId}","direction":"${direction}","total":{`);
  masses.close(total);
  bytes.add(',"batches":[');
  bytes.addAll(nodes, ({ batch, leaf, holding }) => {
    if (!batch) return false;
    const { beforeCode, afterCode } = textOf(batch);
    const code = batch.sees === 'all' ? JSON.stringify(batch.sealed.code) : 'null';
    bytes.add('{"batchId":"').add(batch.id).add(beforeCode).add(code).add(afterCode);
    bytes.add(leaf ? 'true,' : 'false,');
    masses.close(holding);
    return true;
  });
  bytes.add('],"runs":[');
  bytes.addAll(nodes, ({ run, holding }) => {
    if (!run) return false;
    bytes.add(runText(run, isSelf(run.partyId)));
    masses.close(holding);
    return true;
  });
  bytes.add('],"edges":[');
  bytes.addAll(edges, ({ fromId, toId, holding }) => {
    bytes.add('{"fromId":"').add(fromId).add('","toId":"').add(toId).add('",');
    masses.close(holding);
    return true;
  });
  bytes.add('],"leaves":[');
  bytes.addAll(leaves, (leaf) => {
    bytes.add(leafText(leaf));
    masses.close(leaf.holding);
    return true;
  });
  return bytes.add(']}').all();
}

/** What an answer has before the fields of its mass. */
type Plain<Answer extends TracedMassAnswer> = Omit<Answer, keyof TracedMassAnswer>;

/** The fields of an object as JSON, without its braces. */
const inner = (fields: object): string => JSON.stringify(fields).slice(1, -1);

interface FactsText {
  readonly beforeCode: string;
  readonly afterCode: string;
}

/** What batches have in common as text, made once of all that stand the same. */
function batchTexts(): (batch: TracedBatchRow) => FactsText {
  const known = new Map<SealedFacts, Map<BatchNow, FactsText>>();
  return ({ sealed: { facts }, now }) => {
    let ofFacts = known.get(facts);
    if (!ofFacts) known.set(facts, (ofFacts = new Map<BatchNow, FactsText>()));
    let text = ofFacts.get(now);
    if (!text) ofFacts.set(now, (text = factsText(facts, now)));
    return text;
  };
}

function factsText(sealed: SealedFacts, { status, siteId }: BatchNow): FactsText {
  const { kind, stream, product, origin, occurredOn } = sealed;
  const before: Pick<TraceBatchAnswer, 'kind'> = { kind };
  const after: Omit<Plain<TraceBatchAnswer>, 'batchId' | 'kind' | 'code' | 'leaf'> = {
    status,
    stream,
    product,
    origin,
    siteId,
    occurredOn,
  };
  return { beforeCode: `",${inner(before)},"code":`, afterCode: `,${inner(after)},"leaf":` };
}

function runText({ id, kind, code, siteId, occurredOn }: TracedRunRow, isOwn: boolean): string {
  const run: Plain<TraceRunAnswer> = {
    runId: id,
    kind,
    code: isOwn ? code : null,
    siteId: isOwn ? siteId : null,
    occurredOn,
  };
  return `{${inner(run)},`;
}

function leafText({ kind, entryIds = [], ...place }: TraceLeaf): string {
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
  return `{${inner(leaf)},`;
}

/** Writes masses. What came to a batch over one edge stands at both, and is copied the second time. */
class Masses {
  private readonly written = new Map<Holding, number>();
  /** The beginning and the end of each that was written. */
  private readonly places: number[] = [];

  constructor(private readonly bytes: JsonBytes) {}

  /**
   * Closes an object with what it holds: dry mass and elements in kilograms, over all groups, elements in the order of the
   * holding.
   */
  close(holding: Holding): void {
    const { bytes, written, places } = this;
    const place = written.get(holding);
    if (place !== undefined) {
      bytes.addAgain(places[place] ?? 0, places[place + 1] ?? 0);
      return;
    }
    written.set(holding, places.push(bytes.length) - 1);
    let dryMg = 0;
    const elements: string[] = [];
    const massesMg: number[] = [];
    for (const { commodity, massMg } of holding) {
      const index = elements.indexOf(commodity);
      if (commodity === DRY_MASS) dryMg += massMg;
      else if (index >= 0) massesMg[index] = (massesMg[index] ?? 0) + massMg;
      else massesMg[elements.push(commodity) - 1] = massMg;
    }
    bytes.add('"dryKg":').addKg(ofMg(dryMg)).add(',"elements":{');
    for (let index = 0; index < elements.length; index += 1) {
      bytes
        .add(index > 0 ? ',"' : '"')
        .add(elements[index] ?? '')
        .add('":{"kg":');
      bytes.addKg(ofMg(massesMg[index] ?? 0)).add('}');
    }
    places.push(bytes.add('}}').length);
  }
}
