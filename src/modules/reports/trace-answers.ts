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

/** What is written of holdings side by side. */
interface Written {
  /** How the mass of each kind of amount begins; of dry mass nothing. */
  readonly names: readonly (string | null)[];
  /** Of each kind, the first one of its commodity; that has the mass, and not any. */
  readonly firsts: Int32Array;
  readonly massesMg: Float64Array;
  /** Where what was written of each holding begins and ends: at zero, where nothing was. */
  readonly places: Int32Array;
}

function nothingWritten({ amounts, size }: Parts): Written {
  const commodities = amounts.map(({ commodity }) => commodity);
  return {
    names: commodities.map((commodity) => (commodity === DRY_MASS ? null : `"${commodity}":{"kg":`)),
    firsts: Int32Array.from(commodities, (commodity) => commodities.indexOf(commodity)),
    massesMg: new Float64Array(commodities.length),
    places: new Int32Array(2 * size),
  };
}

/** Writes masses. What came to a batch over one edge stands at both, and is copied the second time. */
class Masses {
  private readonly known = new Map<Parts, Written>();
  /** The elements of one holding. */
  private readonly elements: number[] = [];

  constructor(private readonly bytes: JsonBytes) {}

  /**
   * Closes an object with what it holds: dry mass and elements in kilograms, over all groups, elements in the order of the
   * holding.
   */
  close(part: SharedPart): void {
    let written = this.known.get(part.parts);
    if (!written) this.known.set(part.parts, (written = nothingWritten(part.parts)));
    const { places } = written;
    const [begin, end] = [2 * part.index, 2 * part.index + 1];
    if (places[begin]) {
      this.bytes.addAgain(places[begin], places[end] ?? 0);
      return;
    }
    places[begin] = this.bytes.length;
    this.write(part, written);
    places[end] = this.bytes.length;
  }

  private write(part: SharedPart, { names, firsts, massesMg }: Written): void {
    const { kinds, massesMg: ownMg } = part.parts;
    const { bytes, elements } = this;
    let [dryMg, count] = [0, 0];
    massesMg.fill(NaN);
    for (let at = part.begin; at < part.end; at += 1) {
      const [first, massMg] = [firsts[kinds[at] ?? 0] ?? 0, ownMg[at] ?? 0];
      const before = massesMg[first] ?? NaN;
      if (names[first] === null) dryMg += massMg;
      else if (!Number.isNaN(before)) massesMg[first] = before + massMg;
      else {
        massesMg[first] = massMg;
        elements[count] = first;
        count += 1;
      }
    }
    bytes.add('"dryKg":').addKg(ofMg(dryMg)).add(',"elements":{');
    for (let index = 0; index < count; index += 1) {
      const first = elements[index] ?? 0;
      if (index > 0) bytes.add(',');
      bytes
        .add(names[first] ?? '')
        .addKg(ofMg(massesMg[first] ?? 0))
        .add('}');
    }
    bytes.add('}}');
  }
}
