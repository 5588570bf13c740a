import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { AnswerOf, each } from './answer-of.js';
import {
  FAULTS,
  REFUSALS,
  type CreatedElement,
  type FaultCode,
  type RefusalCode,
  type RefusalFacts,
} from './errors.js';

/** HTTP status of the stable codes; a code that is not listed is a rule of the domain and answers 409. */
const STATUS: Readonly<Partial<Record<RefusalCode, number>>> = {
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

export function statusOf(code: RefusalCode): number {
  return STATUS[code] ?? 409;
}

export class FaultAnswer {
  @ApiProperty({ description: 'JSON pointer (RFC 6901) of the field.', example: '/lines/0/grossKg' })
  pointer: string;

  @ApiProperty({ example: 'must not be negative' })
  message: string;

  @ApiProperty({ enum: Object.keys(FAULTS), description: 'Stable: programs may rely on it.', example: 'negative' })
  code: FaultCode;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    description: 'What the message says beside its code: limits, sums, days.',
    example: { most: 100 },
  })
  params?: Readonly<Record<string, string | number>>;
}

export class CreatedElementAnswer extends AnswerOf<CreatedElement>({
  element: { type: String, example: 'Nd' },
  ...each(['inKg', 'outKg', 'residueKg', 'excessKg', 'toleranceKg'], { type: Number }),
}) {}

const TEXT = { type: String, required: false };
const TEXTS = { type: String, isArray: true, required: false };
const ID = { type: String, format: 'uuid', required: false };
const IDS = { type: String, isArray: true, format: 'uuid', required: false };
const DAY = { type: String, format: 'date', required: false };
const NUMBER = { type: Number, required: false };
const COUNT = { type: 'integer', required: false } as const;

@ApiExtraModels(CreatedElementAnswer)
export class ProblemFacts extends AnswerOf<RefusalFacts>({
  ...each(['batch', 'stream', 'status', 'code', 'reference', 'element'], TEXT),
  ...each(['batches', 'allowedCarveOuts'], TEXTS),
  ...each(['assayId', 'agreementId', 'siteId'], ID),
  ...each(['batchIds', 'entryIds'], IDS),
  ...each(['day', 'endsOn', 'chargedOn'], DAY),
  lastAt: { type: String, format: 'date-time', required: false },
  ...each(['leftDryKg', 'askedDryKg', 'changeDryKg', 'totalDryKg', 'ofDryKg', 'missingKg'], NUMBER),
  ...each(['leftPieces', 'askedPieces', 'mostBatches', 'retryAfterSeconds'], COUNT),
  elements: {
    type: 'array',
    items: { oneOf: [{ type: 'string' }, { $ref: getSchemaPath(CreatedElementAnswer) }] },
    required: false,
    description: 'Of `element-twice` their symbols, of `matter-created` their balances.',
  },
}) {}

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

  @ApiProperty({ enum: REFUSALS, description: 'Stable: programs may rely on it.', example: 'invalid-input' })
  code: RefusalCode;

  @ApiPropertyOptional({
    type: [FaultAnswer],
    description: 'Every fault of the input at once; of more than a hundred the first, and how many more there are.',
  })
  errors?: readonly FaultAnswer[];

  @ApiPropertyOptional({
    type: ProblemFacts,
    description: 'Facts that help to mend the request: which, the code says.',
  })
  facts?: ProblemFacts;
}

/** The problem document of a code. */
export function problem(code: RefusalCode, detail: string, more: Pick<Problem, 'errors' | 'facts'> = {}): Problem {
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
  return { type: `/problems/${code}`, title, status: statusOf(code), detail, code, ...more };
}
