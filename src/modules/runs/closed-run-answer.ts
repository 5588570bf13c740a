import { rowsAdded, type Act } from '../../domain/acts/act.js';
import { coded } from '../../domain/acts/born.js';
import { contentsIn, type ClosingFacts } from '../../domain/acts/close-run.js';
import { viewerWith, type SeenAgreement, type Viewer } from '../../domain/sight/viewer.js';
import { bornBatchAnswer } from '../batches/index.js';
import type { Codes } from '../ledger/index.js';
import type { RunAnswer } from './run-answer.dto.js';
import { wholeRunAnswer } from './run-answers.js';
import { flowsIn } from './run-flows.js';

/** What is known of a run that was closed once it is stored. */
interface Stored {
  /** Of what nobody typed one for. */
  readonly codes: Codes;
  /** Assays whose report stands on another batch too. */
  readonly elsewhere: ReadonlySet<string>;
}

/** The answer to closing a run, as the party sees it that closed it: from what was decided, without reading it back. */
export function closedRunAnswer(act: Act, { sources, site, context }: ClosingFacts, stored: Stored): RunAnswer {
  const [run] = rowsAdded(act, 'run');
  if (!run) throw new Error('A run that is closed is kept.');
  const viewer = viewerOf(site.partyId, context);
  const assays = rowsAdded(act, 'assay');
  const outputs = act.parts.map(({ row }) => {
    const batch = { ...row, code: stored.codes.get(row.id) ?? row.code };
    const own = assays.filter(({ batchId }) => batchId === row.id);
    return bornBatchAnswer(
      batch,
      { contents: contentsIn(act, row.id), assays: own, elsewhere: stored.elsewhere },
      viewer,
    );
  });
  const inputs = rowsAdded(act, 'runInput').flatMap((row, index) => {
    const batch = sources[index]?.batch;
    return batch ? [{ row, batch }] : [];
  });
  return wholeRunAnswer(
    {
      run: { ...run, ...coded(stored.codes.get(run.id) ?? run.code) },
      inputs,
      feeds: rowsAdded(act, 'runFeed'),
      residues: rowsAdded(act, 'runResidue'),
      outputs,
      warnings: rowsAdded(act, 'runWarning')
        .filter(({ agreementKey }) => agreementKey === '')
        .sort((a, b) => (`${a.element} ${a.code}` < `${b.element} ${b.code}` ? -1 : 1)),
      shares: rowsAdded(act, 'runShare').sort((a, b) => (a.agreementId < b.agreementId ? -1 : 1)),
      flows: flowsIn(run.id, act.postings, new Set(act.parts.map(({ row }) => row.id))),
    },
    viewer,
  );
}

/** The party that closed the run, as a reader of what is in it. */
function viewerOf(partyId: string, { sides, members }: ClosingFacts['context']): Viewer {
  const seen = [...sides.values()].flatMap(({ id: agreementId, generatorId, recyclerId }): SeenAgreement[] => {
    if (partyId === generatorId) return [{ agreementId, partyId, side: 'generator' }];
    return partyId === recyclerId ? [{ agreementId, partyId, side: 'recycler' }] : [];
  });
  return viewerWith({ partyId, isAuditor: false }, seen, members);
}
