import type { RunWarningCode } from '../../domain/acts/run-warnings.js';
import type { EntityManager } from 'typeorm';
import { runSql, toMg, toSafeInteger } from '../../database/index.js';
import type { AgreementFacts } from '../../domain/agreement/agreement.js';
import type { ReportWarning } from '../../domain/reports/circularity-report.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import type { Period } from '../../domain/measure/time.js';
import { isMemberSql } from '../sight/index.js';
import { openWeights } from './open-weights.js';

type Sides = Pick<AgreementFacts, 'id' | 'generatorId'>;

/** What a reader must know beside the figures: open weights, and what does not close in the runs of the period. */
export async function reportWarnings(manager: EntityManager, sides: Sides, period: Period): Promise<ReportWarning[]> {
  return [
    ...(await openWeights(manager, sides, period)),
    ...(await unclosed(manager, sides, period)),
    ...(await vouchedFor(manager, sides, period)),
  ];
}

/** Warnings after which figures may still change by themselves. */
export function leavesWeightsOpen(warnings: readonly ReportWarning[]): boolean {
  return warnings.some(({ code }) => code === 'estimated' || code === 'in-dispute');
}

interface Line {
  readonly n: unknown;
  readonly massMg: unknown;
}

type Unclosed = Exclude<RunWarningCode, 'matter-created'>;

const UNCLOSED: Readonly<Record<Unclosed, (runs: string, kg: number, element: string) => string>> = {
  'open-balance': (runs, kg, element) =>
    `In ${runs} ${kg} kg of the agreement's ${element} are missing: neither in an output nor in an assayed residue.`,
  'element-not-assayed': (runs, _, element) =>
    `In ${runs} more ${element} came out than the assays of the inputs name: it is attributed to nobody.`,
};

/** Of what does not close in runs, the part of those who work under the agreement: what a customer makes of it is not told. */
const ofMembers = (party: string): string =>
  `EXISTS (SELECT 1 FROM "agreement" a WHERE a."id" = ? AND ${isMemberSql('a', party)})`;

/** What the runs of the period leave open, as far as it is this agreement's. */
async function unclosed(manager: EntityManager, { id }: Sides, { from, to }: Period): Promise<ReportWarning[]> {
  const lines = await runSql<Line & { code: Unclosed; element: string }>(
    manager,
    // Summed by party first: whether one is a member is asked of each party once, and not of each of thousands of runs.
    `SELECT "code", "element", SUM("n") AS "n", SUM("massMg") AS "massMg" FROM (
        SELECT w."code", w."partyId", w."element", COUNT(*) AS "n", SUM(w."massMg") AS "massMg" FROM "run_warning" w
          WHERE w."agreementKey" = ? AND w."occurredOn" BETWEEN ? AND ? AND w."code" <> 'matter-created'
          GROUP BY w."code", w."partyId", w."element") AS "sums"
      WHERE ${ofMembers('"sums"."partyId"')} GROUP BY "code", "element" ORDER BY "code", "element"`,
    [id, from, to, id],
  );
  return lines.map(({ code, element, n, massMg }) => {
    const message = UNCLOSED[code](counted(toSafeInteger(n), 'run'), mgToKg(toMg(massMg)), element);
    return { code, element, message };
  });
}

/** Runs out of which more came than went in, each with the reason that somebody vouched with. */
async function vouchedFor(manager: EntityManager, { id }: Sides, { from, to }: Period): Promise<ReportWarning[]> {
  const lines = await runSql<{ runId: string; occurredOn: string; element: string; reason: string }>(
    manager,
    `SELECT w."runId", w."occurredOn", w."element", r."overrideReason" AS "reason"
      FROM "run_warning" w JOIN "run" r ON r."id" = w."runId"
      WHERE w."agreementKey" = ? AND w."code" = 'matter-created' AND w."occurredOn" BETWEEN ? AND ?
        AND ${ofMembers('w."partyId"')}
      ORDER BY w."occurredOn", w."runId", w."element"`,
    [id, from, to, id],
  );
  return [...new Set(lines.map(({ runId }) => runId))].map((runId) => {
    const own = lines.filter((line) => line.runId === runId);
    // Where none of what was created is the agreement's, its element is not told: it would be of another's material.
    const elements = own.flatMap(({ element }) => (element ? [element] : [])).join(', ') || 'material';
    const [{ occurredOn, reason } = { occurredOn: '', reason: '' }] = own;
    return {
      code: 'matter-created',
      message: `More ${elements} came out of a run on ${occurredOn} than went in. Somebody vouched for it: "${reason}"`,
    };
  });
}

function counted(n: number, noun: string): string {
  return `${n} ${n === 1 ? noun : `${noun}s`}`;
}
