import { catalogue } from '../catalogue/index.js';
import { proposedMapping } from '../../domain/files/mapping.js';
import { MOST_FAULTS } from '../../domain/measure/errors.js';
import { mgToKg } from '../../domain/measure/quantities.js';
import type { ImportAnswer, ImportSummary } from './import.dto.js';
import type { ImportMay } from './import-may.js';
import type { ImportLineRow, ImportMappingRow, ImportRow } from './import.entity.js';

export function importSummary(row: ImportRow): ImportSummary {
  const { id, kind, siteId, format, fileName, state, rows, wrong, alreadyThere, booked, userId, bookedById } = row;
  return {
    id,
    kind,
    siteId,
    format,
    fileName,
    state,
    isMapped: row.mapping !== null,
    rows,
    through: throughOf(row),
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

/** What is told of an import beside what its list tells. */
interface ImportFacts {
  readonly wrong: readonly ImportLineRow[];
  readonly remembered: ImportMappingRow | null;
  readonly may: readonly ImportMay[];
}

export function importAnswer(row: ImportRow, { wrong, remembered, may }: ImportFacts): ImportAnswer {
  const faults = wrong.flatMap((line) => line.faults ?? []).slice(0, MOST_FAULTS);
  return {
    ...importSummary(row),
    mapping: row.mapping,
    ...proposalFor(row, remembered),
    remembered: remembered && { userId: remembered.userId, at: new Date(remembered.changedAt).toISOString() },
    may: [...may],
    firstRows: row.firstRows.map(({ delimiter, header, sample }) => ({
      delimiter: delimiter ?? null,
      header: [...header],
      sample: sample.map((cells) => [...cells]),
    })),
    faults: [...faults],
  };
}

/** What was confirmed the last time, as far as the file has its columns; else what the columns say of themselves. */
function proposalFor(
  { kind, firstRows }: ImportRow,
  remembered: ImportMappingRow | null,
): Pick<ImportAnswer, 'proposal' | 'proposedFrom'> {
  const known =
    remembered && firstRows.find(({ delimiter }) => (delimiter ?? undefined) === remembered.mapping.delimiter);
  if (known) {
    const columns = remembered.mapping.columns.filter(({ column }) => known.header.includes(column));
    if (columns.length > 0) return { proposal: { ...remembered.mapping, columns }, proposedFrom: 'remembered' };
  }
  const [first] = firstRows;
  const told = { header: first?.header ?? [], delimiter: first?.delimiter ?? undefined };
  return { proposal: proposedMapping(kind, told, catalogue), proposedFrom: 'header' };
}

/** Up to which row it has come. Rows of one subject are looked at together, so that looking goes on from the first of them. */
function throughOf({ state, rows, isRead, lookedTo, bookedTo }: ImportRow): number {
  if (!isRead || state === 'reading') return isRead ? Math.min(lookedTo, rows) : 0;
  return state === 'looked' || state === 'done' ? rows : Math.min(bookedTo, rows);
}
