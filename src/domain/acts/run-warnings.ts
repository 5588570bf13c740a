import { totalMg, type Holding } from '../matter/holding.js';
import { absolute, mgToKg, type Mg } from '../measure/quantities.js';

export type RunWarningCode = 'open-balance' | 'element-not-assayed' | 'matter-created';

/** An element that does not close in a run. */
export interface RunWarning {
  readonly code: RunWarningCode;
  readonly element: string;
  /** Positive is missing, negative came from nowhere. */
  readonly massMg: Mg;
}

/** A warning as it concerns one agreement in the run, or (`null`) the run as a whole. */
export interface RunWarningPart extends RunWarning {
  readonly agreementId: string | null;
}

/** A warning in words. */
export function warningMessage({ code, element, massMg }: RunWarning): string {
  const kg = `${mgToKg(absolute(massMg))} kg of ${element}`;
  const messages: Readonly<Record<RunWarningCode, string>> = {
    'open-balance': `${kg} are missing: neither in an output nor in an assayed residue.`,
    'element-not-assayed': `${kg} came out above what the assays of the inputs name.`,
    'matter-created': `${kg} came out above what went in; somebody vouched for it.`,
  };
  return messages[code];
}

/** What went into a run and what closed its process. */
interface Balanced {
  readonly inputs: readonly { readonly drawn: Holding; readonly named: ReadonlySet<string> }[];
  /** Inputs and other feed. */
  readonly fed: Holding;
  readonly rest: Holding;
}

/**
 * The warnings of a run, once for the whole of it and once for each agreement that they concern, with that one's part of
 * what is unaccounted for. A warning concerns an agreement that has the element in the run, or whose own assay does not
 * name it where that is what the warning is about; others do not learn of it, since it would be of another's material.
 * An override is shown in every report that contains the run: where it does not concern an agreement otherwise, it stands
 * there without its element.
 *
 * Shapes: holdings and the warnings of the whole run in, milligrams out.
 */
export function warningParts(balanced: Balanced, warnings: readonly RunWarning[]): RunWarningPart[] {
  const agreementIds = new Set(balanced.fed.flatMap(({ agreementId }) => (agreementId === null ? [] : [agreementId])));
  return [
    ...warnings.map((warning) => ({ ...warning, agreementId: null })),
    ...[...agreementIds].flatMap((agreementId) => partsOf(agreementId, balanced, warnings)),
  ];
}

function partsOf(
  agreementId: string,
  { inputs, fed, rest }: Balanced,
  warnings: readonly RunWarning[],
): RunWarningPart[] {
  const own = (holding: Holding): Holding => holding.filter((amount) => amount.agreementId === agreementId);
  const isUnnamed = (element: string): boolean =>
    inputs.some(({ drawn, named }) => own(drawn).length > 0 && !named.has(element));
  const parts = warnings
    .filter(
      ({ code, element }) =>
        own(fed).some(({ commodity }) => commodity === element) ||
        (code === 'element-not-assayed' && isUnnamed(element)),
    )
    .map(({ code, element }) => ({ agreementId, code, element, massMg: totalMg(own(rest), element) }));
  const isVouched = ({ code }: RunWarning): boolean => code === 'matter-created';
  return warnings.some(isVouched) && !parts.some(isVouched)
    ? [...parts, { agreementId, code: 'matter-created', element: '', massMg: 0 }]
    : parts;
}
