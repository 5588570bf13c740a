import { QueryFailedError } from 'typeorm';

interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
  readonly message?: string;
}

function driverErrorOf(error: unknown): DriverError {
  if (error instanceof QueryFailedError) return error.driverError as DriverError;
  return error instanceof Error ? error : {};
}

/** Whether a write failed because a row with these columns exists: PostgreSQL names the constraint, SQLite the columns. */
export function isUniqueViolation(error: unknown, table: string, columns: readonly string[]): boolean {
  const { code, constraint, message = '' } = driverErrorOf(error);
  if (code === '23505') {
    return (
      constraint === `UQ_${table}_${columns.join('_')}` ||
      (columns.join() === 'id' && (constraint?.startsWith('PK_') ?? false))
    );
  }
  return code === 'SQLITE_CONSTRAINT' && message.includes(columns.map((column) => `${table}.${column}`).join(', '));
}

/** Whether a check of the database refused a row: the last line of defence, behind the domain's own decision. */
export function isCheckViolation(error: unknown, name: string): boolean {
  const { code, constraint, message = '' } = driverErrorOf(error);
  if (code === '23514') return constraint === name;
  return code === 'SQLITE_CONSTRAINT' && message.includes(name);
}

/** SQLite adds in 64 bits and gives up beyond them; PostgreSQL adds without a limit. */
export function isSumOverflow(error: unknown): boolean {
  const { code, message = '' } = driverErrorOf(error);
  return code === 'SQLITE_ERROR' && message.includes('integer overflow');
}

/** Two units met in a way that PostgreSQL resolves by ending one of them: it may simply be run again. */
export function isTransient(error: unknown): boolean {
  const { code } = driverErrorOf(error);
  return code === '40001' || code === '40P01';
}

/** What a unit decided was not stored, with whatever shared its transaction, and through no fault of its own. */
export class NotStoredError extends Error {
  constructor(cause: unknown) {
    super(`Not stored: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Another process is writing the same SQLite file. */
export function isBusy(error: unknown): boolean {
  return driverErrorOf(error).code === 'SQLITE_BUSY';
}

/**
 * What SQLite says where the file cannot be used as it is: held by others, on a full or failing disk, read-only, broken,
 * out of reach.
 */
const SQLITE_OUT_OF_ORDER =
  /^SQLITE_(AUTH|BUSY|CANTOPEN|CORRUPT|FULL|INTERRUPT|IOERR|LOCKED|NOLFS|NOMEM|NOTADB|PERM|PROTOCOL|READONLY)(_|$)/;

/** After an error of this kind SQLite may have ended the transaction by itself, all of it. */
export function mayHaveEnded(error: unknown): boolean {
  return SQLITE_OUT_OF_ORDER.test(driverErrorOf(error).code ?? '');
}

/**
 * The same of PostgreSQL (appendix A of its manual). Whole classes: connections (08), sign-in (28), resources (53),
 * intervention of an operator, time-outs of statements and starting up included (57), the system around it (58), its own
 * failures and damaged data (XX). And by themselves: a database that is read-only, as a standby is (25006), or closed to
 * connections (55000); transactions that were idle or open for too long (25P03, 25P04), or of which nobody knows whether
 * they were stored (40003); what was in each other's way too often (40001, 40P01) or waited for too long (55P03); and
 * databases, tables and rights that are not there, as while a backup is put back (3D000, 42P01, 42501).
 */
const POSTGRES_OUT_OF_ORDER =
  /^(08...|28...|53...|57...|58...|XX...|25006|25P03|25P04|3D000|40001|40003|40P01|42501|42P01|55000|55P03)$/;

/** What the network says, or the machine, about a connection. */
const CONNECTION_LOST = new Set([
  ...[
    'EAI_AGAIN',
    'ECONNABORTED',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTDOWN',
    'EHOSTUNREACH',
    'ENETDOWN',
    'ENETUNREACH',
  ],
  ...['ENETRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EMFILE', 'ENFILE'],
]);

/** What TypeORM and the drivers say in words only. */
const IN_WORDS = [
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|not queryable|Client was closed/i,
  /Cannot use a pool after calling end|connection error|not established|Driver not Connected/i,
  /Query runner already released|Database (handle )?is closed/i,
  /^(SQLITE_ERROR: )?(no such table|malformed database schema|cannot start a transaction within a transaction)/i,
];

/** The database cannot be reached, or cannot be used, at the moment. */
export function isUnavailable(error: unknown): boolean {
  const { code = '', message = '' } = driverErrorOf(error);
  return (
    error instanceof NotStoredError ||
    CONNECTION_LOST.has(code) ||
    SQLITE_OUT_OF_ORDER.test(code) ||
    POSTGRES_OUT_OF_ORDER.test(code) ||
    IN_WORDS.some((words) => words.test(message))
  );
}
