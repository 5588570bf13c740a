import { FIGURES, type Figure } from '../../src/domain/reports/figures.js';
import { LADDER_FIGURES } from '../../src/domain/books/rungs.js';
import { kgToMg, mgToKg, ofMg } from '../../src/domain/measure/quantities.js';
import type { CircularityReport, ReportMass } from '../../src/domain/reports/circularity-report.js';

interface EvidencePage {
  readonly totalKg: number | null;
  readonly items: readonly { readonly kg: number; readonly lines: readonly { readonly kg: number }[] }[];
  readonly nextCursor: string | null;
}

/** One figure of a report and what its entries add up to, over all pages, lines and entries apart. */
export interface Proof {
  readonly name: string;
  readonly reportKg: number | null;
  readonly totalKg: number | null;
  readonly entriesKg: number;
  readonly linesKg: number;
  readonly pages: number;
}

/** Every mass of a report, of each element, of the rare earths together and of dry mass, beside its evidence. */
export async function proofsOf(
  report: CircularityReport,
  get: (path: string) => Promise<unknown>,
  limit = 200,
): Promise<Proof[]> {
  const { agreement, period } = report;
  const asked = `agreementId=${agreement.id}&from=${period.from}&to=${period.to}&limit=${limit}`;
  const proofs: Proof[] = [];
  for (const { element, figure, kg } of massesOf(report)) {
    const path = `/reports/circularity/evidence?${asked}&element=${element}&figure=${figure}`;
    proofs.push({ name: `${element} ${figure}`, reportKg: kg, ...(await sumOf(path, get)) });
  }
  return proofs;
}

/** The proofs that prove nothing, in words: none where every figure is the sum of its entries, to the milligram. */
export function faultsOf(proofs: readonly Proof[]): string[] {
  return proofs
    .filter(({ reportKg, totalKg, entriesKg, linesKg }) =>
      reportKg === null
        ? totalKg !== null || entriesKg !== 0
        : [totalKg, entriesKg, linesKg].some((kg) => kg !== reportKg),
    )
    .map((proof) => JSON.stringify(proof));
}

function massesOf({ elements, total, mass }: CircularityReport) {
  const rows = [...elements.map((row) => ({ ...row, element: row.element })), { ...total, element: 'total' }];
  const ofElements: { element: string; figure: Figure; kg: number | null }[] = rows.flatMap((row) =>
    LADDER_FIGURES.map((figure) => ({ element: row.element, figure, kg: row[`${figure}Kg`] })),
  );
  const ofDryMass = FIGURES.map((figure) => ({
    element: 'dry-mass',
    figure,
    kg: mass[`${figure}DryKg` as keyof ReportMass] as number | undefined,
  }));
  return [...ofElements, ...ofDryMass.flatMap(({ kg, ...row }) => (kg === undefined ? [] : [{ ...row, kg }]))];
}

async function sumOf(path: string, get: (path: string) => Promise<unknown>) {
  let [entriesMg, linesMg, pages] = [0, 0, 0];
  let [totalKg, cursor]: [number | null, string | null] = [null, ''];
  while (cursor !== null) {
    const page = (await get(cursor === '' ? path : `${path}&cursor=${cursor}`)) as EvidencePage;
    for (const { kg, lines } of page.items) {
      entriesMg += kgToMg(kg);
      linesMg += lines.reduce((sum, line) => sum + kgToMg(line.kg), 0);
    }
    ({ totalKg, nextCursor: cursor } = page);
    pages += 1;
  }
  return { totalKg, entriesKg: mgToKg(ofMg(entriesMg)), linesKg: mgToKg(ofMg(linesMg)), pages };
}
