import { DRY_MASS } from '../../domain/matter/holding.js';
import { mgToKg, ppmToPct, type Mg, type Ppm } from '../../domain/measure/quantities.js';
import { elementClosure } from '../../domain/acts/run.js';
import { feedOf, residueOf } from '../../domain/acts/run-facts.js';
import { warningMessage, type RunWarning } from '../../domain/acts/run-warnings.js';
import { elementsKg, type BatchAnswer, type BatchRow, type MassAnswer } from '../batches/index.js';
import { type Viewer, seesRunShare } from '../../domain/sight/viewer.js';
import { catalogue } from '../catalogue/index.js';
import type { ProcessFlow } from '../ledger/index.js';
import type {
  ElementClosureAnswer,
  FeedAnswer,
  ResidueAnswer,
  RunAnswer,
  RunInputAnswer,
  RunShareAnswer,
  RunWarningAnswer,
} from './run-answer.dto.js';
import { flowMg } from './run-flows.js';
import type { RunFeedRow, RunInputRow, RunResidueRow, RunRow, RunShareRow } from './run.entity.js';

/** What the answer of a run is made from. */
export interface RunView {
  readonly run: RunRow;
  readonly inputs: readonly { readonly row: RunInputRow; readonly batch: BatchRow }[];
  readonly feeds: readonly RunFeedRow[];
  readonly residues: readonly RunResidueRow[];
  readonly outputs: BatchAnswer[];
  readonly warnings: readonly RunWarning[];
  readonly shares: readonly RunShareRow[];
  readonly flows: readonly ProcessFlow[];
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** A run as its own party sees it. */
export function wholeRunAnswer(view: RunView, viewer: Viewer): RunAnswer {
  const { run, flows } = view;
  const { id, kind, status, code, siteId, partyId, custodyModel, occurredOn, overrideReason, entryId } = run;
  return {
    id,
    kind,
    status,
    code,
    siteId,
    partyId,
    custodyModel,
    occurredOn,
    entryId,
    localOn: run.localOn ?? occurredOn,
    startedAt: iso(run.startedAt),
    occurredAt: iso(run.occurredAt),
    createdAt: iso(run.createdAt),
    override: overrideReason === null ? null : { reason: overrideReason },
    inputs: view.inputs.map(inputAnswer),
    otherFeed: view.feeds.map(feedAnswer),
    outputs: view.outputs,
    residues: view.residues.map(residueAnswer),
    closure: elementsIn(flows).map((element) => closureAnswer(flows, element)),
    dryClosure: {
      inKg: kgOf(flows, 'in', DRY_MASS),
      outKg: kgOf(flows, 'out', DRY_MASS),
      residueKg: kgOf(flows, 'residue', DRY_MASS),
      massChangeKg: kgOf(flows, 'rest', DRY_MASS),
    },
    warnings: view.warnings.map(warningAnswer),
    shares: sharesFor(view, viewer),
  };
}

/**
 * A run as the side of an agreement sees it whose material went in: what became of its own, and nothing by which the rest
 * could be found out.
 */
export function shareOfRunAnswer(view: RunView, viewer: Viewer): RunAnswer {
  const { id, kind, status, occurredAt, occurredOn, localOn } = view.run;
  return {
    id,
    kind,
    status,
    occurredOn,
    localOn: localOn ?? occurredOn,
    occurredAt: iso(occurredAt),
    shares: sharesFor(view, viewer),
    inputs: view.inputs.filter(({ batch }) => isOwnByProduct(batch, view.run, viewer)).map(inputAnswer),
    code: null,
    siteId: null,
    partyId: null,
    custodyModel: null,
    startedAt: null,
    override: null,
    otherFeed: null,
    outputs: null,
    residues: null,
    closure: null,
    dryClosure: null,
    warnings: null,
    entryId: null,
    createdAt: null,
  };
}

function isOwnByProduct({ kind, agreementId }: BatchRow, run: RunRow, viewer: Viewer): boolean {
  return kind === 'by-product' && seesRunShare(viewer, run, agreementId);
}

function inputAnswer({ row, batch }: RunView['inputs'][number]): RunInputAnswer {
  const { batchId, kind, dryMg, contents } = row;
  return { batchId, code: batch.code, kind, dryKg: mgToKg(dryMg), elements: elementsKg(contents) };
}

function feedAnswer(row: RunFeedRow): FeedAnswer {
  const { origin, originCountry, description, dryMg, compositionPpm } = row;
  const elements = massesKg(feedOf(row, catalogue).elementsMg);
  return { origin, originCountry, description, dryKg: mgToKg(dryMg), composition: inPct(compositionPpm), elements };
}

function residueAnswer(row: RunResidueRow): ResidueAnswer {
  const { kind, destination, dryMg, compositionPpm } = row;
  const elements = massesKg(residueOf(row, catalogue).elementsMg);
  return { kind, destination, dryKg: mgToKg(dryMg), composition: compositionPpm && inPct(compositionPpm), elements };
}

function massesKg(elementsMg: ReadonlyMap<string, Mg>): Record<string, MassAnswer> {
  return Object.fromEntries([...elementsMg].map(([element, mg]) => [element, { kg: mgToKg(mg) }]));
}

function inPct(composition: Readonly<Record<string, Ppm>>): Record<string, number> {
  return Object.fromEntries(Object.entries(composition).map(([formula, ppm]) => [formula, ppmToPct(ppm)]));
}

function closureAnswer(flows: readonly ProcessFlow[], element: string): ElementClosureAnswer {
  const [inMg, outMg, residueMg] = (['in', 'out', 'residue'] as const).map((place) => flowMg(flows, place, element));
  const closure = elementClosure({ element, inMg: inMg ?? 0, outMg: outMg ?? 0, residueMg: residueMg ?? 0 });
  return {
    element,
    inKg: mgToKg(closure.inMg),
    outKg: mgToKg(closure.outMg),
    residueKg: mgToKg(closure.residueMg),
    unaccountedKg: mgToKg(closure.unaccountedMg),
    closurePct: closure.closurePct,
  };
}

function warningAnswer(warning: RunWarning): RunWarningAnswer {
  const { code, element, massMg } = warning;
  return { code, element, message: warningMessage(warning), kg: mgToKg(massMg) };
}

function sharesFor({ run, shares, flows }: RunView, viewer: Viewer): RunShareAnswer[] {
  return shares
    .filter(({ agreementId }) => seesRunShare(viewer, run, agreementId))
    .map(({ agreementId }) => {
      const own = flows.filter((flow) => flow.agreementId === agreementId);
      return {
        agreementId,
        dryInKg: kgOf(own, 'in', DRY_MASS),
        dryRecoveredKg: kgOf(own, 'out', DRY_MASS),
        elements: elementsIn(own).map((element) => ({
          element,
          inKg: kgOf(own, 'in', element),
          recoveredKg: kgOf(own, 'out', element),
          residueKg: kgOf(own, 'residue', element),
          unaccountedKg: kgOf(own, 'rest', element),
        })),
      };
    });
}

function kgOf(flows: readonly ProcessFlow[], place: ProcessFlow['place'], commodity: string): number {
  return mgToKg(flowMg(flows, place, commodity));
}

/** Every element that went in or came out, by its symbol. */
function elementsIn(flows: readonly ProcessFlow[]): string[] {
  const elements = flows.filter(({ massMg }) => massMg !== 0).map(({ commodity }) => commodity);
  return [...new Set(elements)].filter((commodity) => commodity !== DRY_MASS).sort();
}
