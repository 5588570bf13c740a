import type { Catalogue } from '../matter/catalogue.js';
import { faultAt, type Fault } from '../measure/faults.js';
import { plainDigits } from '../measure/typed-number.js';
import { KIND_FIELDS, type FieldType, type FileField, type ImportKind } from './kinds.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
export const DECIMAL_SIGNS = ['point', 'comma'] as const;
export const DATE_ORDERS = ['year-first', 'day-first', 'month-first'] as const;
export const MASS_UNITS = ['kg', 't', 'g', 'lb'] as const;
export const FRACTION_UNITS = ['%', 'ppm', 'mg/kg'] as const;
export const FILE_UNITS = [...MASS_UNITS, ...FRACTION_UNITS] as const;
export type FileUnit = (typeof FILE_UNITS)[number];
/** What fractions of a composition are of: the dry mass, what is left after ignition, or all that was weighed. */
export const FILE_BASES = ['dry', 'ignited', 'wet'] as const;

/** What a column of a file holds. */
export interface MappedColumn {
  /** As the file's first row calls it. */
  readonly column: string;
  readonly field: string;
  /** Of masses and fractions; nothing else has one. */
  readonly unit?: FileUnit;
  /** Of a composition the element or oxide. */
  readonly formula?: string;
}

/** What stands in a field of every row, since the file has no column for it: written as the API takes it. */
export interface FixedField {
  readonly field: string;
  readonly value: string;
}

/** How a file is read: nothing of it is guessed without a person who says so. */
export interface Mapping {
  /** Of a CSV file. */
  readonly delimiter?: Delimiter;
  readonly decimal: (typeof DECIMAL_SIGNS)[number];
  readonly dates: (typeof DATE_ORDERS)[number];
  readonly basis: (typeof FILE_BASES)[number];
  readonly columns: readonly MappedColumn[];
  readonly fixed: readonly FixedField[];
}

/** The kinds that weigh what moisture belongs to: only there a composition of the wet mass can be turned into one of the dry. */
const WEIGHS = new Set<ImportKind>(['by-products', 'supplies']);

/**
 * What is wrong with a mapping for a file whose first row is known.
 *
 * @returns faults by the field of the mapping
 */
export function mappingFaults(
  kind: ImportKind,
  header: readonly string[],
  { basis, columns, fixed }: Mapping,
  catalogue: Catalogue,
): Fault[] {
  const fields = new Map(KIND_FIELDS[kind].map((field) => [field.name, field]));
  const faults: Fault[] = [];
  const taken = new Set<string>();
  const usedColumns = new Set<string>();
  const take = (pointer: string, name: string): void => {
    if (taken.has(name)) faults.push(faultAt(pointer, 'named-twice'));
    taken.add(name);
  };
  for (const [index, mapped] of columns.entries()) {
    const pointer = `/columns/${index}`;
    const times = header.filter((name) => name === mapped.column).length;
    if (times !== 1) faults.push(faultAt(`${pointer}/column`, times === 0 ? 'not-a-column' : 'column-twice'));
    if (usedColumns.has(mapped.column)) faults.push(faultAt(`${pointer}/column`, 'named-twice'));
    usedColumns.add(mapped.column);
    const field = fields.get(mapped.field);
    if (!field) {
      faults.push(faultAt(`${pointer}/field`, 'not-a-file-field'));
      continue;
    }
    take(`${pointer}/field`, field.type === 'composition' ? `${field.name}/${mapped.formula}` : field.name);
    faults.push(...unitFaults(pointer, field, mapped, catalogue));
  }
  for (const [index, { field: name, value }] of fixed.entries()) {
    const field = fields.get(name);
    if (!field || field.type === 'composition') faults.push(faultAt(`/fixed/${index}/field`, 'not-a-file-field'));
    else if (fixedValue(value, field.type) === undefined) {
      const pointer = `/fixed/${index}/value`;
      const isFlag = field.type === 'flag';
      faults.push(isFlag ? faultAt(pointer, 'not-one-of', { words: 'true, false' }) : faultAt(pointer, 'not-a-number'));
    }
    take(`/fixed/${index}/field`, name);
  }
  const named = new Set([...taken].map((name) => name.split('/')[0]));
  for (const { name, needed } of fields.values()) {
    if (needed && !named.has(name)) faults.push(faultAt('/columns', 'field-without-column', { field: name }));
  }
  if (basis === 'wet' && !WEIGHS.has(kind)) faults.push(faultAt('/basis', 'wet-without-moisture'));
  return faults;
}

