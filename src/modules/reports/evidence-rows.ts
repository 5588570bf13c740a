import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { FigureAsked } from '../../domain/reports/evidence.js';
import { belongsTo, measuresOf } from '../../domain/reports/figures.js';
import type { TotalRow } from '../../domain/books/totals.js';
import { EntryRow } from '../ledger/index.js';

/** A figure of a report, with what it sums. */
export interface WantedFigure extends FigureAsked {
  /** The running totals that make up the figure: they say in whose books and of which groups its postings are. */
  readonly rows: readonly TotalRow[];
}

/** Of the totals of a report, those that make up a figure. */
export function rowsOfFigure(rows: readonly TotalRow[], { figure, subject, commodities }: FigureAsked): TotalRow[] {
  return rows.filter((row) => commodities.includes(row.commodity) && belongsTo(figure, row, subject));
}

/** The entries with a posting that counts to the figure. */
export function evidenceEntries(manager: EntityManager, wanted: WantedFigure): SelectQueryBuilder<EntryRow> {
  const { sql, parameters } = counted(wanted);
  return manager
    .createQueryBuilder(EntryRow, 'entry')
    .where(`entry.id IN (SELECT "p"."entryId" FROM "posting" "p" WHERE ${sql})`, parameters);
}

/** That the posting `p` counts to the figure. */
function counted({ figure, period, commodities, rows }: WantedFigure): {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, unknown>>;
} {
  if (rows.length === 0) return { sql: '1 = 0', parameters: {} };
  const words = measuresOf(figure).flatMap((measure) => [`${measure}+`, `${measure}-`]);
  const counts = words.map((word) => `' ' || "p"."counts" || ' ' LIKE '% ${word} %'`);
  const groups = [...new Map(rows.map((row) => [groupKey(row), row])).values()];
  const ofGroup = groups.map(
    (_, index) =>
      `("p"."partyId" = :party${index} AND "p"."agreementKey" = :agreement${index} AND "p"."origin" = :origin${index})`,
  );
  const parameters = groups.flatMap(({ partyId, agreementId, origin }, index) => [
    [`party${index}`, partyId],
    [`agreement${index}`, agreementId ?? ''],
    [`origin${index}`, origin],
  ]);
  return {
    sql: `"p"."agreementKey" IN (:...agreements) AND "p"."day" BETWEEN :from AND :to
      AND "p"."commodity" IN (:...commodities) AND (${counts.join(' OR ')}) AND (${ofGroup.join(' OR ')})`,
    parameters: {
      ...period,
      commodities,
      agreements: [...new Set(groups.map(({ agreementId }) => agreementId ?? ''))],
      ...(Object.fromEntries(parameters) as Record<string, string>),
    },
  };
}

function groupKey({ partyId, agreementId, origin }: TotalRow): string {
  return [partyId, agreementId ?? '', origin].join(' ');
}
