import { ApiProperty } from '@nestjs/swagger';
import { COMPLETENESS_SHARED, type CompletenessShared } from '../../domain/agreement/agreement.js';
import { PageOf } from '../../common/index.js';
import {
  AGREEMENT_STATUSES,
  CARVE_OUTS,
  SETTLE_ON,
  type AgreementStatus,
  type CarveOut,
  type SettleOn,
} from '../../domain/agreement/agreement.js';

import { STREAMS } from './agreement.dto.js';

const CHANGES = ['agreement', 'amendment', 'termination'] as const;
export type PendingChange = (typeof CHANGES)[number];

export class NamedParty {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Magnet plant' })
  name: string;
}

export class ScopeAnswer {
  @ApiProperty({ type: [String], format: 'uuid' })
  siteIds: readonly string[];

  @ApiProperty({ enum: STREAMS, isArray: true, example: ['*'] })
  streams: readonly string[];
}

export class TermsAnswer {
  @ApiProperty({ example: 0.5 })
  weightTolerancePct: number;

  @ApiProperty({ enum: SETTLE_ON })
  settleOn: SettleOn;

  @ApiProperty({ type: 'integer', example: 10 })
  confirmWithinDays: number;

  @ApiProperty({ enum: CARVE_OUTS, isArray: true })
  carveOuts: readonly CarveOut[];

  @ApiProperty({ type: [String], format: 'uuid' })
  processorIds: readonly string[];

  @ApiProperty({ type: 'object', additionalProperties: { type: 'number' }, example: { rMREO: 0.97 } })
  usabilityFactors: Readonly<Record<string, number>>;

  @ApiProperty({
    enum: COMPLETENESS_SHARED,
    description: 'What the recycler reads of how complete the logged by-product is.',
  })
  completenessShared: CompletenessShared;
}

export class SignatureAnswer {
  @ApiProperty({ format: 'uuid' })
  partyId: string;

  @ApiProperty({ format: 'uuid' })
  userId: string;

  @ApiProperty({ example: 'Ada Vance' })
  userName: string;

  @ApiProperty({ format: 'date-time' })
  signedAt: string;
}

/** What both sides agree on, in one version. */
export class AgreementContent {
  @ApiProperty({ example: 'Full by-product recycling' })
  title: string;

  @ApiProperty({ format: 'date', example: '2026-01-01' })
  startsOn: string;

  @ApiProperty({ format: 'date', example: '2035-12-31' })
  endsOn: string;

  @ApiProperty({ example: true })
  exclusive: boolean;

  @ApiProperty({ example: 100 })
  coverageTargetPct: number;

  @ApiProperty({ type: ScopeAnswer })
  scope: ScopeAnswer;

  @ApiProperty({ type: TermsAnswer })
  terms: TermsAnswer;
}

export class AgreementVersionAnswer extends AgreementContent {
  @ApiProperty({ type: 'integer', example: 1, description: '1 is the agreement itself; amendments count on.' })
  version: number;

  @ApiProperty({ format: 'uuid' })
  proposedByPartyId: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: [SignatureAnswer], description: 'It holds once both sides have signed.' })
  signatures: SignatureAnswer[];
}

export class TerminationAnswer {
  @ApiProperty({ format: 'date', example: '2030-12-31', description: 'The last day of the term.' })
  endsOn: string;

  @ApiProperty({ example: 'The plant closes.' })
  reason: string;

  @ApiProperty({ format: 'uuid' })
  proposedByPartyId: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: [SignatureAnswer], description: 'It holds once both sides have signed.' })
  signatures: SignatureAnswer[];
}

/** Title, term, scope and terms are those of the version in force: before the term of the first, after it of the last. */
export class AgreementAnswer extends AgreementContent {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'MP-RC-2026' })
  reference: string;

  @ApiProperty({ format: 'uuid' })
  generatorId: string;

  @ApiProperty({ format: 'uuid' })
  recyclerId: string;

  @ApiProperty({ type: NamedParty })
  generator: NamedParty;

  @ApiProperty({ type: NamedParty })
  recycler: NamedParty;

  @ApiProperty({ type: [NamedParty], description: 'The processors that any version names.' })
  processors: NamedParty[];

  @ApiProperty({ enum: ['generator', 'recycler'], description: 'As whom one sees it; an auditor as who invited it.' })
  side: 'generator' | 'recycler';

  @ApiProperty({
    enum: AGREEMENT_STATUSES,
    description: "By signatures and the server's day in UTC; what it covers goes by the local days of its sites.",
  })
  status: AgreementStatus;

  @ApiProperty({ format: 'date', description: 'The last day of the term, a signed termination included.' })
  termEndsOn: string;

  @ApiProperty({ type: 'integer', example: 1, description: 'Which of `versions` the fields here are of.' })
  currentVersion: number;

  @ApiProperty({
    type: String,
    enum: CHANGES,
    nullable: true,
    description: 'What the next signature is given to: never more than one thing.',
  })
  pending: PendingChange | null;

  @ApiProperty({ type: [AgreementVersionAnswer], description: 'The oldest first.' })
  versions: AgreementVersionAnswer[];

  @ApiProperty({ type: TerminationAnswer, nullable: true })
  termination: TerminationAnswer | null;

  @ApiProperty({ format: 'uuid' })
  createdByPartyId: string;

  @ApiProperty({ type: 'integer', example: 1, description: 'Counts changes and signatures; the `ETag`.' })
  version: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class AgreementPage extends PageOf(AgreementAnswer) {}
