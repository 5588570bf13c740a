import { shownMass, shownPct } from '../reports/report-text.js';
import { aligned, printable } from '../reports/text-table.js';
import type { Verdict } from '../reports/verdicts.js';
import type { BalanceTable, BalanceTableRow } from './balance-csv.js';

const DASH = '–';

/** What a verdict means, with figures as they are shown; nothing where nothing can be said. */
export function closesSentence(
  verdict: Verdict,
  { pct, missing, open }: Readonly<Record<'pct' | 'missing' | 'open', string>>,
): string | null {
  const start = `By-products logged are ${pct} of what production must have left`;
  if (verdict === 'not-known') return null;
  if (verdict === 'gap')
    return `${start}: ${missing} are unexplained, more than the ${open} that scales and laboratories leave open.`;
  if (verdict === 'surplus')
    return `${start}: ${missing} more were logged than can be explained, and scales and laboratories leave only ${open} open.`;
  if (verdict === 'closed')
    return `${start}: the ${missing} that are unexplained lie within the ${open} that scales and laboratories leave open.`;
  return `${start}, but a loss below ${open} would not show.`;
}

/** The terms of a balance in their order, as a table names them. */
const TERMS = {
  openingKg: 'opening count',
  chargedKg: '+ charged',
  reusedInProcessKg: '+ reused in process',
  backToProductionKg: '+ back to production',
  magnetsKg: '- magnet lots',
  processLossesKg: '- process losses',
  closingKg: '- closing count',
  expectedKg: '= expected',
  loggedKg: 'logged',
  unexplainedKg: 'unexplained',
  uncertaintyKg: '   give or take',
} as const satisfies Partial<Record<keyof BalanceTableRow, string>>;

/** A balance with the site that it is of. */
export interface NamedBalance extends BalanceTable {
  readonly total: BalanceTableRow & { readonly verdict: Verdict };
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** The balance of a plant as text for the command line: whether it closes, then one column an element. Null is a dash. */
export function balanceText(site: { readonly code: string; readonly name: string }, balance: NamedBalance): string {
  const { from, to, countedFrom, countedTo, elements, total, warnings } = balance;
  const columns = [...elements, { ...total, element: 'rare earths' }];
  const kg = (value: number | null): string => (value === null ? DASH : value.toFixed(6));
  const { verdict, completenessPct, unexplainedKg, uncertaintyKg } = total;
  const sentence =
    completenessPct === null || unexplainedKg === null || uncertaintyKg === null
      ? null
      : closesSentence(verdict, {
          pct: shownPct(completenessPct),
          missing: shownMass(Math.abs(unexplainedKg)),
          open: shownMass(uncertaintyKg),
        });
  const lines = [
    sentence ?? 'Whether the plant closes is not known.',
    '',
    `Site ${site.code}: ${site.name}`,
    `Period ${from} to ${to}; counted ${countedFrom ?? DASH} to ${countedTo ?? DASH}; basis: metal`,
    '',
    ...aligned([
      ['kg of element', ...columns.map(({ element }) => element)],
      ...(Object.keys(TERMS) as (keyof typeof TERMS)[]).map((term) => [
        TERMS[term],
        ...columns.map((row) => kg(row[term])),
      ]),
      ['completeness %', ...columns.map((row) => row.completenessPct?.toFixed(4) ?? DASH)],
      ['verdict', ...columns.map((row) => row.verdict)],
    ]),
    '',
    ...warnings.map(({ code, message }) => `Warning ${code}: ${message}`),
  ];
  return `${lines.map(printable).join('\n').trimEnd()}\n`;
}
