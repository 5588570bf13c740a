import {
  instant,
  integer,
  json,
  key,
  flag,
  mass,
  nullable,
  ref,
  tableOf,
  text,
  type TableColumn,
} from '../../database/index.js';
import type { ImportKind } from '../../domain/files/kinds.js';
import type { Mapping } from '../../domain/files/mapping.js';
import type { FileCell, RowFault } from '../../domain/files/rows.js';
import type { Mg } from '../../domain/measure/quantities.js';
import type { Role } from '../../common/index.js';

export const IMPORT_STATES = ['reading', 'looked', 'booking', 'done', 'cancelled'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** The first rows of a file, read with one delimiter. */
export interface FirstRows {
  readonly delimiter: Mapping['delimiter'] | null;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
}

/** Why an import does not get on by itself, and since when. */
export interface ImportTrouble {
  readonly at: number;
  /** That of a refusal. */
  readonly code: string;
  readonly message: string;
}

/** A file that a person sent, and how far it is. */
export interface ImportRow {
  readonly id: string;
  readonly partyId: string;
  readonly siteId: string;
  readonly userId: string;
  /** Of the person who sent it, later of the one who had it booked. */
  readonly role: Role;
  readonly kind: ImportKind;
  readonly format: 'csv' | 'xlsx';
  /** As the person calls it who sent it. */
  readonly fileName: string | null;
  readonly state: ImportState;
  readonly firstRows: readonly FirstRows[];
  /** Null until a person has confirmed one. */
  readonly mapping: Mapping | null;
  readonly header: readonly string[] | null;
  /** Up to which place rows are looked at, and booked. */
  readonly isRead: boolean;
  readonly lookedTo: number;
  readonly bookedTo: number;
  readonly rows: number;
  readonly wrong: number;
  readonly alreadyThere: number;
  readonly booked: number;
  readonly dryMg: Mg;
  readonly createdAt: number;
  readonly bookedById: string | null;
  readonly endedAt: number | null;
  /** Null as long as it gets on. */
  readonly trouble: ImportTrouble | null;
}

const words = <Word extends string>(length: number): TableColumn<Word> => text(length);

export const ImportRow = tableOf<ImportRow>('import', {
  columns: {
    id: key(ref()),
    partyId: ref('party'),
    siteId: ref('site'),
    userId: ref(),
    role: words(20),
    kind: words(20),
    format: words(10),
    fileName: nullable(text(200)),
    state: words(10),
    firstRows: json,
    mapping: nullable(json as TableColumn<Mapping>),
    header: nullable(json as TableColumn<readonly string[]>),
    isRead: flag,
    lookedTo: integer,
    bookedTo: integer,
    rows: integer,
    wrong: integer,
    alreadyThere: integer,
    booked: integer,
    dryMg: mass,
    createdAt: instant,
    bookedById: nullable(ref()),
    endedAt: nullable(instant),
    trouble: nullable(json as TableColumn<ImportTrouble>),
  },
  indices: [['partyId', 'createdAt', 'id']],
});

/** A piece of a file, in base64, until it is booked or cancelled. */
export interface ImportPartRow {
  readonly importId: string;
  readonly ordinal: number;
  readonly content: string;
}

export const ImportPartRow = tableOf<ImportPartRow>('import_part', {
  columns: { importId: key(ref('import')), ordinal: key(integer), content: { type: 'text' } },
});

/** A row of a file that waits to be booked. */
export interface ImportLineRow {
  readonly importId: string;
  /** Its place in the file. */
  readonly ordinal: number;
  /** The place of the first row of what it belongs to: rows that can stand in each other's way are looked at together. */
  readonly turn: number;
  readonly line: number;
  readonly cells: readonly FileCell[];
  readonly state: 'good' | 'wrong' | 'already-there';
  readonly faults: readonly RowFault[] | null;
}

export const ImportLineRow = tableOf<ImportLineRow>('import_row', {
  columns: {
    importId: key(ref('import')),
    ordinal: key(integer),
    turn: integer,
    line: integer,
    cells: json,
    state: words(15),
    faults: nullable(json as TableColumn<readonly RowFault[]>),
  },
  indices: [
    ['importId', 'turn', 'ordinal'],
    ['importId', 'state', 'ordinal'],
  ],
});

/** How the files of a kind were last read at a site. */
export interface ImportMappingRow {
  readonly siteId: string;
  readonly kind: ImportKind;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly userId: string;
  readonly changedAt: number;
}

export const ImportMappingRow = tableOf<ImportMappingRow>('import_mapping', {
  columns: {
    siteId: key(ref('site')),
    kind: key(words<ImportKind>(20)),
    header: json,
    mapping: json,
    userId: ref(),
    changedAt: instant,
  },
});