/** What a fixed field says, written as the API takes it; nothing where it would be taken for something else than what stands there. */
export function fixedValue(value: string, type: FieldType | undefined): string | number | boolean | undefined {
  if (type === 'flag') return value === 'true' || value === 'false' ? value === 'true' : undefined;
  if (type !== 'mass' && type !== 'percent' && type !== 'whole') return value;
  const [, digits = ''] = /^(\d+(?:\.\d*[1-9])?)(?:\.?0+)?$/.exec(value) ?? [];
  return plainDigits(Number(digits)) === digits ? Number(digits) : undefined;
}

function unitFaults(
  pointer: string,
  { type }: FileField,
  { unit, formula }: MappedColumn,
  catalogue: Catalogue,
): Fault[] {
  const units = unitsOf(type);
  const faults: Fault[] = [];
  if (units.length === 0 ? unit !== undefined : unit === undefined || !units.includes(unit)) {
    faults.push(faultAt(`${pointer}/unit`, 'not-one-of', { words: units.join(', ') || 'none' }));
  }
  if (type !== 'composition') {
    if (formula !== undefined) faults.push(faultAt(`${pointer}/formula`, 'unknown-formula'));
  } else if (formula === undefined || !catalogue.constituent(formula)) {
    faults.push(faultAt(`${pointer}/formula`, 'unknown-formula'));
  }
  return faults;
}

/** The units that a field of a type may have. */
export function unitsOf(type: FileField['type']): readonly FileUnit[] {
  if (type === 'mass') return MASS_UNITS;
  return type === 'percent' || type === 'composition' ? FRACTION_UNITS : [];
}

/** A column of the first row that says its field, in the words of a template: `grossKg [kg]`, `assay.composition Nd2O3 [%]`. */
export function templateHeader({ name, type }: FileField, formula?: string): string {
  const [unit] = unitsOf(type);
  return `${name}${formula ? ` ${formula}` : ''}${unit ? ` [${unit}]` : ''}`;
}

/**
 * What a person may be shown as a first proposal: columns that say their field in the words of a template. Of numbers and days it
 * proposes what templates have; it is used for nothing until a person has confirmed it.
 */
export function proposedMapping(
  kind: ImportKind,
  { header, delimiter }: { readonly header: readonly string[]; readonly delimiter: Delimiter | undefined },
  catalogue: Catalogue,
): Mapping {
  const fields = new Map(KIND_FIELDS[kind].map((field) => [field.name.toLowerCase(), field]));
  const columns: MappedColumn[] = [];
  for (const column of header) {
    const [, name = '', formula, unit] = /^\s*([^\s[\]]+)(?:\s+([^\s[\]]+))?\s*(?:\[(.*)\])?\s*$/.exec(column) ?? [];
    const field = fields.get(name.toLowerCase());
    const known = field && unitsOf(field.type).find((one) => one === unit);
    const isComplete = field && (field.type === 'composition') === (formula !== undefined);
    if (!isComplete || columns.some((one) => one.field === field.name && one.formula === formula)) continue;
    if (formula !== undefined && !catalogue.constituent(formula)) continue;
    columns.push({
      column,
      field: field.name,
      ...(known === undefined ? {} : { unit: known }),
      ...(formula === undefined ? {} : { formula }),
    });
  }
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    decimal: delimiter === ';' ? 'comma' : 'point',
    dates: 'year-first',
    basis: 'dry',
    columns,
    fixed: [],
  };
}
