import { In } from 'typeorm';
import { elementMassesMg, namedElements } from '../../domain/matter/composition.js';
import { DomainError } from '../../domain/measure/errors.js';
import { amountKey, amountOf, DRY_MASS, groupsOf, totalMg, type Holding } from '../../domain/matter/holding.js';
import { postingsOf, processAccount, turned, type Posting } from '../../domain/books/ledger.js';
import { factsOf } from '../../domain/acts/run-facts.js';
import { decideRun, type RunDecision, type RunOutput } from '../../domain/acts/run.js';
import { bornElements, bornHolding } from '../../domain/acts/run-outputs.js';
import { assayInForce } from '../../domain/acts/family.js';
import { AssayRow, BatchRow } from '../batches/index.js';
import { catalogue } from '../catalogue/index.js';
import { writeCounts, type EntryRow } from '../ledger/index.js';
import {
  contextOf,
  RunFeedRow,
  RunInputRow,
  RunOutputRow,
  RunResidueRow,
  RunRow,
  RunShareRow,
  RunWarningRow,
} from '../runs/index.js';
import { inChunks, postingsOfEntries, readChains, standingOn } from './chains.js';
import { readFamilies, type FamilyCase } from './families.js';
import { grouped, guarded, pagesOf, type Facts } from './facts.js';
import { verifyElements, wayOf } from './verify-elements.js';
import { addedUp, negative, plus, type Mg } from '../../domain/measure/quantities.js';

/** A run with all that the tables say of it. */
interface RunCase {
  readonly run: RunRow;
  readonly inputs: readonly RunInputRow[];
  readonly feeds: readonly RunFeedRow[];
  readonly residues: readonly RunResidueRow[];
  readonly outputs: readonly RunOutputRow[];
  readonly shares: readonly RunShareRow[];
  readonly warnings: readonly RunWarningRow[];
  /** Its own entry, reversed or not. */
  readonly entry: EntryRow | undefined;
  readonly isReversed: boolean;
  /** The postings of its own entry. */
  readonly postings: readonly Posting[];
  /** The postings of all that stands on it: what later assays of its outputs have moved, too. */
  readonly standing: readonly Posting[];
  readonly batches: ReadonlyMap<string, BatchRow>;
  readonly assays: ReadonlyMap<string, AssayRow>;
}

/** Reads runs a few at a time, holds them against their entries, and decides them again. */
export async function verifyRuns(facts: Facts): Promise<void> {
  for await (const ids of pagesOf(facts.manager, 'run', { atOnce: 5 })) {
    await guarded(facts, { table: 'run', key: { from: ids[0], to: ids.at(-1) } }, async () => {
      for (const one of await readRuns(facts, ids)) {
        compareRun(facts, one);
        compareInputs(facts, one);
        compareParts(facts, one);
        if (one.run.status === 'closed') await decideAgain(facts, one);
      }
    });
  }
}

async function readRuns({ manager }: Facts, ids: readonly string[]): Promise<RunCase[]> {
  const of = { where: { runId: In([...ids]) }, order: { ordinal: 'ASC' } } as const;
  const [inputs, feeds] = [await manager.find(RunInputRow, of), await manager.find(RunFeedRow, of)];
  const [residues, outputs] = [await manager.find(RunResidueRow, of), await manager.find(RunOutputRow, of)];
  const shares = await manager.findBy(RunShareRow, { runId: In([...ids]) });
  const warnings = await manager.findBy(RunWarningRow, { runId: In([...ids]) });
  const batchIds = [...new Set([...inputs, ...outputs].map(({ batchId }) => batchId))];
  const batches = await inChunks(batchIds, (some) => manager.findBy(BatchRow, { id: In([...some]) }));
  const assayIds = batches.flatMap(({ assayId }) => assayId ?? []);
  const assays = await inChunks([...new Set(assayIds)], (some) => manager.findBy(AssayRow, { id: In([...some]) }));
  const chains = await readChains(manager, ids);
  const runs = await manager.find(RunRow, { where: { id: In([...ids]) }, order: { id: 'ASC' } });
  const postings = await postingsOfEntries(manager, [...chains.entries.keys()]);
  const byRun = <Row extends { readonly runId: string }>(rows: readonly Row[]) => {
    const groups = grouped(rows, ({ runId }) => runId);
    return (id: string): readonly Row[] => groups.get(id) ?? [];
  };
  const [inputsOf, feedsOf, residuesOf, outputsOf] = [byRun(inputs), byRun(feeds), byRun(residues), byRun(outputs)];
  const [sharesOf, warningsOf] = [byRun(shares), byRun(warnings)];
  return runs.map((run) => ({
    run,
    inputs: inputsOf(run.id),
    feeds: feedsOf(run.id),
    residues: residuesOf(run.id),
    outputs: outputsOf(run.id),
    shares: sharesOf(run.id),
    warnings: warningsOf(run.id),
    entry: chains.entries.get(run.entryId),
    isReversed: chains.reversed.has(run.entryId),
    postings: postings.get(run.entryId) ?? [],
    standing: standingOn(chains, [run.id]).flatMap(({ id }) => postings.get(id) ?? []),
    batches: new Map(batches.map((row) => [row.id, row])),
    assays: new Map(assays.map((row) => [row.id, row])),
  }));
}

