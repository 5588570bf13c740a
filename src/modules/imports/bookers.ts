import type { EntityManager } from 'typeorm';
import { InputPipe, type Caller, type Role } from '../../common/index.js';
import type { Act } from '../../domain/acts/act.js';
import { IMPORT_KINDS, type ImportKind } from '../../domain/files/kinds.js';
import type { RowBody } from '../../domain/files/rows.js';
import { DomainError } from '../../domain/measure/errors.js';

/** What is to be done with a row: an act to book, nothing since it is booked, or what is wrong with it. */
export type Decision = { readonly act: Act } | 'already-there' | DomainError;

/** Rows that are to be decided, in the order of the file. */
export interface AskedRows {
  readonly caller: Caller;
  readonly siteId: string;
  /** For each act its rows: one, but where rows are lines of one thing. */
  readonly bodies: readonly (readonly RowBody[])[];
}

/** How the rows of a kind become acts: by the rules and the functions of the single call. */
export interface Booker {
  /** Those who may do it by the single call. */
  readonly roles: readonly Role[];
  /** Whether the rows of one subject are one act. */
  readonly isGrouped: boolean;
  /** Whether acts on different subjects may be decided before any of them is written. */
  readonly isTogether: boolean;
  decide(tx: EntityManager, asked: AskedRows): Promise<Decision[]>;
}

const PIPE = new InputPipe();

/** A row as the request class of the single call takes it. @throws InputError */
export async function checkedBody<Body extends object>(body: object, type: new () => Body): Promise<Body> {
  return (await PIPE.transform(body, { type: 'body', metatype: type })) as Body;
}

/** What an act of one row comes to: refusals are told of the row, all else is thrown. */
export async function decided<Found>(decide: () => Promise<Found>): Promise<Found | DomainError> {
  try {
    return await decide();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** The bookers by kind: every kind has one before the service starts. */
export class Bookers {
  private readonly byKind = new Map<ImportKind, Booker>();

  register(kind: ImportKind, booker: Booker): void {
    this.byKind.set(kind, booker);
  }

  of(kind: ImportKind): Booker {
    const booker = this.byKind.get(kind);
    if (!booker) throw new Error(`Nobody books files of ${kind}.`);
    return booker;
  }

  /** @throws Error where a kind has none */
  requireAll(): void {
    for (const kind of IMPORT_KINDS) this.of(kind);
  }
}
