import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fault } from '../../common/index.js';
import type { AgreementTerms, AgreementVersion, AmendmentChange } from '../../domain/agreement/agreement.js';
import {
  checkReferences,
  checkSides,
  usabilityPpmOf,
  type ScopeAndTermsInput,
} from '../../domain/agreement/agreement-checks.js';
import { Catalogue } from '../../domain/matter/catalogue.js';
import { pctToPpm } from '../../domain/measure/quantities.js';
import { PartiesQueries } from '../parties/index.js';
import type { AgreementEdit, ChangedTerms, NewAgreement, NewAmendment } from './agreement.dto.js';

/** Checks what an agreement names against the books. */
@Injectable()
export class AgreementInputs {
  constructor(
    private readonly parties: PartiesQueries,
    private readonly catalogue: Catalogue,
  ) {}

  /** Every fault of the parties: each exists and has its role. */
  async sideFaults(
    tx: EntityManager,
    { generatorId, recyclerId }: { readonly generatorId: string; readonly recyclerId: string },
  ): Promise<Fault[]> {
    const parties = await this.parties.parties([generatorId, recyclerId], tx);
    const rolesOf = (id: string): readonly string[] | null => parties.get(id)?.roles ?? null;
    return checkSides({ generator: rolesOf(generatorId), recycler: rolesOf(recyclerId) });
  }

  /** Every fault of the sites, streams, processors and products. */
  async referenceFaults(tx: EntityManager, generatorId: string, input: ScopeAndTermsInput): Promise<Fault[]> {
    const sites = await this.parties.sites(input.scope?.siteIds ?? [], tx);
    const processors = await this.parties.parties(input.terms?.processorIds ?? [], tx);
    const ofGenerator = [...sites.values()].filter(({ partyId }) => partyId === generatorId);
    const fit = [...processors.values()].filter(({ roles }) => roles.includes('processor'));
    return checkReferences(input, {
      siteIds: new Set(ofGenerator.map(({ id }) => id)),
      processorIds: new Set(fit.map(({ id }) => id)),
      isStream: (code) => this.catalogue.stream(code) !== undefined,
      isProduct: (code) => this.catalogue.product(code) !== undefined,
    });
  }
}

/** A new agreement as its first version, with nothing signed. */
export function firstVersion({ title, startsOn, endsOn, exclusive, ...rest }: NewAgreement): AgreementVersion {
  const { weightTolerancePct, settleOn, confirmWithinDays, carveOuts, processorIds, usabilityFactors } = rest.terms;
  const { completenessShared = 'verdict' } = rest.terms;
  return {
    version: 1,
    title,
    startsOn,
    endsOn,
    exclusive,
    coverageTargetPpm: pctToPpm(rest.coverageTargetPct),
    scope: { siteIds: rest.scope.siteIds, streams: rest.scope.streams },
    terms: {
      weightTolerancePpm: pctToPpm(weightTolerancePct),
      settleOn,
      confirmWithinDays,
      carveOuts,
      processorIds: processorIds ?? [],
      usabilityPpm: usabilityPpmOf(usabilityFactors ?? {}),
      completenessShared,
    },
    signatures: [],
  };
}

/** What an amendment or an edit of a draft changes, in the units of the books. Checked before. */
export function amendmentOf(body: NewAmendment | (AgreementEdit & { readonly startsOn: string })): AmendmentChange {
  const { startsOn, title, endsOn, exclusive, coverageTargetPct, scope, terms } = body;
  return {
    startsOn,
    title,
    endsOn,
    exclusive,
    coverageTargetPpm: coverageTargetPct === undefined ? undefined : pctToPpm(coverageTargetPct),
    scope,
    terms: terms && changedTerms(terms),
  };
}

function changedTerms({ weightTolerancePct, usabilityFactors, ...rest }: ChangedTerms): Partial<AgreementTerms> {
  return {
    ...rest,
    weightTolerancePpm: weightTolerancePct === undefined ? undefined : pctToPpm(weightTolerancePct),
    usabilityPpm: usabilityFactors && usabilityPpmOf(usabilityFactors),
  };
}
