import type { FastifyRequest } from 'fastify';

/** Whether a table is asked for as CSV. */
export function acceptsCsv(request: FastifyRequest): boolean {
  const accepted = (request.headers.accept ?? '').split(',').map((part) => part.split(';')[0]?.trim());
  return accepted.includes('text/csv');
}
