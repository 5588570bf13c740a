import type { AgreementFacts, AgreementVersion, Signature } from '../../src/domain/agreement/agreement.js';
import { ppmOf } from '../../src/domain/measure/quantities.js';

export const GENERATOR = 'generator';
export const RECYCLER = 'recycler';

export const signature = (partyId: string): Signature => ({
  partyId,
  userId: `admin of ${partyId}`,
  at: '2025-10-01T09:00:00Z',
});
export const BOTH = [signature(GENERATOR), signature(RECYCLER)];

/** The announced agreement: ten years from 2026 on, every by-product of one plant. */
export const version = (more: Partial<AgreementVersion> = {}): AgreementVersion => ({
  version: 1,
  title: 'Full by-product recycling',
  startsOn: '2026-01-01',
  endsOn: '2035-12-31',
  exclusive: true,
  coverageTargetPpm: ppmOf(1_000_000),
  scope: { siteIds: ['sumter'], streams: ['*'] },
  terms: {
    weightTolerancePpm: ppmOf(5_000),
    settleOn: 'receiver',
    confirmWithinDays: 10,
    carveOuts: ['recycler-refused'],
    processorIds: [],
    usabilityPpm: { rMREO: ppmOf(970_000) },
  },
  signatures: BOTH,
  ...more,
});

export const agreement = (more: Partial<AgreementFacts> = {}): AgreementFacts => ({
  id: 'a',
  reference: 'A-1',
  generatorId: GENERATOR,
  recyclerId: RECYCLER,
  versions: [version()],
  termination: null,
  ...more,
});
export const only = (more: Partial<AgreementVersion>, id = 'a'): AgreementFacts =>
  agreement({ id, versions: [version(more)] });
