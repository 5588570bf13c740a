import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  ApiProblems,
  CurrentUser,
  IdParam,
  IfMatch,
  IfMatchIfSent,
  NoFields,
  type Caller,
} from '../../common/index.js';
import { AgreementAnswer } from './agreement-answer.dto.js';
import { AgreementChangesService } from './agreement-changes.service.js';
import { AgreementSigningService } from './agreement-signing.service.js';
import { NewAmendment, NewTermination } from './agreement.dto.js';

@ApiTags('agreements')
@Controller('agreements/:id')
export class AgreementChangesController {
  constructor(
    private readonly signing: AgreementSigningService,
    private readonly changes: AgreementChangesService,
  ) {}

  @ApiOperation({
    summary: 'Sign for the own side what awaits it: the agreement, an amendment or a termination',
    description: 'With `If-Match`, only what was read under that `ETag` is signed.',
  })
  @Post('signatures')
  @Allow('admin')
  @ApiCreatedResponse({ type: AgreementAnswer })
  @ApiProblems('not-found', 'already-signed', 'nothing-to-sign', 'agreement-state')
  @ApiProblems('overlapping-exclusive-agreement', 'overlapping-agreement', 'completeness-of-others')
  sign(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Body() _: NoFields,
    @IfMatchIfSent() version: number | undefined,
  ): Promise<AgreementAnswer> {
    return this.signing.sign(caller, id, version);
  }

  @ApiOperation({
    summary: 'Propose a change of a signed agreement: a new version from a day on, to be signed by both',
  })
  @Post('amendments')
  @Allow('admin')
  @ApiCreatedResponse({ type: AgreementAnswer })
  @ApiProblems('not-found', 'agreement-state', 'signature-pending')
  amend(@CurrentUser() caller: Caller, @Param() { id }: IdParam, @Body() body: NewAmendment): Promise<AgreementAnswer> {
    return this.changes.amend(caller, id, body);
  }

  @ApiOperation({ summary: 'Take back or decline the amendment that still awaits a signature' })
  @Delete('amendments/pending')
  @HttpCode(204)
  @Allow('admin')
  @ApiNoContentResponse()
  @ApiProblems('not-found', 'nothing-pending')
  withdrawAmendment(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.changes.withdraw(caller, id, { version, what: 'amendment' });
  }

  @ApiOperation({ summary: 'Propose an end of the agreement before its term is over, to be signed by both' })
  @Post('termination')
  @Allow('admin')
  @ApiCreatedResponse({ type: AgreementAnswer })
  @ApiProblems('not-found', 'agreement-state', 'signature-pending', 'already-terminated')
  terminate(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @Body() body: NewTermination,
  ): Promise<AgreementAnswer> {
    return this.changes.terminate(caller, id, body);
  }

  @ApiOperation({ summary: 'Take back or decline the termination that still awaits a signature' })
  @Delete('termination')
  @HttpCode(204)
  @Allow('admin')
  @ApiNoContentResponse()
  @ApiProblems('not-found', 'nothing-pending')
  withdrawTermination(
    @CurrentUser() caller: Caller,
    @Param() { id }: IdParam,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.changes.withdraw(caller, id, { version, what: 'termination' });
  }
}
