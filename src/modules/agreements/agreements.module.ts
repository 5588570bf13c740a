import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/index.js';
import { PartiesModule } from '../parties/index.js';
import { AgreementAnswers } from './agreement-answers.js';
import { AgreementChangesController } from './agreement-changes.controller.js';
import { AgreementChangesService } from './agreement-changes.service.js';
import { AgreementInputs } from './agreement-input.js';
import { AgreementListsQueries } from './agreement-lists.queries.js';
import { AgreementSigningService } from './agreement-signing.service.js';
import { AgreementsController } from './agreements.controller.js';
import { AgreementsQueries } from './agreements.queries.js';
import { AgreementsService } from './agreements.service.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { NamedSitesController } from './named-sites.controller.js';
import { NamedSitesQueries } from './named-sites.queries.js';
import { PartySitesController } from './party-sites.controller.js';
import { PartySitesQueries } from './party-sites.queries.js';
import { SignatureHooks } from './signature-hooks.js';

/** What generator and recycler have agreed on, and who else may see it. */
@Module({
  imports: [CatalogueModule, PartiesModule],
  controllers: [
    AgreementsController,
    AgreementChangesController,
    InvitationsController,
    NamedSitesController,
    PartySitesController,
  ],
  providers: [
    AgreementAnswers,
    AgreementChangesService,
    AgreementInputs,
    AgreementListsQueries,
    AgreementSigningService,
    AgreementsQueries,
    AgreementsService,
    InvitationsService,
    NamedSitesQueries,
    PartySitesQueries,
    SignatureHooks,
  ],
  exports: [AgreementsQueries, SignatureHooks],
})
export class AgreementsModule {}
