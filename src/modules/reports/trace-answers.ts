import { DRY_MASS } from '../../domain/matter/holding.js';
import { ofMg } from '../../domain/measure/quantities.js';
import { SharedPart, type Parts } from '../../domain/trace/drawn.js';
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
  masses.close(SharedPart.of(total));
  bytes.add(',"batches":[');
  bytes.addAll(nodes, ({ batch, leaf, part }) => {
    if (!batch) return false;
    const { beforeCode, afterCode, afterLeaf } = textOf(batch);
    bytes.add('{"batchId":"').add(batch.id).add(beforeCode);
    bytes.add(batch.sees === 'all' ? batch.sealed.codeJson : 'null').copy(leaf ? afterLeaf : afterCode);
    masses.close(part);
    return true;
  });
  bytes.add('],"runs":[');
  bytes.addAll(nodes, ({ run, part }) => {
    if (!run) return false;
    bytes.add(runText(run, isSelf(run.partyId)));
    masses.close(part);
    return true;
  });
  bytes.add('],"edges":[');
  bytes.addAll(edges, ({ fromId, toId, part }) => {
    bytes.add('{"fromId":"').add(fromId).add('","toId":"').add(toId).add('",');
    masses.close(part);
    return true;
  });
  bytes.add('],"leaves":[');
  bytes.addAll(leaves, (leaf) => {
    bytes.add(leafText(leaf));
    masses.close(SharedPart.of(leaf.holding));
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
  readonly afterCode: Uint8Array;
  /** The same of a batch that came from outside. */
  readonly afterLeaf: Uint8Array;
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
  const afterCode = (leaf: boolean): Uint8Array => Buffer.from(`,${inner(after)},"leaf":${String(leaf)},`);
  return { beforeCode: `",${inner(before)},"code":`, afterCode: afterCode(false), afterLeaf: afterCode(true) };
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
  /** Where what was written of each holding begins and ends: at zero, where nothing was. */
  private readonly places = new Map<Parts, number[]>();
  /** The elements of one holding, as many as are counted while it is written. */
  private readonly elements: string[] = [];
  private readonly massesMg: number[] = [];
  /** How the mass of an element begins. */
  private readonly names = new Map<string, string>();

  constructor(private readonly bytes: JsonBytes) {}

  /**
   * Closes an object with what it holds: dry mass and elements in kilograms, over all groups, elements in the order of the
   * holding.
   */
  close(part: SharedPart): void {
    let places = this.places.get(part.parts);
    if (!places) this.places.set(part.parts, (places = new Array<number>(2 * part.parts.size).fill(0)));
    const [begin, end] = [2 * part.index, 2 * part.index + 1];
    if (places[begin]) {
      this.bytes.addAgain(places[begin], places[end] ?? 0);
      return;
    }
    places[begin] = this.bytes.length;
    this.write(part);
    places[end] = this.bytes.length;
  }

  private write({ parts, begin, end }: SharedPart): void {
    const { bytes, elements, massesMg } = this;
    let [dryMg, count] = [0, 0];
    for (let at = begin; at < end; at += 1) {
      const { commodity = DRY_MASS } = parts.amounts[parts.kinds[at] ?? 0] ?? {};
      const massMg = parts.massesMg[at] ?? 0;
      if (commodity === DRY_MASS) {
        dryMg += massMg;
        continue;
      }
      let index = 0;
      while (index < count && elements[index] !== commodity) index += 1;
      elements[index] = commodity;
      massesMg[index] = massMg + (index < count ? (massesMg[index] ?? 0) : 0);
      if (index === count) count += 1;
    }
    bytes.add('"dryKg":').addKg(ofMg(dryMg)).add(',"elements":{');
    for (let index = 0; index < count; index += 1) {
      if (index > 0) bytes.add(',');
      bytes
        .add(this.nameOf(elements[index] ?? ''))
        .addKg(ofMg(massesMg[index] ?? 0))
        .add('}');
    }
    bytes.add('}}');
  }

  private nameOf(element: string): string {
    let name = this.names.get(element);
    if (name === undefined) this.names.set(element, (name = `"${element}":{"kg":`));
    return name;
  }
}