type Tell = (check: string, expected: unknown, found: unknown) => void;

function teller({ findings }: Facts, { run }: RunCase, table: string, more: object = {}): Tell {
  const key = { runId: run.id, run: run.code, ...more };
  return (check, expected, found) =>
    findings.compare({ code: `${table.replace('_', '-')}-wrong`, check, table, key, expected, found });
}

function compareRun(facts: Facts, one: RunCase): void {
  const { run, entry, isReversed, inputs, shares } = one;
  const tell = teller(facts, one, 'run');
  if (!entry) return tell('a run has its entry', 'an entry on it', 'none');
  const expected = ['run', entry.partyId, entry.siteId, entry.occurredAt, entry.occurredOn, entry.localOn];
  tell('a run is of the party, site and time of its entry', expected, [
    ...[entry.kind, run.partyId, run.siteId, run.occurredAt, run.occurredOn, run.localOn],
  ]);
  tell('a run whose entry was reversed is reversed', isReversed ? 'reversed' : 'closed', run.status);
  tell('the code of a run is taken while it is closed', !isReversed, run.liveKey !== null);
  tell('a run began before it ended', true, run.startedAt <= run.occurredAt);
  const agreements = inputs.flatMap(({ contents }) =>
    groupsOf(contents).flatMap(({ agreementId }) => agreementId ?? []),
  );
  const found = shares.map(({ agreementId }) => agreementId).sort();
  const told = teller(facts, one, 'run_share');
  told('an agreement has a share in a run that its material went into', [...new Set(agreements)].sort(), found);
}

/** What was drawn is never corrected, since it is sealed: it is what the run's own entry says. */
function compareInputs(facts: Facts, one: RunCase): void {
  const { run, inputs, postings, batches, assays } = one;
  const process = processAccount(run.id);
  const outputs = new Set(one.outputs.map(({ batchId }) => batchId));
  const drawn = grouped(
    postings.filter(
      ({ from, to, fromBatchId }) => to === process && from.startsWith('stock:') && !outputs.has(fromBatchId ?? ''),
    ),
    ({ fromBatchId }) => fromBatchId ?? '',
  );
  const tellRun = teller(facts, one, 'run_input');
  tellRun(
    'the inputs of a run are the batches that its entry drew',
    [...drawn.keys()].sort(),
    inputs.map(({ batchId }) => batchId).sort(),
  );
  tellRun(
    'the inputs of a run are numbered without a gap',
    inputs.map((_, index) => index),
    inputs.map(({ ordinal }) => ordinal),
  );
  for (const input of inputs) {
    const batch = batches.get(input.batchId);
    const tell = teller(facts, one, 'run_input', { batchId: input.batchId, batch: batch?.code });
    const booked = (drawn.get(input.batchId) ?? []).map(amountOf);
    tell('what an input holds is what was drawn of the batch', holdingText(booked), holdingText(input.contents));
    const dryMg = totalMg(booked, DRY_MASS);
    tell('the dry mass of an input is what was drawn, in milligrams', dryMg, input.dryMg);
    tell('an input is of the kind of its batch', batch?.kind, input.kind);
    if (run.status !== 'closed') continue;
    const named = namedElements(assays.get(batch?.assayId ?? '')?.compositionPpm ?? {}, catalogue);
    tell('an input names the elements that its assay names', [...named].sort(), [...input.named].sort());
  }
}

/** Feed, residues and outputs, as far as the run's own entry says what they were. */
function compareParts(facts: Facts, one: RunCase): void {
  const { run, feeds, residues, outputs, postings, batches } = one;
  const numbered = (table: string, rows: readonly { readonly ordinal: number }[]): void =>
    teller(facts, one, table)(
      `the rows of ${table} are numbered without a gap`,
      rows.map((_, index) => index),
      rows.map(({ ordinal }) => ordinal),
    );
  numbered('run_feed', feeds);
  numbered('run_residue', residues);
  numbered('run_output', outputs);
  const process = processAccount(run.id);
  const dryOf = (is: (posting: Posting) => boolean): Mg => totalMg(postings.filter(is), DRY_MASS);
  const sum = (rows: readonly { readonly dryMg: Mg }[]): Mg => addedUp(rows.map(({ dryMg }) => dryMg));
  teller(facts, one, 'run_feed')(
    'other feed is what was booked, in milligrams',
    dryOf(({ from }) => from === 'world:other-feed'),
    sum(feeds),
  );
  teller(facts, one, 'run_residue')(
    'residues are what was booked, in milligrams',
    dryOf(({ to }) => to === 'world:residue'),
    sum(residues),
  );
  const made = new Set(
    postings.filter(({ from, toBatchId }) => from === process && toBatchId).map(({ toBatchId }) => toBatchId),
  );
  const found = outputs.map(({ batchId }) => batchId).sort();
  teller(facts, one, 'run_output')('the outputs of a run are the batches that its entry made', [...made].sort(), found);
  for (const { batchId, dryMg } of outputs) {
    const batch = batches.get(batchId);
    const tell = teller(facts, one, 'run_output', { batchId, batch: batch?.code });
    tell(
      'the dry mass of an output is what was booked, in milligrams',
      dryOf(({ from, toBatchId }) => from === process && toBatchId === batchId),
      dryMg,
    );
    tell('an output is a batch of the run', [run.id, dryMg], [batch?.runId, batch?.dryMg]);
  }
}

