import { catalogue } from '../catalogue/index.js';
import { proposedMapping, type MappedColumn, type Mapping } from '../../domain/files/mapping.js';
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
    trouble: row.trouble && { ...row.trouble, at: new Date(row.trouble.at).toISOString() },
  };
}

/** What is told of an import beside what its list tells. */
interface ImportFacts {
  readonly wrong: readonly ImportLineRow[];
  readonly remembered: ImportMappingRow | null;
  readonly may: readonly ImportMay[];
}

export function importAnswer(row: ImportRow, { wrong, remembered, may }: ImportFacts): ImportAnswer {
  const { proposal, known } = proposalFor(row, remembered);
  const faults = wrong.flatMap((line) => line.faults ?? []).slice(0, MOST_FAULTS);
  return {
    ...importSummary(row),
    mapping: row.mapping,
    proposal,
    remembered: remembered && {
      userId: remembered.userId,
      at: new Date(remembered.changedAt).toISOString(),
      columns: [...known],
    },
    may: [...may],
    firstRows: row.firstRows.map(({ delimiter, header, sample }) => ({
      delimiter: delimiter ?? null,
      header: [...header],
      sample: sample.map((cells) => [...cells]),
    })),
    faults: [...faults],
  };
}

/**
 * What was confirmed the last time, as far as the file has its columns; of the others what they say of themselves. With the columns
 * that are known from the last time.
 */
function proposalFor(
  { kind, firstRows }: ImportRow,
  remembered: ImportMappingRow | null,
): { readonly proposal: Mapping; readonly known: readonly string[] } {
  const last = remembered?.mapping;
  const known = last && firstRows.find(({ delimiter }) => (delimiter ?? undefined) === last.delimiter);
  const first = known ?? firstRows[0];
  const told = { header: first?.header ?? [], delimiter: first?.delimiter ?? undefined };
  const proposal = proposedMapping(kind, told, catalogue);
  const columns = known ? last.columns.filter(({ column }) => known.header.includes(column)) : [];
  if (!last || columns.length === 0) return { proposal, known: [] };
  const taken = new Set([...columns, ...last.fixed].map(fieldKey));
  const isNew = (one: MappedColumn): boolean =>
    !taken.has(fieldKey(one)) && columns.every(({ column }) => column !== one.column);
  return {
    proposal: { ...last, columns: [...columns, ...proposal.columns.filter(isNew)] },
    known: columns.map(({ column }) => column),
  };
}

function fieldKey({ field, formula = '' }: Pick<MappedColumn, 'field' | 'formula'>): string {
  return `${field} ${formula}`;
}

/** Up to which row it has come. Rows of one subject are looked at together, so that looking goes on from the first of them. */
function throughOf({ state, rows, isRead, lookedTo, bookedTo }: ImportRow): number {
  if (!isRead || state === 'reading') return isRead ? Math.min(lookedTo, rows) : 0;
  return state === 'looked' || state === 'done' ? rows : Math.min(bookedTo, rows);
}
