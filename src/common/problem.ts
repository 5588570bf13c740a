import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** HTTP status of the stable codes; a code that is not listed is a rule of the domain and answers 409. */
const STATUS: Readonly<Record<string, number>> = {
  'invalid-input': 400,
  unauthenticated: 401,
  'wrong-credentials': 401,
  forbidden: 403,
  'foreign-origin': 403,
  'not-found': 404,
  'not-acceptable': 406,
  'stale-version': 412,
  'request-timeout': 408,
  'payload-too-large': 413,
  'unsupported-media-type': 415,
  'idempotency-key-reused': 422,
  'precondition-required': 428,
  'rate-limited': 429,
  'too-many-sign-ins': 429,
  internal: 500,
  'database-unavailable': 503,
  'service-busy': 503,
};

export function statusOf(code: string): number {
  return STATUS[code] ?? 409;
}

export class FaultAnswer {
  @ApiProperty({ description: 'JSON pointer (RFC 6901) of the field.', example: '/lines/0/grossKg' })
  pointer: string;

  @ApiProperty({ example: 'must not be negative' })
  message: string;
}

/** A problem document (RFC 9457). */
export class Problem {
  @ApiProperty({ example: '/problems/invalid-input' })
  type: string;

  @ApiProperty({ example: 'Invalid input' })
  title: string;

  @ApiProperty({ example: 400 })
  status: number;

  @ApiProperty({ example: '/grossKg: must not be negative' })
  detail: string;

  @ApiProperty({ description: 'Stable: programs may rely on it.', example: 'invalid-input' })
  code: string;

  @ApiPropertyOptional({
    type: [FaultAnswer],
    description: 'Every fault of the input at once; of more than a hundred the first, and how many more there are.',
  })
  errors?: readonly FaultAnswer[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Facts that help to mend the request.',
  })
  facts?: Readonly<Record<string, unknown>>;
}

/** The problem document of a code. */
export function problem(code: string, detail: string, more: Pick<Problem, 'errors' | 'facts'> = {}): Problem {
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
  return { type: `/problems/${code}`, title, status: statusOf(code), detail, code, ...more };
}
