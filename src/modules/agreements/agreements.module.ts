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
import { SignatureHooks } from './signature-hooks.js';

/** What generator and recycler have agreed on, and who else may see it. */
@Module({
  imports: [CatalogueModule, PartiesModule],
  controllers: [AgreementsController, AgreementChangesController, InvitationsController],
  providers: [
    AgreementAnswers,
    AgreementChangesService,
    AgreementInputs,
    AgreementListsQueries,
    AgreementSigningService,
    AgreementsQueries,
    AgreementsService,
    InvitationsService,
    SignatureHooks,
  ],
  exports: [AgreementsQueries, SignatureHooks],
})
export class AgreementsModule {}
