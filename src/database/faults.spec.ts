import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isUnavailable } from './faults.js';

/** As the driver throws it, and as TypeORM passes it on. */
const thrown = (code: string, message = 'in words'): [Error, Error] => {
  const error = Object.assign(new Error(message), { code });
  return [error, new QueryFailedError('SELECT 1', [], error)];
};

describe('a database that is out of order', () => {
  it.each([
    ...['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_CORRUPT', 'SQLITE_FULL'],
    ...['SQLITE_CANTOPEN', 'SQLITE_NOTADB', 'SQLITE_NOMEM', 'SQLITE_PROTOCOL', 'SQLITE_PERM', 'SQLITE_INTERRUPT'],
    ...['SQLITE_IOERR_WRITE', 'SQLITE_READONLY_DBMOVED', 'SQLITE_BUSY_SNAPSHOT'],
    ...['08000', '08003', '08006', '08P01', '28000', '28P01', '53000', '53100', '53200', '53300', '53400'],
    ...['57000', '57014', '57P01', '57P02', '57P03', '57P04', '57P05', '58000', '58030', 'XX000', 'XX001', 'XX002'],
    ...['25006', '25P03', '25P04', '3D000', '40001', '40003', '40P01', '42501', '42P01', '55000', '55P03'],
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ])('is told by %s', (code) => {
    expect(thrown(code).map(isUnavailable)).toEqual([true, true]);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end on the pool',
    'Driver not Connected',
    'SQLITE_MISUSE: Database handle is closed',
    'SQLITE_ERROR: no such table: batch',
  ])('is told by "%s"', (message) => {
    expect(thrown('', message).map(isUnavailable)).toEqual([true, true]);
  });

  it('is told by a runner whose connection was cut', () => {
    expect(isUnavailable(new QueryRunnerAlreadyReleasedError())).toBe(true);
  });

  it.each([
    'SQLITE_ERROR',
    'SQLITE_CONSTRAINT',
    'SQLITE_MISMATCH',
    '22001',
    '22P02',
    '23505',
    '42601',
    '42703',
    'EINVAL',
  ])('is not told by %s, which is a fault of ours', (code) => {
    expect(thrown(code).map(isUnavailable)).toEqual([false, false]);
  });

  it.each([null, undefined, 'text', {}, new Error('anything')])('is not told by %p', (error) => {
    expect(isUnavailable(error)).toBe(false);
  });
});