async function decideAgain(facts: Facts, one: RunCase): Promise<void> {
  const { run, inputs, feeds, residues, outputs, standing, warnings } = one;
  const tell = teller(facts, one, 'run');
  const families = await readFamilies(
    facts.manager,
    outputs.map(({ batchId }) => batchId),
  );
  const familyOf = new Map(families.map((family) => [family.root.id, family]));
  const made = outputs.flatMap(({ batchId, dryMg }): RunOutput[] => {
    const kind = familyOf.get(batchId)?.root.kind === 'intermediate' ? 'intermediate' : 'recycled';
    const booked = familyOf.get(batchId)?.family.history.flatMap(({ postings }) => postings) ?? [];
    return [{ batchId, kind, dryMg, elementsMg: bornElements(booked, { runId: run.id, batchId }) }];
  });
  let decision: RunDecision;
  try {
    const context = await contextOf(facts.manager, inputs, run.localOn ?? run.occurredOn);
    decision = decideRun(factsOf(run, { inputs, feeds, residues, context }, made, catalogue));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return tell('a run is one that may be closed', 'accepted', `refused: ${error.code}`);
  }
  comparePostings(facts, one, decision, standing);
  teller(facts, one, 'run_share')(
    'of which agreements all was recovered before that went into a run is kept',
    [...decision.recoveredFor].sort(),
    one.shares.flatMap(({ agreementId, recovered }) => (recovered ? [agreementId] : [])).sort(),
  );
  outputs.forEach((output, index) => {
    const family = familyOf.get(output.batchId);
    if (family) compareOutput(facts, family, decision.outputHoldings[index] ?? []);
  });
  const expected = decision.warningParts.map(({ agreementId, code, element, massMg }) =>
    [agreementId ?? '', code, element, massMg, run.occurredOn, run.partyId].join(' '),
  );
  const found = warnings.map(({ agreementKey, code, element, massMg, occurredOn, partyId }) =>
    [agreementKey, code, element, massMg, occurredOn, partyId].join(' '),
  );
  teller(facts, one, 'run_warning')('what does not close in a run is kept', expected.sort(), found.sort());
}

/** An output lives its life from what the run gives it by its own assay. */
function compareOutput(facts: Facts, one: FamilyCase, attributed: Holding): void {
  const composition = assayInForce(one.family, one.root.id)?.compositionPpm ?? {};
  verifyElements(facts, one, bornHolding(attributed, elementMassesMg(one.root.dryMg, composition, catalogue)));
}

/** What the decision moves and what stands in the books, way by way, must be the same. */
interface Net {
  readonly posting: Posting;
  wantMg: Mg;
  haveMg: Mg;
}

function comparePostings(facts: Facts, one: RunCase, { movements }: RunDecision, booked: readonly Posting[]): void {
  const process = processAccount(one.run.id);
  const nets = new Map<string, Net>();
  const add = (posting: Posting, side: 'wantMg' | 'haveMg'): void => {
    if (posting.from !== process && posting.to !== process) return;
    const isForward = posting.from < posting.to;
    const way = isForward ? posting : turned(posting);
    const batchId = way.toBatchId ?? way.fromBatchId;
    const key = [
      way.from,
      way.to,
      batchId,
      amountKey(way),
      way.day,
      way.partyId,
      writeCounts(way.counts),
      way.usabilityPpm,
    ].join('|');
    const known: Net = nets.get(key) ?? { posting: way, wantMg: 0, haveMg: 0 };
    known[side] = plus(known[side], isForward ? posting.massMg : negative(posting.massMg));
    nets.set(key, known);
  };
  for (const posting of postingsOf(movements)) add(posting, 'wantMg');
  for (const posting of booked) add(posting, 'haveMg');
  for (const { posting, wantMg, haveMg } of nets.values()) {
    facts.findings.compare({
      code: 'run-postings-wrong',
      check: 'what a run moves is what it decides, in milligrams',
      table: 'posting',
      key: {
        runId: one.run.id,
        run: one.run.code,
        ...wayOf(posting),
        group: posting.agreementId,
        counts: writeCounts(posting.counts),
      },
      expected: wantMg,
      found: haveMg,
    });
  }
}

function holdingText(holding: Holding): string {
  return holding
    .map((amount) => `${amountKey(amount)} ${amount.massMg}`)
    .sort()
    .join('; ');
}
