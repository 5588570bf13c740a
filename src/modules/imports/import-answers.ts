import { catalogue } from '../catalogue/index.js';
import { proposedMapping, type Mapping } from '../../domain/files/mapping.js';
import { MOST_FAULTS } from '../../domain/measure/errors.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import type { ImportAnswer, ImportSummary } from './import.dto.js';
import type { ImportLineRow, ImportMappingRow, ImportRow } from './import.entity.js';

export function importSummary(row: ImportRow): ImportSummary {
  const { id, kind, siteId, format, state, rows, wrong, alreadyThere, booked, userId, bookedById } = row;
  return {
    id,
    kind,
    siteId,
    format,
    state,
    rows,
    wrong,
    alreadyThere,
    booked,
    totals: { dryKg: mgToKg(row.dryMg) },
    createdAt: new Date(row.createdAt).toISOString(),
    userId,
    bookedById,
    endedAt: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
  };
}

export function importAnswer(
  row: ImportRow,
  wrong: readonly ImportLineRow[],
  remembered: ImportMappingRow | null,
): ImportAnswer {
  const faults = wrong.flatMap((line) => line.faults ?? []).slice(0, MOST_FAULTS);
  return {
    ...importSummary(row),
    mapping: row.mapping,
    proposal: proposalFor(row, remembered),
    firstRows: row.firstRows.map(({ delimiter, header, sample }) => ({
      delimiter: delimiter ?? null,
      header: [...header],
      sample: sample.map((cells) => [...cells]),
    })),
    faults: [...faults],
  };
}

/** What was confirmed the last time, as far as the file has its columns; else what the columns say of themselves. */
function proposalFor({ kind, firstRows }: ImportRow, remembered: ImportMappingRow | null): Mapping {
  const known =
    remembered && firstRows.find(({ delimiter }) => (delimiter ?? undefined) === remembered.mapping.delimiter);
  if (known) {
    const columns = remembered.mapping.columns.filter(({ column }) => known.header.includes(column));
    if (columns.length > 0) return { ...remembered.mapping, columns };
  }
  const [first] = firstRows;
  return proposedMapping(kind, { header: first?.header ?? [], delimiter: first?.delimiter ?? undefined }, catalogue);
}
