import { faultAt, type RefusalCode } from './errors.js';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem } from './problem.js';
import { PROBLEM_TYPE } from './problem-filter.js';

const REFUSALS: Readonly<Record<string, readonly [code: RefusalCode, status: number, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 408, 'The request did not come to its end in time.'],
  HPE_HEADER_OVERFLOW: ['invalid-input', 431, 'The headers of the request are too large.'],
};
const NO_HTTP = ['invalid-input', 400, 'This is not understood as a request.'] as const;

/** Answers what never became a request: headers or bodies that do not end, and what is no HTTP. Then the connection is cut. */
export function refuseClient(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [code, status, detail] = REFUSALS[error.code ?? ''] ?? NO_HTTP;
  const errors = code === 'invalid-input' ? { errors: [{ ...faultAt('', 'not-understood'), message: detail }] } : {};
  const body = JSON.stringify({ ...problem(code, detail, errors), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}
