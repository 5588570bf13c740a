import { refusedRow, rowFault, type Reading } from '../../domain/files/rows.js';
import { DomainError } from '../../domain/measure/errors.js';
import { MAX_MASS_MG, plus, type Mg } from '../../domain/measure/quantities.js';
import type { Outcome } from './import-decisions.js';

/** The dry mass of the good rows of a file so far, and what became of its next rows. */
interface Weighed {
  readonly dryMg: Mg;
  readonly outcomes: readonly Outcome[];
}

/** Rows with which a file would come to more than the books hold are wrong, each with all that is one act with it. */
export function weighed({ dryMg: before, outcomes }: Weighed, reading: Reading, isGrouped: boolean): Weighed {
  let dryMg = before;
  let heavy: number | null = null;
  const all = outcomes.map((outcome): Outcome => {
    const { line } = outcome;
    if (isGrouped && heavy === line.turn)
      return { ...outcome, state: 'wrong', faults: [rowFault(line, 'others-wrong')] };
    if (outcome.dryMg <= MAX_MASS_MG - dryMg) {
      dryMg = plus(dryMg, outcome.dryMg);
      return outcome;
    }
    heavy = line.turn;
    const refusal = new DomainError('mass-too-large', 'With this row the file comes to more than the books hold.');
    return { line, state: 'wrong', faults: refusedRow({ ...line, place: 0 }, refusal, reading), dryMg: 0 };
  });
  return { dryMg, outcomes: all };
}
