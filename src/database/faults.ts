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

/** Another process is writing the same SQLite file. */
export function isBusy(error: unknown): boolean {
  return driverErrorOf(error).code === 'SQLITE_BUSY';
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** The database cannot be reached at the moment. */
export function isUnavailable(error: unknown): boolean {
  const { code = '', message = '' } = driverErrorOf(error);
  return (
    UNREACHABLE.has(code) ||
    code.startsWith('08') ||
    isBusy(error) ||
    /Connection terminated|timeout exceeded when trying to connect|not established|Client has encountered a connection error/i.test(
      message,
    )
  );
}
